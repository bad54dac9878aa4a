import type { Decimal } from "#domain/schema/decimal.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { findColumn } from "./column.ts";
import type { QueryContext } from "./context.ts";
import { addDecimal, addUnits, emptyRunning, totalOf } from "./exact-sum.ts";

/** Exact sums by column path. Absent values add nothing. */
export type Totals = Readonly<Record<string, Decimal>>;

export interface PageTotals {
  readonly page: Totals;
  readonly all: Totals;
}

/** Sums that rows are added to and taken from. */
export interface RunningTotals {
  readonly take: (row: Row, sign: 1 | -1) => void;
  /** Adds the value of one of the columns. */
  readonly takeColumn: (path: string, row: Row) => void;
  /** Adds `units × 10^-scale` to one of the columns; `units` is a safe integer. */
  readonly addUnits: (path: string, units: number, scale: number) => void;
  readonly totals: () => Totals;
}

/** Sums of numeric columns; a column with several values per row adds them all. */
export const createTotals = (paths: readonly string[], entity: Entity, context: QueryContext): RunningTotals => {
  const sums = paths.flatMap((path) => {
    const column = findColumn(entity, path, context);
    return column ? [{ path, column, sum: emptyRunning() }] : [];
  });
  const byPath = new Map(sums.map((each) => [each.path, each]));
  const takeOne = ({ column, sum }: (typeof sums)[number], row: Row, sign: 1 | -1): void => {
    const cell = column.read(row);
    for (const value of Array.isArray(cell) ? (cell as readonly unknown[]) : [cell]) {
      if (typeof value === "string") addDecimal(sum, value, sign);
      else if (typeof value === "number") addUnits(sum, sign * value, 0);
    }
  };
  return {
    take: (row, sign) => {
      for (const each of sums) takeOne(each, row, sign);
    },
    takeColumn: (path, row) => {
      const one = byPath.get(path);
      if (one) takeOne(one, row, 1);
    },
    addUnits: (path, units, scale) => {
      const one = byPath.get(path);
      if (one) addUnits(one.sum, units, scale);
    },
    totals: () => Object.fromEntries(sums.map(({ path, sum }) => [path, totalOf(sum)])),
  };
};

/** The sums over `rows`. */
export const totals = (rows: Iterable<Row>, paths: readonly string[], entity: Entity, context: QueryContext): Totals => {
  const running = createTotals(paths, entity, context);
  for (const row of rows) running.take(row, 1);
  return running.totals();
};

/** The sums over one page (`size` rows from `start`) and over the whole result. */
export const pageTotals = (
  rows: readonly Row[],
  paths: readonly string[],
  page: { readonly start: number; readonly size: number },
  entity: Entity,
  context: QueryContext,
): PageTotals => ({
  page: totals(rows.slice(page.start, page.start + page.size), paths, entity, context),
  all: totals(rows, paths, entity, context),
});
