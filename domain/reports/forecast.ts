import { inPlay } from "#domain/entities/opportunity/stages.ts";
import { ok, type Result } from "#domain/result.ts";
import type { Decimal } from "#domain/schema/decimal.ts";
import type { Filter, Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import { findColumn } from "#domain/query/column.ts";
import { compareDecimals } from "#domain/query/compare.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { createExactSum, minus, type ExactSum } from "#domain/query/exact-sum.ts";
import { periodOf, periodsBetween, type PeriodUnit } from "#domain/query/period.ts";
import type { FactSource } from "./facts.ts";
import type { ReportError, ReportSpan } from "./report.ts";
import { selectRows } from "./select.ts";

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
  readonly ids: readonly string[];
}

export interface ForecastPeriod extends ForecastFigures {
  /** Null gathers deals without an expected sign date. */
  readonly period: string | null;
}

/** A deal in the balance: not yet committed, but likely enough that work on it can bring it in. */
export interface BorderlineDeal {
  readonly id: string;
  readonly period: string | null;
  readonly amount: Decimal;
  readonly probability: Decimal;
  /** What winning it adds to the weighted forecast. */
  readonly lift: Decimal;
}

export interface Forecast {
  /** In order of time without gaps; deals without a date last. */
  readonly periods: readonly ForecastPeriod[];
  readonly total: ForecastFigures;
  /** Greatest lift first, at most ten. */
  readonly borderline: readonly BorderlineDeal[];
}

const KIND = "opportunity";
const BORDERLINE = { from: "40", below: "80", most: 10 } as const;

interface Sums {
  readonly ids: string[];
  readonly amount: ExactSum;
  readonly weighted: ExactSum;
  readonly best: ExactSum;
  readonly likely: ExactSum;
  readonly committed: ExactSum;
}

const emptySums = (): Sums => ({
  ids: [],
  amount: createExactSum(),
  weighted: createExactSum(),
  best: createExactSum(),
  likely: createExactSum(),
  committed: createExactSum(),
});

/** Amount × probability of a deal, as its derived column has it. */
type Weigh = (row: Row) => Decimal;

const weigher = (context: QueryContext): Weigh => {
  const entity = context.entity(KIND);
  const column = entity && findColumn(entity, "forecastAmount", context);
  return (row) => {
    const weighted = column?.read(row);
    return typeof weighted === "string" ? weighted : "0";
  };
};

const take = (sums: Sums, row: Row, weigh: Weigh): void => {
  sums.ids.push(row.id);
  const amount = textOf(row, "expectedAmount");
  if (amount === null) return;
  const commitment = textOf(row, "commitment");
  sums.amount.add(amount);
  sums.weighted.add(weigh(row));
  sums.best.add(amount);
  if (commitment === "likely" || commitment === "committed") sums.likely.add(amount);
  if (commitment === "committed") sums.committed.add(amount);
};

const figuresOf = ({ ids, amount, weighted, best, likely, committed }: Sums): ForecastFigures => ({
  count: ids.length,
  amount: amount.total(),
  weighted: weighted.total(),
  best: best.total(),
  likely: likely.total(),
  committed: committed.total(),
  ids,
});

const periodOfRow = (row: Row, unit: PeriodUnit): string | null => {
  const day = textOf(row, "expectedSignDate");
  return day === null ? null : periodOf(day, unit);
};

const borderlineOf = (row: Row, unit: PeriodUnit, weigh: Weigh): BorderlineDeal | null => {
  const amount = textOf(row, "expectedAmount");
  const probability = textOf(row, "probability");
  if (amount === null || probability === null || textOf(row, "commitment") === "committed") return null;
  if (compareDecimals(probability, BORDERLINE.from) < 0 || compareDecimals(probability, BORDERLINE.below) >= 0) return null;
  return { id: row.id, period: periodOfRow(row, unit), amount, probability, lift: minus(amount, weigh(row)) };
};

const byLift = (a: BorderlineDeal, b: BorderlineDeal): number => compareDecimals(b.lift, a.lift) || (a.id < b.id ? -1 : 1);

const greatestLifts = (rows: readonly Row[], unit: PeriodUnit, weigh: Weigh): readonly BorderlineDeal[] => {
  const greatest: BorderlineDeal[] = [];
  for (const row of rows) {
    const deal = borderlineOf(row, unit, weigh);
    const least = greatest.length < BORDERLINE.most ? undefined : greatest.at(-1);
    if (!deal || (least && byLift(deal, least) > 0)) continue;
    if (least) greatest.pop();
    greatest.push(deal);
    greatest.sort(byLift);
  }
  return greatest;
};

/** What open deals are expected to bring, by expected sign date, and which ones can still lift it most. */
export const runForecast = (question: ForecastQuestion, source: FactSource, context: QueryContext): Result<Forecast, ReportError> => {
  const { filter, span, unit = "month" } = question;
  const open: Filter = { all: filter ? [...inPlay, filter] : inPlay };
  const selected = selectRows({ kind: KIND, filter: open, ...(span ? { span } : {}) }, source, context);
  if (!selected.ok) return selected;
  const rows = selected.value.now;
  const weigh = weigher(context);

  const total = emptySums();
  const byPeriod = new Map<string | null, Sums>();
  for (const row of rows) {
    const period = periodOfRow(row, unit);
    const sums = byPeriod.get(period) ?? emptySums();
    byPeriod.set(period, sums);
    take(sums, row, weigh);
    take(total, row, weigh);
  }
  const dated = [...byPeriod.keys()].filter((period) => period !== null).sort();
  const periods: (string | null)[] = [...periodsBetween(dated[0] ?? "1", dated.at(-1) ?? "0")];
  if (byPeriod.has(null)) periods.push(null);
  return ok({
    periods: periods.map((period) => ({ period, ...figuresOf(byPeriod.get(period) ?? emptySums()) })),
    total: figuresOf(total),
    borderline: greatestLifts(rows, unit, weigh),
  });
};
