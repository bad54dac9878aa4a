import type { Decimal } from "#domain/schema/decimal.ts";
import type { Cell, LineRow, Row } from "#domain/schema/entity.ts";
import { compareDecimals } from "#domain/query/compare.ts";
import { addDecimal, addUnits, emptyRunning, fromUnits, type Running, type Units } from "#domain/query/exact-sum.ts";
import type { Amount, LineAmount, LineColumn } from "./facts.ts";

/** What has been gathered for one figure so far. */
export interface Gathered {
  readonly sum: Running;
  count: number;
  low: Decimal | null;
  high: Decimal | null;
}

/** An amount in whole units where they fit, else as it is written. */
export type Exactly = { readonly exact: Decimal } | Units;

/** What one figure gathers from each record or each line. Feeds of the same id gather the same, so measures share them. */
export type Feed = RecordFeed | LineFeed;

export interface RecordFeed {
  readonly id: string;
  readonly per: "record";
  readonly extremes: boolean;
  readonly amount: Amount;
}

export interface LineFeed {
  readonly id: string;
  readonly per: "line";
  readonly extremes: boolean;
  readonly read: (line: LineRow) => Exactly | null;
  /** An amount of the line alone, and what it is multiplied by. */
  readonly amount: LineAmount;
  readonly factor: Factor | null;
}

/** A number that follows from one field of a line. */
export interface Factor {
  readonly column: LineColumn;
  readonly scale: number;
  /** Whole units; NaN where lines with that cell count for nothing, infinite where they do not fit. */
  readonly of: (cell: Cell) => number;
}

export const emptyGathered = (): Gathered => ({ sum: emptyRunning(), count: 0, low: null, high: null });

export const decimalIn = (value: Exactly): Decimal => ("exact" in value ? value.exact : fromUnits(value.units, value.scale));

/** False when the value taken away was the least or the greatest: which one is so now only the others can tell. */
const gatherExtremes = (into: Gathered, value: Decimal, sign: 1 | -1): boolean => {
  if (into.count === 0) into.low = into.high = null;
  if (sign === -1) return value !== into.low && value !== into.high;
  if (into.low === null || compareDecimals(value, into.low) < 0) into.low = value;
  if (into.high === null || compareDecimals(value, into.high) > 0) into.high = value;
  return true;
};

/** Adds a value, or takes it away. False when that cannot be done, so that everything has to be gathered anew. */
export const gather = (into: Gathered, value: Exactly, sign: 1 | -1, extremes: boolean): boolean => {
  into.count += sign;
  if (extremes) return gatherExtremes(into, decimalIn(value), sign);
  if ("exact" in value) addDecimal(into.sum, value.exact, sign);
  else addUnits(into.sum, sign * value.units, value.scale);
  return true;
};

/** The value of a record; null when it has none. */
export const readAmount = ({ units, scale, exact }: Amount, row: Row): Exactly | null => {
  const value = units(row);
  if (Number.isNaN(value)) return null;
  if (Number.isFinite(value)) return { units: value, scale };
  const decimal = exact(row);
  return decimal === null ? null : { exact: decimal };
};
