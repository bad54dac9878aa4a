import type { Right } from "#domain/policy/right.ts";
import type { Day } from "#domain/clock.ts";
import type { Decimal } from "#domain/schema/decimal.ts";
import type { Filter } from "#domain/schema/entity.ts";
import type { ColumnKind } from "#domain/query/column.ts";
import type { DayRange, PeriodUnit } from "#domain/query/period.ts";

/** A span of days of one date column, both ends included: named from today (`back` units ago, 0 is the current one) or given. */
export type ReportSpan =
  | { readonly on: string; readonly unit: PeriodUnit; readonly back?: number }
  | { readonly on: string; readonly from?: Day; readonly to?: Day };

/**
 * A question: measures × dimensions × period × filter. Data, so that it can be saved, sent and typed.
 *
 * - A measure is `count`, a numeric column (`expectedAmount`, meaning its sum), `avg(…)`, `min(…)` or `max(…)` of one,
 *   `winRate` for kinds with stages, or a line measure such as `lines.revenue`. `measuresOf` lists them.
 * - A dimension is a column, also through references (`owner.department`, `lines.product`); a date takes a unit
 *   (`expectedSignDate:month`), else `unit`. `dimensionsOf` lists them.
 * - A record with several values in a dimension (a set, lines) counts in each group once, and once in the total.
 */
export interface ReportDefinition {
  readonly kind: string;
  readonly measures: readonly string[];
  readonly by: readonly string[];
  /** Unit for dates in `by` that name none. Default month. */
  readonly unit?: PeriodUnit;
  readonly filter?: Filter;
  readonly span?: ReportSpan;
  /**
   * Adds for each figure the one of the same days a year earlier, or of the period before: one unit back when a
   * dimension or the span has a unit, else the same number of days just before the span. Days to come are left out on both
   * sides, so that what has gone of a period never stands beside a whole one.
   */
  readonly compare?: "previousYear" | "previousPeriod";
  /** Compares whole periods, days to come among them: for dates that are plans. */
  readonly whole?: boolean;
  /** Keeps groups whose measure (by index) passes. */
  readonly having?: { readonly measure: number; readonly is: "above" | "atLeast" | "below" | "atMost"; readonly value: Decimal };
  /** Keeps the `count` largest groups by a measure (index, default 0), largest first. */
  readonly top?: { readonly count: number; readonly measure?: number };
  /** Orders groups by this measure, largest first, instead of by key. */
  readonly sortBy?: number;
}

/** What a group is about: an option id, record id, text or period (`2026-11`, `2026-W47`, `2026-Q4`); null for none. */
export type GroupKey = string | null;

/** A figure: exact decimal, or null when there is nothing to compute it from. */
export type Figure = Decimal | null;

export type Better = "more" | "less";

export interface MeasureColumn {
  readonly id: string;
  readonly kind: "count" | "money" | "decimal" | "percent" | "integer";
  /** Which way is good news; absent where neither is. */
  readonly better?: Better;
  /** Facet a person must be able to read to see the measure. */
  readonly facet?: Right;
}

export interface DimensionColumn {
  readonly id: string;
  readonly path: string;
  readonly kind: ColumnKind;
  /** For dates: the unit its keys are in. */
  readonly unit?: PeriodUnit;
  /** For references: the kind its keys are of. */
  readonly to?: string;
}

export interface ReportGroup {
  readonly key: readonly GroupKey[];
  /** In order of the measures. */
  readonly values: readonly Figure[];
  /** Distinct records behind the figures. */
  readonly records: number;
  /** With `compare`: the earlier figures, and the change since, as `changeOf` has it. */
  readonly previous?: readonly Figure[];
  readonly growth?: readonly Figure[];
}

export interface ComparedSpans {
  readonly now: DayRange;
  readonly before: DayRange;
}

export interface ReportTable {
  readonly kind: string;
  readonly measures: readonly MeasureColumn[];
  readonly dimensions: readonly DimensionColumn[];
  readonly groups: readonly ReportGroup[];
  /** Over every record that passes the filter, groups left out by `having` and `top` included. */
  readonly total: ReportGroup;
  /** With `compare`: the days of both sides. */
  readonly spans?: ComparedSpans;
}

/** Which figure: one entry per dimension, `undefined` for any; an empty cell is the total. */
export interface Cell {
  readonly key: readonly (GroupKey | undefined)[];
  /** The earlier figure of a comparison. */
  readonly previous?: true;
}

export interface Report {
  readonly table: ReportTable;
  /** Ids of the records behind a figure. */
  readonly drill: (cell: Cell) => readonly string[];
}

/** What makes a definition impossible to answer. */
export interface ReportError {
  readonly type: "ReportError";
  readonly reason: "unknownKind" | "unknownMeasure" | "unknownDimension" | "notDate" | "badFilter" | "notNumeric";
  /** The words that were not understood. */
  readonly at: string;
}
