import { err, ok, type Result } from "#domain/result.ts";
import { divide, multiply, negate, toDecimal, type Decimal } from "#domain/schema/decimal.ts";
import { plainWidth } from "./normalise.ts";

/** The character before the decimals; the other of the two groups thousands. */
export type DecimalPoint = "." | ",";

export interface NumberFault {
  /** notNumber: no number at all. separators: a number, but its point and comma do not fit the column's. */
  readonly reason: "notNumber" | "separators";
}

interface Stripped {
  readonly digits: string;
  readonly negative: boolean;
  /** The text's unit, such as 万, as a factor. */
  readonly factor: Decimal;
  readonly percent: boolean;
}

const UNITS: Readonly<Record<string, Decimal>> = { 千: "1000", 천: "1000", 万: "10000", 萬: "10000", 만: "10000", 亿: "100000000", 億: "100000000", 억: "100000000", k: "1000" };
const CURRENCY = /(?:[$€£¥₩₹元円원]|\b(?:usd|eur|gbp|cny|rmb|krw|jpy|hkd|twd|sgd|aud|cad|chf|us\$|hk\$|nt\$)\b|(?<=\d)(?:usd|eur|gbp|cny|rmb|krw|jpy)$|^(?:usd|eur|gbp|cny|rmb|krw|jpy|us|hk|nt)(?=[\d$-]))/giu;
const UNIT = /([千천万萬만亿億억k])$/iu;

const strip = (text: string): Stripped | null => {
  let rest = plainWidth(text).replace(/[−‒–]/g, "-").replace(CURRENCY, "").replace(/[\s\u00a0\u2009\u202f]+/g, " ").trim();
  let negative = false;
  const bracketed = /^\((.*)\)$/.exec(rest);
  if (bracketed) {
    negative = true;
    rest = (bracketed[1] ?? "").trim();
  }
  if (rest.endsWith("-") && rest.length > 1) rest = `-${rest.slice(0, -1)}`;
  const percent = rest.endsWith("%");
  if (percent) rest = rest.slice(0, -1).trim();
  const unit = UNIT.exec(rest)?.[1]?.toLowerCase();
  if (unit) rest = rest.slice(0, -1).trim();
  const sign = /^([+-])\s*/.exec(rest);
  if (sign) {
    if (bracketed) return null;
    negative = sign[1] === "-";
    rest = rest.slice(sign[0].length);
  }
  return /^[\d.,' ’]*\d[\d.,' ’]*$/.test(rest) ? { digits: rest.replaceAll("’", "'"), negative, factor: (unit && UNITS[unit]) || "1", percent } : null;
};

const grouped = (whole: string, separator: string): boolean => {
  const [first = "", ...rest] = whole.split(separator);
  if (rest.length === 0) return true;
  if (first.length < 1 || first.length > 3) return false;
  return rest.slice(0, -1).every((part) => part.length === 3 || part.length === 2) && rest.at(-1)?.length === 3;
};

const digitsToDecimal = (digits: string, point: DecimalPoint): Result<Decimal, NumberFault> => {
  const other = point === "." ? "," : ".";
  const at = digits.indexOf(point);
  const whole = at < 0 ? digits : digits.slice(0, at);
  const fraction = at < 0 ? "" : digits.slice(at + 1);
  if (fraction !== "" && !/^\d+$/.test(fraction)) return err({ reason: "separators" });
  const separators = [other, " ", "'"].filter((mark) => whole.includes(mark));
  if (separators.length > 1 || !separators.every((mark) => grouped(whole, mark))) return err({ reason: "separators" });
  const plain = whole.replace(/[^\d]/g, "");
  const value = toDecimal(`${plain || "0"}${fraction ? `.${fraction}` : ""}`);
  return value === null ? err({ reason: "notNumber" }) : ok(value);
};

/** The number that `text` writes, with signs of currency, thousands and units (万, 억, k) taken into account. */
export const readNumber = (text: string, point: DecimalPoint): Result<Decimal, NumberFault> => {
  const direct = toDecimal(text);
  if (direct !== null && (point === "." || !text.includes("."))) return ok(direct);
  const stripped = strip(text);
  if (!stripped) return err({ reason: "notNumber" });
  const value = digitsToDecimal(stripped.digits, point);
  if (!value.ok) return value;
  const scaled = stripped.factor === "1" ? value.value : multiply(value.value, stripped.factor);
  return ok(stripped.negative ? negate(scaled) : scaled);
};

/** Percent points. `fraction`: numbers without a percent sign are parts of one, `0.25` for 25 %. */
export const readPercent = (text: string, point: DecimalPoint, fraction: boolean): Result<Decimal, NumberFault> => {
  const value = readNumber(text, point);
  if (!value.ok || !fraction || strip(text)?.percent) return value;
  return ok(multiply(value.value, "100"));
};

/** A whole number; null when the value has decimals or is beyond what a number holds exactly. */
export const toWhole = (value: Decimal): number | null => {
  const whole = divide(value, "1", 0);
  const number = Number(value);
  return whole === value && Number.isSafeInteger(number) ? number : null;
};

export interface NumberEvidence {
  readonly point: DecimalPoint;
  /** Every separator could mean either: "1,234" and nothing else to go by. */
  readonly ambiguous: boolean;
  /** Share of the values that are numbers. */
  readonly share: number;
  /** Share of the values with a percent sign. */
  readonly percent: number;
  /** Without percent signs, every value lies between 0 and 1 and some are not whole. */
  readonly fraction: boolean;
}

type Sign = DecimalPoint | "any" | null;

/** Which decimal point the separators of one number prove. */
const proves = (digits: string): Sign => {
  const dot = digits.lastIndexOf(".");
  const comma = digits.lastIndexOf(",");
  if (dot < 0 && comma < 0) return null;
  if (dot >= 0 && comma >= 0) return dot > comma ? "." : ",";
  const mark: DecimalPoint = dot >= 0 ? "." : ",";
  const other: DecimalPoint = mark === "." ? "," : ".";
  const parts = digits.split(mark);
  if (parts.length > 2) return other;
  const [whole = "", fraction = ""] = parts;
  const thousands = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  return thousands ? "any" : mark;
};

/** Decides the decimal point for a column as a whole: one value that can only be read one way settles the others. */
export const numberEvidence = (values: readonly string[]): NumberEvidence | null => {
  let seen = 0;
  let numbers = 0;
  let percent = 0;
  let small = 0;
  let broken = 0;
  const votes = { ".": 0, ",": 0 };
  let open: DecimalPoint | null = null;
  for (const value of values) {
    if (value.trim() === "") continue;
    seen++;
    const stripped = strip(value);
    if (!stripped) continue;
    numbers++;
    if (stripped.percent) percent++;
    if (/^(0|1|0?[.,]\d+|1[.,]0+)$/.test(stripped.digits)) small++;
    if (/[.,]\d/.test(stripped.digits)) broken++;
    const sign = proves(stripped.digits);
    if (sign === "any") open = stripped.digits.includes(",") ? "," : ".";
    else if (sign) votes[sign]++;
  }
  if (numbers === 0) return null;
  const proven = votes["."] + votes[","] > 0;
  // A lone "1,234" is a thousand and a lone "1.234" a fraction wherever nothing proves otherwise: the way of all three languages.
  const point: DecimalPoint = votes[","] > votes["."] ? "," : ".";
  return {
    point,
    ambiguous: !proven && open !== null,
    share: numbers / seen,
    percent: percent / seen,
    fraction: percent === 0 && small === numbers && broken > 0,
  };
};
