import type { RecordId } from "#domain/id.ts";
import type { Right } from "#domain/policy/right.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { markOf, membersOf, textOf } from "#domain/schema/read.ts";

/**
 * Reading rights are sets: a document is readable when its scopes and the person's meet.
 * `everyone`, `all` (every owned record), `owner:<user id>`, `personal:<user id>`, `shared:<user id>`, `right:<right>`.
 */
export type Scope = string;

export const EVERYONE: Scope = "everyone";
export const ALL: Scope = "all";
export const ownerScope = (user: string): Scope => `owner:${user}`;
/** What is one person's alone: not even those who lead the person read it. */
export const personalScope = (user: string): Scope => `personal:${user}`;
export const sharedScope = (user: string): Scope => `shared:${user}`;
export const rightScope = (right: Right): Scope => `right:${right}`;

/**
 * The scopes of one document. `parentScopes` gives the scopes of a record that this one follows: a contact is read by
 * whoever reads one of its customers.
 */
export const scopesOf = (
  entity: Entity,
  facet: Right | null,
  row: Row,
  parentScopes: (record: string) => readonly Scope[],
): readonly Scope[] => {
  if (facet !== null) return [rightScope(facet)];
  switch (entity.access.kind) {
    case "everyone":
      return [EVERYONE];
    case "personal":
      return [...personalScopes(row), ...(markOf(row, "shared") ? [EVERYONE] : [])];
    case "owned": {
      const followed = parentsOf(entity, row).flatMap((parent) => parentScopes(parent));
      return [...new Set([ALL, ...ownScopes(row), ...membersOf(row, "sharedWith").map(sharedScope), ...followed])];
    }
  }
};

const ownScopes = (row: Row): readonly Scope[] => {
  const owner = textOf(row, "owner");
  return owner === null ? [] : [ownerScope(owner)];
};

const personalScopes = (row: Row): readonly Scope[] => {
  const owner = textOf(row, "owner");
  return owner === null ? [] : [personalScope(owner)];
};

/** The records whose readers may read this one too. */
export const parentsOf = (entity: Entity, row: Row): readonly RecordId[] => {
  if (entity.access.kind !== "owned") return [];
  return (entity.access.follows ?? []).flatMap((name) => {
    const value = row[name];
    if (Array.isArray(value)) return value as readonly RecordId[];
    return typeof value === "string" ? [value as RecordId] : [];
  });
};

export const meet = (record: Iterable<Scope>, person: ReadonlySet<Scope>): boolean => {
  for (const scope of record) if (person.has(scope)) return true;
  return false;
};
