import { isOwnedKind } from "#domain/entities/owned-kinds.ts";
import { ruleScope, type Scope } from "#domain/policy/scope.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { findColumn } from "#domain/query/column.ts";
import { compileFilter, pathsOf, type Matcher } from "#domain/query/filter.ts";
import { parseFilter } from "#domain/query/parse.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Entity, Filter, Row } from "#domain/schema/entity.ts";
import { isDeleted, markOf, textOf } from "#domain/schema/read.ts";

/** Why the criteria of a sharing rule cannot be used: it would not mean the same for everybody, at every moment. */
export interface CriteriaError {
  readonly reason: "syntax" | "unknownField" | "notStored" | "relative";
  readonly at: string;
}

const FIXED: QueryContext = { me: "", now: 0, today: "1970-01-01", offsetMinutes: 0, locale: "en", row: () => undefined, entity: () => undefined };

const isRelative = (filter: Filter): boolean => {
  if ("all" in filter) return filter.all.some(isRelative);
  if ("any" in filter) return filter.any.some(isRelative);
  if ("not" in filter) return isRelative(filter.not);
  const { value } = filter;
  return value === "me" || (typeof value === "object" && value !== null && !Array.isArray(value));
};

/**
 * The criteria of a sharing rule: a condition over the stored fields of the record itself, in the words of `--where`. Whether a record meets
 * it depends on the record alone, so neither derived columns, nor fields of other records, facets, `me` or days counted from today are taken.
 */
export const parseCriteria = (text: string, entity: Entity): Result<Matcher, CriteriaError> => {
  const parsed = parseFilter(text);
  if (!parsed.ok) return err({ reason: "syntax", at: text });
  if (isRelative(parsed.value)) return err({ reason: "relative", at: text });
  for (const path of pathsOf(parsed.value)) {
    const column = findColumn(entity, path, FIXED);
    if (!column) return err({ reason: "unknownField", at: path });
    if (column.derived || column.facet || column.reads.length > 0) return err({ reason: "notStored", at: path });
  }
  return ok(compileFilter(parsed.value, entity, FIXED));
};

interface Rule {
  readonly scope: Scope;
  readonly kind: string;
  readonly matches: Matcher;
}

const ruleOf = (row: Row, entityOf: (kind: string) => Entity | undefined): Rule | null => {
  const kind = textOf(row, "of");
  const criteria = textOf(row, "criteria");
  const entity = kind !== null && isOwnedKind(kind) ? entityOf(kind) : undefined;
  if (!entity || !criteria || isDeleted(row) || markOf(row, "disabled")) return null;
  const parsed = parseCriteria(criteria, entity);
  return parsed.ok ? { scope: ruleScope(row.id), kind: entity.kind, matches: parsed.value } : null;
};

/** Sharing rules by criteria, ready to be asked of many records. */
export const rulesOf = (rows: readonly Row[], entityOf: (kind: string) => Entity | undefined): ((entity: Entity, row: Row) => readonly Scope[]) => {
  const rules = rows.flatMap((row) => ruleOf(row, entityOf) ?? []);
  return ({ kind }, row) => rules.filter((rule) => rule.kind === kind && rule.matches(row)).map(({ scope }) => scope);
};

/** Whether two states of a sharing rule choose the same records; people are another matter. */
export const choosesTheSame = (before: Row | undefined, after: Row | undefined): boolean => {
  const of = (row: Row | undefined) => (!row || isDeleted(row) || markOf(row, "disabled") || !textOf(row, "criteria") ? null : `${textOf(row, "of")} ${textOf(row, "criteria")}`);
  return of(before) === of(after);
};
