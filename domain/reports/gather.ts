import type { Decimal } from "#domain/schema/decimal.ts";
import type { LineRow, Row } from "#domain/schema/entity.ts";
import { compareDecimals } from "#domain/query/compare.ts";
import { addDecimal, addRunning, addUnits, emptyRunning, fromUnits, type Running, type Units } from "#domain/query/exact-sum.ts";
import type { Amount } from "./facts.ts";

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
export type Feed =
  | { readonly id: string; readonly per: "record"; readonly extremes: boolean; readonly amount: Amount }
  | { readonly id: string; readonly per: "line"; readonly extremes: boolean; readonly read: (line: LineRow) => Exactly | null };

export const emptyGathered = (): Gathered => ({ sum: emptyRunning(), count: 0, low: null, high: null });

const decimalIn = (value: Exactly): Decimal => ("exact" in value ? value.exact : fromUnits(value.units, value.scale));

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

/** Adds what another has gathered from other records. */
export const gatherAll = (into: Gathered, { sum, count, low, high }: Gathered): void => {
  into.count += count;
  addRunning(into.sum, sum);
  if (low !== null) gatherExtremes(into, low, 1);
  if (high !== null) gatherExtremes(into, high, 1);
};
