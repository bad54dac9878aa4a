import { Big } from "big.js";

/** A decimal number as text, in canonical form: `"-1234.5"`, no exponent, no leading or trailing zeros. */
export type Decimal = string;

/** A constructor of its own: what it is set to holds for this product alone. */
const Exact = Big();
/** Places of a quotient before it is rounded, half up. */
Exact.DP = 40;
Exact.RM = Big.roundHalfUp;

const CANONICAL = /^-?(0|[1-9]\d{0,20})(\.\d{0,11}[1-9])?$/;

export const isDecimal = (text: string): boolean => CANONICAL.test(text) && text !== "-0";

/** Places after the point. */
export const scaleOf = (value: Decimal): number => {
  const point = value.indexOf(".");
  return point < 0 ? 0 : value.length - point - 1;
};

const written = (value: Big): Decimal => {
  const text = value.toFixed();
  return text === "-0" ? "0" : text;
};

/** Written as people write it, with zeros at its end perhaps: what is left without them is canonical. */
const PLAIN = /^-?(0|[1-9]\d{0,20})\.\d{1,12}$/;

/** Canonical text of a plain decimal notation such as `01234.500`; null when it is not one. */
export const toDecimal = (text: string): Decimal | null => {
  if (isDecimal(text)) return text;
  if (PLAIN.test(text)) {
    const trimmed = text.replace(/\.?0+$/, "");
    return trimmed === "-0" ? "0" : trimmed;
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return null;
  const digits = text.startsWith("+") ? text.slice(1) : text;
  const value = written(new Exact(digits.endsWith(".") ? digits.slice(0, -1) : digits));
  return isDecimal(value) ? value : null;
};

export const add = (a: Decimal, b: Decimal): Decimal => written(new Exact(a).plus(b));
export const subtract = (a: Decimal, b: Decimal): Decimal => written(new Exact(a).minus(b));
export const multiply = (a: Decimal, b: Decimal): Decimal => written(new Exact(a).times(b));

/** Texts of so few characters are numbers that no two of them share. */
const EXACT = 15;

export const compare = (a: Decimal, b: Decimal): number => {
  const [x, y] = a.length <= EXACT && b.length <= EXACT ? [Number(a), Number(b)] : [Number.NaN, Number.NaN];
  if (x < y) return -1;
  if (x > y) return 1;
  return x === y ? 0 : new Exact(a).cmp(b);
};
export const negate = (a: Decimal): Decimal => written(new Exact(a).neg());

/** `a / b` rounded half up to `places`; null when `b` is zero. */
export const divide = (a: Decimal, b: Decimal, places: number): Decimal | null => {
  const divisor = new Exact(b);
  return divisor.eq(0) ? null : written(new Exact(a).div(divisor).round(places, Big.roundHalfUp));
};

/** Half up, trailing zeros dropped. */
export const round = (value: Decimal, places: number): Decimal => written(new Exact(value).round(places, Big.roundHalfUp));

/** Exactly `places` digits after the point, for display and export. */
export const toFixed = (value: Decimal, places: number): string => new Exact(round(value, places)).toFixed(places);

export const sum = (values: Iterable<Decimal>): Decimal => {
  let total = new Exact(0);
  for (const value of values) total = total.plus(value);
  return written(total);
};
