import type { Decimal } from "#domain/schema/decimal.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { findColumn } from "./column.ts";
import type { QueryContext } from "./context.ts";
import { createExactSum } from "./exact-sum.ts";

/** Exact sums by column path. Absent values add nothing. */
export type Totals = Readonly<Record<string, Decimal>>;

export interface PageTotals {
  readonly page: Totals;
  readonly all: Totals;
}

/** The sums of numeric columns over `rows`; a column with several values per row adds them all. */
export const totals = (rows: Iterable<Row>, paths: readonly string[], entity: Entity, context: QueryContext): Totals => {
  const sums = paths.flatMap((path) => {
    const column = findColumn(entity, path, context);
    return column ? [{ path, column, sum: createExactSum() }] : [];
  });
  for (const row of rows) {
    for (const { column, sum } of sums) {
      const cell = column.read(row);
      for (const value of Array.isArray(cell) ? (cell as readonly unknown[]) : [cell]) {
        if (typeof value === "string") sum.add(value);
        else if (typeof value === "number") sum.addUnits(value, 0);
      }
    }
  }
  return Object.fromEntries(sums.map(({ path, sum }) => [path, sum.total()]));
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
