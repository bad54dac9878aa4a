import { inPlay } from "#domain/entities/opportunity/stages.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Decimal } from "#domain/schema/decimal.ts";
import type { Filter, Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import { findColumn, type Column } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { addRunning, emptyRunning, totalOf, type Running } from "#domain/query/exact-sum.ts";
import { periodOf, periodsBetween, type PeriodUnit } from "#domain/query/period.ts";
import type { Axis } from "./axis.ts";
import { createBorderline, type BorderlineDeal } from "./borderline.ts";
import { choose } from "./choose.ts";
import type { FactSource } from "./facts.ts";
import { createFold, type Fold } from "./fold.ts";
import { amountOf } from "./plain.ts";
import type { ReportError, ReportSpan } from "./report.ts";
import type { Standing } from "./standing.ts";

export interface ForecastQuestion {
  readonly filter?: Filter;
  /** On `expectedSignDate`. */
  readonly span?: ReportSpan;
  /** Default month. */
  readonly unit?: PeriodUnit;
}

export interface ForecastFigures {
  readonly count: number;
  readonly amount: Decimal;
  /** Amount × probability, each deal rounded to cents. */
  readonly weighted: Decimal;
  /** Cumulative by commitment: best holds likely, likely holds committed. A deal without commitment counts as best. */
  readonly best: Decimal;
  readonly likely: Decimal;
  readonly committed: Decimal;
}

export interface ForecastPeriod extends ForecastFigures {
  /** Null gathers deals without an expected sign date. */
  readonly period: string | null;
}

/** Its figures are drilled into by the period: `[period]`, or nothing for all. */
export interface Forecast {
  /** In order of time without gaps; deals without a date last. */
  readonly periods: readonly ForecastPeriod[];
  readonly total: ForecastFigures;
  /** Greatest lift first, at most ten. */
  readonly borderline: readonly BorderlineDeal[];
}

const KIND = "opportunity";

interface Sums {
  count: number;
  readonly amount: Running;
  readonly weighted: Running;
  readonly likely: Running;
  readonly committed: Running;
}

const emptySums = (): Sums => ({ count: 0, amount: emptyRunning(), weighted: emptyRunning(), likely: emptyRunning(), committed: emptyRunning() });

const figuresOf = ({ count, amount, weighted, likely, committed }: Sums): ForecastFigures => ({
  count,
  amount: totalOf(amount),
  weighted: totalOf(weighted),
  best: totalOf(amount),
  likely: totalOf(likely),
  committed: totalOf(committed),
});

const periodAxis = (unit: PeriodUnit): Axis => {
  const key = (cell: unknown): string | null => (typeof cell === "string" ? periodOf(cell, unit) : null);
  return { keys: (row) => key(row.expectedSignDate), lineKeys: null, linePlain: null, plain: { column: { name: "expectedSignDate", field: "expectedSignDate", read: (row) => row.expectedSignDate }, key } };
};

const commitmentAxis: Axis = {
  keys: (row) => textOf(row, "commitment"),
  lineKeys: null,
  linePlain: null,
  plain: { column: { name: "commitment", field: "commitment", read: (row) => row.commitment }, key: (cell) => (typeof cell === "string" ? cell : null) },
};

const sumsOf = (fold: Fold) => {
  const total = emptySums();
  const byPeriod = new Map<string | null, Sums>();
  for (const { key, records, gathered } of fold.buckets()) {
    const [period = null, commitment] = key;
    const here = byPeriod.get(period) ?? emptySums();
    byPeriod.set(period, here);
    for (const sums of [here, total]) {
      sums.count += records;
      const [amount, weighted] = gathered;
      if (!amount || !weighted) continue;
      addRunning(sums.amount, amount.sum);
      addRunning(sums.weighted, weighted.sum);
      if (commitment === "likely" || commitment === "committed") addRunning(sums.likely, amount.sum);
      if (commitment === "committed") addRunning(sums.committed, amount.sum);
    }
  }
  return { total, byPeriod };
};

const draw = (fold: Fold): Omit<Forecast, "borderline"> => {
  const { total, byPeriod } = sumsOf(fold);
  const dated = [...byPeriod.keys()].filter((period) => period !== null).sort();
  const periods: (string | null)[] = [...periodsBetween(dated[0] ?? "1", dated.at(-1) ?? "0")];
  if (byPeriod.has(null)) periods.push(null);
  return { periods: periods.map((period) => ({ period, ...figuresOf(byPeriod.get(period) ?? emptySums()) })), total: figuresOf(total) };
};

/** What open deals are expected to bring, by expected sign date, and which ones can still lift it most; kept right while deals change. */
export const openForecast = (question: ForecastQuestion, source: FactSource, context: QueryContext): Result<Standing<Forecast>, ReportError> => {
  const { filter, span, unit = "month" } = question;
  const open: Filter = { all: filter ? [...inPlay, filter] : inPlay };
  const chosen = choose({ kind: KIND, filter: open, ...(span ? { span } : {}) }, source, context);
  if (!chosen.ok) return chosen;
  const entity = context.entity(KIND);
  const column = (name: string): Column | null => (entity ? findColumn(entity, name, context) : null);
  const amount = column("expectedAmount");
  const weighted = column("forecastAmount");
  if (!amount || !weighted) return err({ type: "ReportError", reason: "unknownKind", at: KIND });
  const records = chosen.value.foldIn(chosen.value.spans.now);
  const fold = createFold({
    ...records,
    axes: [periodAxis(unit), commitmentAxis],
    feeds: [amount, weighted].map((of) => ({ id: of.path, per: "record", extremes: false, amount: amountOf(of, context) })),
    list: undefined,
    linesOnly: false,
  });
  const weigh = (row: Row): Decimal => {
    const value = weighted.read(row);
    return typeof value === "string" ? value : "0";
  };
  const borderline = createBorderline(records, weigh, unit);
  return ok({
    answer: () => ({ ...draw(fold), borderline: borderline.greatest() }),
    follow: (changes) => {
      fold.follow(changes);
      borderline.follow(changes);
    },
    drill: ({ key }) => fold.ids(([period]) => key[0] === undefined || key[0] === period),
  });
};

/** The forecast of now. Fails as `openForecast` does. */
export const runForecast = (question: ForecastQuestion, source: FactSource, context: QueryContext): Result<Forecast, ReportError> => {
  const opened = openForecast(question, source, context);
  return opened.ok ? ok(opened.value.answer()) : opened;
};
