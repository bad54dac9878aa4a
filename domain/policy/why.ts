import type { Grant } from "#domain/policy/grant.ts";
import type { Person } from "#domain/policy/person.ts";
import type { Scope } from "#domain/policy/scope.ts";

/** Everything by which somebody reads a document of these scopes; what also lets them change it comes first. Empty: they do not read it. */
export const whyReads = (person: Person, scopes: readonly Scope[]): readonly Grant[] => {
  const known = new Set(scopes);
  const found = person.grants.filter(({ scope }) => known.has(scope));
  return [...found.filter(({ write }) => write), ...found.filter(({ write }) => !write)];
};
