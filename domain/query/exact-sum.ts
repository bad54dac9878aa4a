import { subtract, sum, type Decimal } from "#domain/schema/decimal.ts";

/** Adds decimals exactly; plain integers as long as they fit, so that a hundred thousand amounts cost no big numbers. */
export interface ExactSum {
  readonly add: (value: Decimal) => void;
  /** Adds `units × 10^-scale`; `units` is a safe integer. */
  readonly addUnits: (units: number, scale: number) => void;
  readonly total: () => Decimal;
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
  const text = String(units === 0 ? 0 : units);
  if (scale === 0) return text;
  const negative = text.startsWith("-");
  const digits = (negative ? text.slice(1) : text).padStart(scale + 1, "0");
  const whole = digits.slice(0, -scale);
  const fraction = digits.slice(-scale).replace(/0+$/, "");
  const canonical = fraction === "" ? whole : `${whole}.${fraction}`;
  return negative && canonical !== "0" ? `-${canonical}` : canonical;
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
  const both = left && right && combine(left, { units: -right.units, scale: right.scale });
  return both ? fromUnits(both.units, both.scale) : subtract(a, b);
};

export const createExactSum = (): ExactSum => {
  /** Whole units by scale; what no longer fits a safe integer moves to `spilled`. */
  const small: number[] = [];
  const spilled: Decimal[] = [];

  const addUnits = (units: number, scale: number): void => {
    const held = small[scale] ?? 0;
    const next = held + units;
    if (Number.isSafeInteger(next)) {
      small[scale] = next;
      return;
    }
    spilled.push(fromUnits(held, scale));
    small[scale] = units;
  };

  return {
    addUnits,
    add: (value) => {
      const units = unitsOf(value);
      if (units) addUnits(units.units, units.scale);
      else spilled.push(value);
    },
    total: () => {
      let held: Units = { units: 0, scale: 0 };
      const rest = [...spilled];
      small.forEach((units, scale) => {
        const both = combine(held, { units, scale });
        if (both) held = both;
        else rest.push(fromUnits(units, scale));
      });
      const inner = fromUnits(held.units, held.scale);
      return rest.length === 0 ? inner : sum([...rest, inner]);
    },
  };
};
