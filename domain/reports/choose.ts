import { err, ok, type Result } from "#domain/result.ts";
import type { Entity, Filter } from "#domain/schema/entity.ts";
import { findColumn } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { checkFilter } from "#domain/query/filter.ts";
import type { DayRange } from "#domain/query/period.ts";
import { isDated } from "./dimension.ts";
import type { FactSource } from "./facts.ts";
import type { FoldRecords } from "./fold.ts";
import { choiceMatcher, conditionsOf, maskOf, type Choice } from "./mask.ts";
import type { ReportDefinition, ReportError, ReportSpan } from "./report.ts";
import { compareBy, rangeOfSpan } from "./span.ts";

export interface Chosen {
  /** The days of both sides; `before` is null without a comparison. */
  readonly spans: { readonly now: DayRange; readonly before: DayRange | null };
  /** The part of a fold's plan that says which records count. */
  readonly foldIn: (range: DayRange) => FoldRecords;
}

export interface Choosing {
  readonly kind: string;
  readonly filter?: Filter;
  readonly span?: ReportSpan;
  readonly compare?: NonNullable<ReportDefinition["compare"]>;
}

/** The part of a fold's plan that says which records count. */
export const recordsOf = (choice: Choice, entity: Entity, source: FactSource, context: QueryContext): FoldRecords => ({
  facts: () => {
    const facts = source.facts(entity.kind, context);
    if (!facts) throw new Error(`no kind of record is called ${entity.kind}`);
    return facts;
  },
  mask: (facts) => maskOf(choice, facts, context),
  conditions: conditionsOf(choice, entity, context),
  passes: choiceMatcher(choice, entity, context),
});

/** The records that a filter and a span of days pick. Fails when the kind lacks what they name. */
export const choose = ({ kind, filter, span, compare }: Choosing, source: FactSource, context: QueryContext): Result<Chosen, ReportError> => {
  const refuse = (reason: ReportError["reason"], at: string) => err({ type: "ReportError" as const, reason, at });
  const entity = context.entity(kind);
  if (!entity) return refuse("unknownKind", kind);
  const checked = filter ? checkFilter(filter, entity, context) : ok(true);
  if (!checked.ok) return refuse("badFilter", checked.error.at);
  const on = span ? findColumn(entity, span.on, context) : undefined;
  if (span && !isDated(on)) return refuse("notDate", span.on);
  const comparison = compare && span ? compareBy({ kind, measures: [], by: [], span, compare }, undefined, context.today) : null;
  if (compare && !comparison) return refuse("notDate", compare);
  return ok({
    spans: { now: comparison?.now ?? (span ? rangeOfSpan(span, context.today) : {}), before: comparison?.before ?? null },
    foldIn: (range) => recordsOf({ filter, on: on ?? undefined, range }, entity, source, context),
  });
};
