import type { RecordId } from "#domain/id.ts";
import type { Right } from "#domain/policy/right.ts";
import { isPooled, type Entity, type Row } from "#domain/schema/entity.ts";
import { markOf, membersOf, textOf } from "#domain/schema/read.ts";

/**
 * Reading rights are sets: a document is readable when its scopes and the person's meet. A scope says why: `everyone`; `all` (every
 * owned record); `owner:<user>`; `personal:<user>`; `shared:<user or group>` and `reader:<user or group>`, also of those who are asked to approve it; `rule:<sharing rule>`;
 * `pool:<pool>` of what is in a pool and `held:<pool>` of what somebody holds from it; `right:<right>`; `asked:<user>`, or `asked`, of requests; `people` and `unit:<department>` of the address book. Every scope of an owned record stands twice, plain and narrowed
 * to its kind (`customer|owner:…`), so that a person can be given one kind alone; its facets have narrowed ones only (`customer#credit|owner:…`).
 */
export type Scope = string;

export const EVERYONE: Scope = "everyone";
export const ALL: Scope = "all";
export const PEOPLE: Scope = "people";
export const ownerScope = (user: string): Scope => `owner:${user}`;
/** What is one person's alone: not even those who lead the person read it. */
export const personalScope = (user: string): Scope => `personal:${user}`;
/** What a person or a group may read and change. */
export const sharedScope = (whom: string): Scope => `shared:${whom}`;
/** What a person or a group may read. */
export const readerScope = (whom: string): Scope => `reader:${whom}`;
export const ruleScope = (rule: string): Scope => `rule:${rule}`;
/** What is in a pool. */
export const poolScope = (pool: string): Scope => `pool:${pool}`;
/** What people hold from a pool. */
export const heldScope = (pool: string): Scope => `held:${pool}`;
/** Requests about what belongs to a person: for those who may share it. */
export const askedScope = (user: string): Scope => `asked:${user}`;
/** Every request about what belongs to somebody. */
export const ASKED: Scope = "asked";
export const rightScope = (right: Right): Scope => `right:${right}`;
export const unitScope = (department: string): Scope => `unit:${department}`;

/** A scope for one kind of document alone: `type` is a kind, or `kind#facet`. */
export const narrowed = (type: string, scope: Scope): Scope => `${type}|${scope}`;

/** The kind of document that a narrowed scope is for, and the plain scope. */
export const widened = (scope: Scope): { readonly type: string | null; readonly scope: Scope } => {
  const bar = scope.indexOf("|");
  return bar < 0 ? { type: null, scope } : { type: scope.slice(0, bar), scope: scope.slice(bar + 1) };
};

/** What the scopes of a record depend on besides the record. */
export interface ScopeSources {
  /** Scopes of a record that this one follows: a contact is read by whoever reads one of its customers. */
  readonly parent: (record: RecordId) => readonly Scope[];
  /** Sharing rules whose criteria the record meets. */
  readonly rules: (entity: Entity, row: Row) => readonly Scope[];
  /** To whom the records belong that a request is about. Left out where no requests are: then nobody is asked. */
  readonly asked?: (request: Row) => readonly RecordId[];
}

/** The scopes of one document. `row` is that of the record's main document, for a facet too. */
export const scopesOf = (entity: Entity, facet: Right | null, row: Row, sources: ScopeSources): readonly Scope[] => {
  switch (entity.access.kind) {
    case "everyone":
      if (facet !== null) return [rightScope(facet)];
      return entity.access.within === "addressBook" ? addressBookScopes(row) : [EVERYONE];
    case "personal":
      return [...personalScopes(row), ...(markOf(row, "shared") ? [EVERYONE] : [])];
    case "request":
      return [...personalScopes(row), ...requestScopes(row, sources)];
    case "owned": {
      const plain = plainScopes(entity, row, sources);
      if (facet !== null) return plain.map((scope) => narrowed(`${entity.kind}#${facet}`, scope));
      return [...plain, ...plain.map((scope) => narrowed(entity.kind, scope))];
    }
  }
};

const plainScopes = (entity: Entity, row: Row, { parent, rules }: ScopeSources): readonly Scope[] => {
  const owner = textOf(row, "owner");
  const pool = isPooled(entity) ? textOf(row, "pool") : null;
  const followed = parentsOf(entity, row).flatMap(parent);
  return [
    ...new Set([
      ALL,
      ...(owner === null ? [] : [ownerScope(owner)]),
      ...(pool === null ? [] : [owner === null ? poolScope(pool) : heldScope(pool)]),
      ...[...membersOf(row, "sharedWith"), ...membersOf(row, "sharedGroups")].map(sharedScope),
      ...[...membersOf(row, "readers"), ...membersOf(row, "readerGroups"), ...membersOf(row, "approvers"), ...membersOf(row, "formerApprovers")].map(readerScope),
      ...rules(entity, row),
      ...followed.filter((scope) => widened(scope).type === null),
    ]),
  ];
};

const addressBookScopes = (row: Row): readonly Scope[] => {
  const main = textOf(row, "department");
  const units = new Set([...(main === null ? [] : [main]), ...membersOf(row, "units")]);
  return [PEOPLE, personalScope(row.id), ...[...units].map(unitScope)];
};

const personalScopes = (row: Row): readonly Scope[] => {
  const owner = textOf(row, "owner");
  return owner === null ? [] : [personalScope(owner)];
};

const requestScopes = (row: Row, { asked }: ScopeSources): readonly Scope[] => {
  const to = textOf(row, "to");
  if (to !== null) return [personalScope(to)];
  const owners = [...new Set(asked?.(row) ?? [])];
  return owners.length === 0 ? [] : [ASKED, ...owners.map(askedScope)];
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
