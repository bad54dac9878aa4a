import { dayOf, type Day, type Instant } from "#domain/clock.ts";
import { recordId, type RecordId } from "#domain/id.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Field, FieldValue } from "#domain/schema/field.ts";
import { checkValue, type Invalid } from "#domain/schema/validate.ts";
import { emailKey, looseKey, plainWidth } from "./normalise.ts";
import { readDay, readInstant, type DateFault, type DateOrder } from "./read-date.ts";
import { readNumber, readPercent, toWhole, type DecimalPoint, type NumberFault } from "./read-number.ts";

/** How the cells of a column are written. Whatever is absent is as `DEFAULT_FORMAT` says. */
export interface CellFormat {
  readonly date?: DateOrder;
  readonly decimal?: DecimalPoint;
  /** Percent without a sign: `0.25` is 25 %. */
  readonly fraction?: boolean;
  /** Option ids by the text that the file uses for them. */
  readonly values?: Readonly<Record<string, string>>;
  /** Between several names in one cell; `;`, `；`, `、` and line breaks unless given. */
  readonly separator?: string;
  /** Text turned into an account name: lower case, words joined by dots. */
  readonly style?: "account";
  /** Text kept with the spaces at its ends. */
  readonly exact?: boolean;
}

export type CellReason = Invalid["reason"] | DateFault["reason"] | NumberFault["reason"];

/** Why a cell does not fit. The reason keys the sentence shown to the user; `limit` fills it. */
export interface CellFault {
  readonly reason: CellReason;
  readonly limit?: string | number;
}

export interface ReadContext {
  readonly me: RecordId;
  readonly now: Instant;
  /** Minutes east of UTC of times without a zone. */
  readonly offsetMinutes: number;
  /** Option id of a text, by any of the three languages' labels. */
  readonly optionOf: (text: string) => string | undefined;
}

export type CellReader = (text: string) => Result<FieldValue, CellFault>;

const YES = new Set(["yes", "y", "true", "1", "x", "✓", "✔", "√", "是", "有", "对", "예", "네", "있음", "o", "on"]);
const NO = new Set(["no", "n", "false", "0", "-", "✗", "✘", "否", "无", "没有", "아니오", "아니요", "없음", "off"]);

/** `true`, `false`, or null for text that means neither. */
export const readYesNo = (text: string): boolean | null => {
  const key = plainWidth(text).trim().toLowerCase();
  if (YES.has(key)) return true;
  return NO.has(key) ? false : null;
};

/** `Moses Frase` → `moses.frase`. */
export const accountOf = (name: string): string =>
  plainWidth(name).trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ".").replace(/^\.|\.$/g, "");

const readMark = (text: string, format: CellFormat, { me, now, offsetMinutes }: ReadContext): Result<FieldValue, CellFault> => {
  const answer = readYesNo(text);
  if (answer !== null) return ok(answer ? { by: me, at: now } : null);
  const at = readInstant(text, format.date ?? "ymd", offsetMinutes);
  return at.ok ? ok({ by: me, at: at.value }) : err({ reason: "notMark" });
};

const readInteger = (text: string, point: DecimalPoint): Result<FieldValue, CellFault> => {
  const value = readNumber(text, point);
  if (!value.ok) return value;
  const whole = toWhole(value.value);
  return whole === null ? err({ reason: "notNumber" }) : ok(whole);
};

const readText = (text: string, multiline: boolean, format: CellFormat): string => {
  if (format.style === "account") return accountOf(text);
  const kept = format.exact ? text : text.trim();
  return multiline ? kept : kept.replace(/\s*[\r\n]+\s*/g, " ");
};

const optionOf = (text: string, format: CellFormat, context: ReadContext): Result<FieldValue, CellFault> => {
  const id = format.values?.[text.trim()] ?? context.optionOf(text);
  return id === undefined ? err({ reason: "notOption" }) : ok(id);
};

const read = (field: Field, text: string, format: CellFormat, context: ReadContext): Result<FieldValue, CellFault> => {
  const point = format.decimal ?? ".";
  const order = format.date ?? "ymd";
  switch (field.kind) {
    case "text":
      return ok(field.format === "email" ? readText(text, false, format).replace(/^mailto:/i, "") : readText(text, field.multiline === true, format));
    case "money":
    case "decimal":
      return readNumber(text, point);
    case "percent":
      return readPercent(text, point, format.fraction === true);
    case "integer":
      return readInteger(text, point);
    case "day":
      return readDay(text, order);
    case "instant":
      return readInstant(text, order, context.offsetMinutes);
    case "option":
      return optionOf(text, format, context);
    case "mark":
      return readMark(text, format, context);
    case "ref":
      return ok(recordId(field.to, ""));
  }
};

/**
 * The reader of one column's cells: text to the field's value, checked as the form would check it. Empty cells are null.
 * References are resolved elsewhere, since they need the other records.
 */
export const cellReader = (field: Field, format: CellFormat, context: ReadContext): CellReader => (text) => {
  if (text === "" || (!format.exact && text.trim() === "")) return ok(null);
  const value = read(field, text, format, context);
  if (!value.ok || field.kind === "ref" || field.kind === "day") return value;
  const checked = checkValue(field, value.value, "");
  if (checked.ok) return value;
  const { reason, limit } = checked.error;
  return err(limit === undefined ? { reason } : { reason, limit });
};

/** Option ids by their id and by every label given, compared without case, width and spaces. */
export const optionFinder = (ids: readonly string[], labels: readonly (Readonly<Record<string, string>> | undefined)[]): ((text: string) => string | undefined) => {
  const byKey = new Map<string, string>();
  for (const words of labels) for (const [id, label] of Object.entries(words ?? {})) if (ids.includes(id)) byKey.set(looseKey(label), id);
  for (const id of ids) byKey.set(looseKey(id), id);
  return (text) => byKey.get(looseKey(text));
};

export const isEmail = (text: string): boolean => /^[^\s@;,]+@[^\s@;,]+\.[^\s@;,]{2,}$/.test(emailKey(text));
export const isPhone = (text: string): boolean => /^[+(（]?[\d\s()（）.+\-–/]{6,24}(\s?(ext\.?|x|转|내선)\s?\d{1,6})?$/iu.test(plainWidth(text).trim()) && plainWidth(text).replace(/\D/g, "").length >= 7;
export const today = (now: Instant, offsetMinutes: number): Day => dayOf(now, offsetMinutes);
