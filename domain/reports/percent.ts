import type { Decimal } from "#domain/schema/decimal.ts";
import { fromUnits } from "#domain/query/exact-sum.ts";
import type { Figure } from "./report.ts";

const PLACES = 2;

interface Whole {
  readonly units: bigint;
  readonly scale: number;
}

const wholeOf = (value: Decimal): Whole => {
  const point = value.indexOf(".");
  return point < 0 ? { units: BigInt(value), scale: 0 } : { units: BigInt(value.slice(0, point) + value.slice(point + 1)), scale: value.length - point - 1 };
};

const at = ({ units, scale }: Whole, wanted: number): bigint => units * 10n ** BigInt(wanted - scale);

/** `part` of `whole` in percent to 2 places, half up; null of zero. */
export const percentOf = (part: Decimal, whole: Decimal): Figure => {
  const above = wholeOf(part);
  const below = wholeOf(whole);
  if (below.units === 0n) return null;
  const scale = Math.max(above.scale, below.scale);
  const negative = above.units < 0n !== below.units < 0n;
  const size = (value: bigint): bigint => (value < 0n ? -value : value);
  const divisor = size(at(below, scale));
  const rounded = (size(at(above, scale)) * 10n ** BigInt(2 + PLACES) * 2n + divisor) / (divisor * 2n);
  const units = Number(rounded);
  if (!Number.isSafeInteger(units)) return `${negative ? "-" : ""}${fromDigits(rounded)}`;
  return fromUnits(negative ? -units : units, PLACES);
};

const fromDigits = (units: bigint): Decimal => {
  const digits = units.toString();
  const fraction = digits.slice(-PLACES).replace(/0+$/, "");
  return fraction === "" ? digits.slice(0, -PLACES) : `${digits.slice(0, -PLACES)}.${fraction}`;
};
