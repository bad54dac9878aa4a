import type { Change } from "#domain/record/change.ts";
import { isSigned, parsePath } from "#domain/record/path.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Person } from "#domain/policy/person.ts";
import type { Right } from "#domain/policy/right.ts";
import { ALL, meet, type Scope } from "#domain/policy/scope.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import { isMark } from "#domain/schema/validate.ts";

/** Every reason why a person may not make a change. Each keys the sentence shown to them. */
export const DENIED_REASONS = ["disabled", "notYours", "needsRight", "fixed", "appendOnly", "notOwner", "notYou"] as const;

/** Why a person may not make a change. `right` or `path` says which. */
export interface Denied {
  readonly type: "Denied";
  readonly reason: (typeof DENIED_REASONS)[number];
  readonly right?: Right;
  readonly path?: string;
}

export interface Attempt {
  readonly entity: Entity;
  readonly facet: Right | null;
  readonly person: Person;
  /** Scopes of the person and, for a record that exists, of its document as it stood before. */
  readonly personScopes: ReadonlySet<Scope>;
  readonly before: { readonly row: Row; readonly scopes: readonly Scope[] } | null;
  readonly after: Row;
  readonly changes: readonly Change[];
}

const denied = (reason: Denied["reason"], more: { right?: Right; path?: string } = {}): Result<true, Denied> =>
  err({ type: "Denied", reason, ...more });

/**
 * Whether a person may make these changes to one document, with rights as they are now. The relay decides; the device asks
 * the same function beforehand so that it never offers what will be refused.
 */
export const mayWrite = (attempt: Attempt): Result<true, Denied> => {
  const { entity, facet, person, personScopes, before } = attempt;
  if (!person.active) return denied("disabled");
  if (facet !== null && !person.rights.has(facet)) return denied("needsRight", { right: facet });
  if (facet === null && entity.access.kind === "everyone" && !person.rights.has(entity.access.right)) {
    return denied("needsRight", { right: entity.access.right });
  }
  if (facet === null && entity.access.kind !== "everyone" && before && !mayChange(attempt)) return denied("notYours");
  for (const change of attempt.changes) {
    const verdict = mayChangePath(attempt, change);
    if (!verdict.ok) return verdict;
  }
  if (facet !== null || entity.access.kind === "everyone" || before) return ok(true);
  const owner = textOf(attempt.after, "owner");
  const mine = entity.access.kind === "personal" ? owner === person.id : mayOwn(person, personScopes, owner);
  return mine ? ok(true) : denied("notOwner", { path: "owner" });
};

const mayChange = ({ entity, person, personScopes, before }: Attempt): boolean => {
  if (!before) return true;
  return entity.access.kind === "personal" ? textOf(before.row, "owner") === person.id : meet(before.scopes, personScopes);
};

/**
 * A new record belongs to whoever makes it or to somebody they lead, a personal one to its maker alone; whoever owns a record, or leads its owner, may give it to
 * anybody and say who else reads it.
 */
const mayOwn = (person: Person, scopes: ReadonlySet<Scope>, owner: string | null): boolean =>
  owner === person.id || scopes.has(ALL) || (owner !== null && person.below.has(owner as Person["id"]));

const mayChangePath = (attempt: Attempt, change: Change): Result<true, Denied> => {
  const { entity, person, personScopes, before } = attempt;
  const { path, to } = change;
  const target = parsePath(entity, path);
  if (before && target?.at === "log" && change.from !== null) return denied("appendOnly", { path });
  if (before && target?.at === "field" && target.field.fixed) return denied("fixed", { path });
  if (before && entity.appendOnly && path !== "owner" && path !== "deleted") return denied("appendOnly", { path });
  if (to !== null && isSigned(entity, path)) return isMark(to) && to.by === person.id ? ok(true) : denied("notYou", { path });
  if (before && (path === "owner" || path.startsWith("set/sharedWith/"))) {
    return mayOwn(person, personScopes, textOf(before.row, "owner")) ? ok(true) : denied("notOwner", { path });
  }
  return ok(true);
};
