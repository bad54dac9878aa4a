import { add, negate, round, subtract, type Decimal } from "#domain/schema/decimal.ts";

/** Adds decimals exactly. */
export interface ExactSum {
  readonly add: (value: Decimal) => void;
  /** Adds `units × 10^-scale`; `units` is a safe integer. */
  readonly addUnits: (units: number, scale: number) => void;
  readonly total: () => Decimal;
}

/**
 * A sum in the making: whole units of `10^-scale` as long as they fit a safe integer, so that a million amounts cost no big
 * numbers, and an exact decimal for what did not. What was added can be taken away again.
 */
export interface Running {
  units: number;
  scale: number;
  rest: Decimal | null;
}

/** An amount as a whole number of units of `10^-scale`. */
export interface Units {
  readonly units: number;
  readonly scale: number;
}

const SAFE_LENGTH = 15;
/** Half the range of safe integers, so that neither part of a sum within it can have lost a digit. */
const SAFE_SUM = 2 ** 52;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/** The units of a canonical decimal; null when they do not fit a safe integer. */
export const unitsOf = (value: Decimal): Units | null => {
  if (value.length > SAFE_LENGTH) return null;
  const negative = value.charCodeAt(0) === MINUS;
  let units = 0;
  let scale = 0;
  for (let i = negative ? 1 : 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    if (code === POINT) scale = value.length - i - 1;
    else units = units * 10 + code - ZERO;
  }
  return { units: negative ? -units : units, scale };
};

/** Canonical decimal of whole units. */
export const fromUnits = (units: number, scale: number): Decimal => {
  if (units === 0) return "0";
  const sign = units < 0 ? "-" : "";
  const digits = String(Math.abs(units)).padStart(scale + 1, "0");
  const whole = digits.length - scale;
  let end = digits.length;
  while (end > whole && digits.charCodeAt(end - 1) === ZERO) end -= 1;
  return end === whole ? sign + digits.slice(0, whole) : `${sign}${digits.slice(0, whole)}.${digits.slice(whole, end)}`;
};

/** The sum of two amounts; null when it does not fit a safe integer. */
const combine = (a: Units, b: Units): Units | null => {
  const scale = Math.max(a.scale, b.scale);
  const units = a.units * 10 ** (scale - a.scale) + b.units * 10 ** (scale - b.scale);
  return Math.abs(units) < SAFE_SUM ? { units, scale } : null;
};

/** `a − b`, exactly. */
export const minus = (a: Decimal, b: Decimal): Decimal => {
  const left = unitsOf(a);
  const right = unitsOf(b);
  return (left && right && minusUnits(left, right)) ?? subtract(a, b);
};

/** `a − b`; null when it does not fit a safe integer. */
export const minusUnits = (a: Units, b: Units): Decimal | null => {
  const both = combine(a, { units: -b.units, scale: b.scale });
  return both && fromUnits(both.units, both.scale);
};

/** To so many places, half up. */
export const roundUnits = (exact: Units, places: number): Units => {
  if (exact.scale <= places) return exact;
  const step = 10 ** (exact.scale - places);
  const size = Math.abs(exact.units);
  const rest = size % step;
  const units = (size - rest) / step + (2 * rest >= step ? 1 : 0);
  return { units: exact.units < 0 ? -units : units, scale: places };
};

/** To so many places, half up. */
export const roundTo = (value: Decimal, places: number): Decimal => {
  const exact = unitsOf(value);
  if (!exact) return round(value, places);
  const rounded = roundUnits(exact, places);
  return fromUnits(rounded.units, rounded.scale);
};

export const emptyRunning = (): Running => ({ units: 0, scale: 0, rest: null });

const spill = (into: Running, value: Decimal): void => {
  into.rest = into.rest === null ? value : add(into.rest, value);
};

/** The held units at a finer scale; they move to the rest when they no longer fit. */
const refine = (into: Running, scale: number): void => {
  const units = into.units * 10 ** (scale - into.scale);
  if (!Number.isSafeInteger(units)) spill(into, fromUnits(into.units, into.scale));
  into.units = Number.isSafeInteger(units) ? units : 0;
  into.scale = scale;
};

/** Adds `units × 10^-scale`; `units` is a safe integer. */
export const addUnits = (into: Running, units: number, scale: number): void => {
  if (scale > into.scale) refine(into, scale);
  const more = units * 10 ** (into.scale - scale);
  if (!Number.isSafeInteger(more)) {
    spill(into, fromUnits(units, scale));
    return;
  }
  const next = into.units + more;
  if (!Number.isSafeInteger(next)) spill(into, fromUnits(into.units, into.scale));
  into.units = Number.isSafeInteger(next) ? next : more;
};

/** Adds an amount, or takes it away. */
export const addDecimal = (into: Running, value: Decimal, sign: 1 | -1 = 1): void => {
  const exact = unitsOf(value);
  if (exact) addUnits(into, sign * exact.units, exact.scale);
  else spill(into, sign === 1 ? value : negate(value));
};

export const addRunning = (into: Running, { units, scale, rest }: Running): void => {
  addUnits(into, units, scale);
  if (rest !== null) spill(into, rest);
};

export const totalOf = ({ units, scale, rest }: Running): Decimal => {
  const held = fromUnits(units, scale);
  return rest === null ? held : add(rest, held);
};

export const createExactSum = (): ExactSum => {
  const running = emptyRunning();
  return {
    add: (value) => addDecimal(running, value),
    addUnits: (units, scale) => addUnits(running, units, scale),
    total: () => totalOf(running),
  };
};
