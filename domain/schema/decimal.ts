import { Decimal as Big } from "decimal.js";

/** A decimal number as text, in canonical form: `"-1234.5"`, no exponent, no leading or trailing zeros. */
export type Decimal = string;

const Exact = Big.clone({ precision: 60, rounding: Big.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 60 });
const CANONICAL = /^-?(0|[1-9]\d{0,20})(\.\d{0,11}[1-9])?$/;

export const isDecimal = (text: string): boolean => CANONICAL.test(text) && text !== "-0";

/** Places after the point. */
export const scaleOf = (value: Decimal): number => {
  const point = value.indexOf(".");
  return point < 0 ? 0 : value.length - point - 1;
};

/** Canonical text of a plain decimal notation such as `01234.500`; null when it is not one. */
export const toDecimal = (text: string): Decimal | null => {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return null;
  const value = new Exact(text.endsWith(".") ? text.slice(0, -1) : text).toFixed();
  const canonical = value === "-0" ? "0" : value;
  return isDecimal(canonical) ? canonical : null;
};

export const add = (a: Decimal, b: Decimal): Decimal => new Exact(a).plus(b).toFixed();
export const subtract = (a: Decimal, b: Decimal): Decimal => new Exact(a).minus(b).toFixed();
export const multiply = (a: Decimal, b: Decimal): Decimal => new Exact(a).times(b).toFixed();
export const compare = (a: Decimal, b: Decimal): number => new Exact(a).comparedTo(b);
export const negate = (a: Decimal): Decimal => new Exact(a).negated().plus(0).toFixed();

/** `a / b` rounded half up to `places`; null when `b` is zero. */
export const divide = (a: Decimal, b: Decimal, places: number): Decimal | null => {
  const divisor = new Exact(b);
  return divisor.isZero() ? null : round(new Exact(a).div(divisor).toFixed(), places);
};

/** Half up, trailing zeros dropped. */
export const round = (value: Decimal, places: number): Decimal => {
  const rounded = new Exact(value).toDecimalPlaces(places).toFixed();
  return rounded === "-0" ? "0" : rounded;
};

/** Exactly `places` digits after the point, for display and export. */
export const toFixed = (value: Decimal, places: number): string => new Exact(value).toFixed(places);

export const sum = (values: Iterable<Decimal>): Decimal => {
  let total = new Exact(0);
  for (const value of values) total = total.plus(value);
  return total.toFixed();
};
