import { err, ok, type Result } from "#domain/result.ts";
import type { Filter, Row } from "#domain/schema/entity.ts";
import { findColumn, type Column } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { dayFromNumber } from "#domain/query/days.ts";
import { checkFilter, compileFilter, type Matcher } from "#domain/query/filter.ts";
import type { DayRange } from "#domain/query/period.ts";
import { dayNumberOfCell, type Facts, type FactSource } from "./facts.ts";
import type { ComparedSpans, ReportDefinition, ReportError, ReportSpan } from "./report.ts";
import { compareBy, rangeOfSpan } from "./span.ts";

const DATES = new Set(["day", "instant", "mark"]);

/** A column that a span can be of: one date per record. */
export const isDated = (column: Column | null | undefined): column is Column =>
  column !== null && column !== undefined && !column.many && DATES.has(column.kind);

/** Rows whose date lies in a range; an open range takes all, dated or not. */
export const inRange = (on: Column | undefined, { from = "", to = "9999-12-31" }: DayRange, offsetMinutes: number): Matcher => {
  if (!on || (from === "" && to === "9999-12-31")) return () => true;
  return (row) => {
    const cell = on.read(row);
    if (typeof cell === "string") return cell >= from && cell <= to;
    const number = dayNumberOfCell(cell, offsetMinutes);
    if (Number.isNaN(number)) return false;
    const day = dayFromNumber(number);
    return day >= from && day <= to;
  };
};

export interface Selection {
  readonly kind: string;
  readonly filter?: Filter;
  readonly span?: ReportSpan;
  readonly compare?: NonNullable<ReportDefinition["compare"]>;
}

export interface SelectedRows {
  readonly now: readonly Row[];
  /** Those of the earlier span, when a comparison was asked for. */
  readonly before: readonly Row[] | null;
  /** The days of both, when a comparison was asked for. */
  readonly spans: ComparedSpans | null;
}

const collect = (facts: Facts, passes: Matcher, within: Matcher): readonly Row[] => {
  const rows: Row[] = [];
  for (let slot = 0; slot < facts.size; slot += 1) {
    const row = facts.row(slot);
    if (row && passes(row) && within(row)) rows.push(row);
  }
  return rows;
};

/** The records that a filter and a span of days pick. Fails as `runReport` does. */
export const selectRows = (selection: Selection, source: FactSource, context: QueryContext): Result<SelectedRows, ReportError> => {
  const refuse = (reason: ReportError["reason"], at: string) => err({ type: "ReportError" as const, reason, at });
  const { kind, filter, span, compare } = selection;
  const entity = context.entity(kind);
  const facts = entity && source.facts(kind, context);
  if (!facts) return refuse("unknownKind", kind);
  const checked = filter ? checkFilter(filter, entity, context) : ok(true);
  if (!checked.ok) return refuse("badFilter", checked.error.at);
  const on = span ? findColumn(entity, span.on, context) : undefined;
  if (span && !isDated(on)) return refuse("notDate", span.on);
  const comparison = compare && span ? compareBy({ kind, measures: [], by: [], span, compare }, undefined, context.today) : null;
  if (compare && !comparison) return refuse("notDate", compare);
  const passes = filter ? compileFilter(filter, entity, context) : () => true;
  const rowsIn = (range: DayRange): readonly Row[] => collect(facts, passes, inRange(on ?? undefined, range, context.offsetMinutes));
  const range = span ? rangeOfSpan(span, context.today) : {};
  return ok({
    now: rowsIn(range),
    before: comparison ? rowsIn(comparison.range) : null,
    spans: comparison && { now: range, before: comparison.range },
  });
};
