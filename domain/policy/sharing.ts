import { isOwnedKind } from "#domain/entities/owned-kinds.ts";
import type { RecordId } from "#domain/id.ts";
import { CLEAR, type Lenses } from "#domain/policy/lens.ts";
import type { Organisation } from "#domain/policy/organisation.ts";
import { ruleScope, type Scope } from "#domain/policy/scope.ts";
import { seenEntity } from "#domain/policy/seen.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { findColumn } from "#domain/query/column.ts";
import { compileFilter, pathsOf, type Matcher } from "#domain/query/filter.ts";
import { parseFilter } from "#domain/query/parse.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Entity, Filter, Row } from "#domain/schema/entity.ts";
import { isDeleted, markOf, membersOf, textOf } from "#domain/schema/read.ts";

/** Why the criteria of a sharing rule cannot be used: it would not mean the same for everybody, at every moment. */
export interface CriteriaError {
  readonly reason: "syntax" | "unknownField" | "notStored" | "relative";
  readonly at: string;
}

/** Nobody, at no time: what a criterion is read by. */
export const FIXED: QueryContext = { me: "", now: 0, today: "1970-01-01", offsetMinutes: 0, locale: "en", row: () => undefined, entity: () => undefined };

const isRelative = (filter: Filter): boolean => {
  if ("all" in filter) return filter.all.some(isRelative);
  if ("any" in filter) return filter.any.some(isRelative);
  if ("not" in filter) return isRelative(filter.not);
  const { value } = filter;
  return value === "me" || (typeof value === "object" && value !== null && !Array.isArray(value));
};

/**
 * The criteria of a sharing rule: a condition over the stored fields of the record itself, in the words of `--where`. Whether a record meets
 * it depends on the record alone, so neither derived columns, nor fields of other records, facets, `me` or days counted from today are taken;
 * with `derived`, also columns that are made of stored fields alone.
 */
export const parseCriteria = (text: string, entity: Entity, derived = false): Result<Matcher, CriteriaError> => {
  const parsed = parseFilter(text);
  if (!parsed.ok) return err({ reason: "syntax", at: text });
  if (isRelative(parsed.value)) return err({ reason: "relative", at: text });
  for (const path of pathsOf(parsed.value)) {
    const column = findColumn(entity, path, FIXED);
    if (!column) return err({ reason: "unknownField", at: path });
    if ((column.derived && !(derived && column.derived.from)) || column.facet || column.reads.length > 0) return err({ reason: "notStored", at: path });
  }
  return ok(compileFilter(parsed.value, entity, FIXED));
};

interface Rule {
  readonly scope: Scope;
  readonly kind: string;
  readonly matches: Matcher;
  /** Two rules of one signature choose the same records. */
  readonly signature: string;
}

const ruleOf = (row: Row, organisation: Organisation, entityOf: (kind: string) => Entity | undefined, lenses: Lenses): Rule | null => {
  const kind = textOf(row, "of");
  const entity = kind !== null && isOwnedKind(kind) ? entityOf(kind) : undefined;
  if (!entity || isDeleted(row) || markOf(row, "disabled")) return null;
  const criteria = textOf(row, "criteria")?.trim() || null;
  const parsed = criteria === null ? null : parseCriteria(criteria, entity);
  if (parsed?.ok === false) return null;
  // Whether a record meets what it is not shown by, nobody can tell; who has it may well have it by this.
  const unseen = criteria !== null && !parseCriteria(criteria, seenEntity(entity, lenses, entityOf)).ok;
  const named = [membersOf(row, "owners"), membersOf(row, "ownerUnits"), membersOf(row, "ownerGroups")] as const;
  const byOwner = named.some((members) => members.length > 0);
  if (!byOwner && !parsed) return null;
  const owners = byOwner ? organisation.peopleNamed(...named) : null;
  return {
    scope: ruleScope(row.id),
    kind: entity.kind,
    matches: (record) => (owners === null || owners.has(textOf(record, "owner") as RecordId)) && (parsed === null || unseen || parsed.value(record)),
    signature: JSON.stringify([entity.kind, criteria, owners && [...owners].sort()]),
  };
};

/** The sharing rules that stand, ready to be asked of many records. */
export interface SharingRules {
  /** Scopes of the rules that choose a record. */
  readonly scopesOf: (entity: Entity, row: Row) => readonly Scope[];
  /** Kind and signature of each rule, by its scope: where one differs, records of the kind have other scopes. */
  readonly signatures: ReadonlyMap<Scope, { readonly kind: string; readonly signature: string }>;
}

/** `lenses`: of the one person for whom it is asked, where records are known only as that person sees them. */
export const rulesIn = (organisation: Organisation, entityOf: (kind: string) => Entity | undefined, lenses: Lenses = CLEAR): SharingRules => {
  const rules = organisation.rows("sharingRule").flatMap((row) => ruleOf(row, organisation, entityOf, lenses) ?? []);
  return {
    scopesOf: ({ kind }, row) => rules.filter((rule) => rule.kind === kind && rule.matches(row)).map(({ scope }) => scope),
    signatures: new Map(rules.map(({ scope, kind, signature }) => [scope, { kind, signature }])),
  };
};

/** Kinds whose records are chosen otherwise by the second rules. */
export const kindsApart = (before: SharingRules["signatures"], after: SharingRules["signatures"]): readonly string[] => {
  const scopes = [...new Set([...before.keys(), ...after.keys()])];
  const apart = scopes.filter((scope) => before.get(scope)?.signature !== after.get(scope)?.signature);
  return [...new Set(apart.flatMap((scope) => [before.get(scope)?.kind ?? [], after.get(scope)?.kind ?? []].flat()))];
};
