import { isDay } from "#domain/clock.ts";
import { parseRecordId, kindOf } from "#domain/id.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { compare, isDecimal, scaleOf } from "#domain/schema/decimal.ts";
import { imageProblem } from "#domain/schema/image.ts";
import type { Field, FieldKind, FieldValue, LogEntry, PartKind } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";

/** Every reason why a value does not fit its field. Each keys the sentence shown to the user. */
export const INVALID_REASONS = [
  "unknownField",
  "notText",
  "tooLong",
  "lineBreak",
  "notImage",
  "imageTooLarge",
  "notNumber",
  "notDecimal",
  "tooPrecise",
  "tooSmall",
  "tooLarge",
  "notDay",
  "notInstant",
  "notOption",
  "notReference",
  "notMark",
  "required",
  "tooMany",
] as const;

/** Why a value does not fit its field; `limit` fills the sentence. */
export interface Invalid {
  readonly type: "Invalid";
  readonly path: string;
  readonly reason: (typeof INVALID_REASONS)[number];
  readonly limit?: string | number;
}

const DEFAULT_TEXT = 500;
const LATEST = 8_640_000_000_000_000;

const bad = (reason: Invalid["reason"], limit?: string | number) =>
  err(limit === undefined ? { reason } : { reason, limit });

type Verdict = Result<true, { reason: Invalid["reason"]; limit?: string | number }>;
const good: Verdict = ok(true);

const checkText = (field: Extract<FieldKind, { kind: "text" }>, value: FieldValue): Verdict => {
  if (typeof value !== "string") return bad("notText");
  if (field.format === "image") {
    const problem = imageProblem(value);
    return problem ? bad(problem) : good;
  }
  const max = field.max ?? DEFAULT_TEXT;
  if (value.length > max) return bad("tooLong", max);
  return !field.multiline && /[\n\r]/.test(value) ? bad("lineBreak") : good;
};

const checkDecimal = (value: FieldValue, scale: number, min?: number, max?: number): Verdict => {
  if (typeof value !== "string" || !isDecimal(value)) return bad("notDecimal");
  if (scaleOf(value) > scale) return bad("tooPrecise", scale);
  if (min !== undefined && compare(value, String(min)) < 0) return bad("tooSmall", min);
  return max !== undefined && compare(value, String(max)) > 0 ? bad("tooLarge", max) : good;
};

const checkInteger = (value: FieldValue, min?: number, max?: number): Verdict => {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) return bad("notNumber");
  if (min !== undefined && value < min) return bad("tooSmall", min);
  return max !== undefined && value > max ? bad("tooLarge", max) : good;
};

const isInstant = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && Math.abs(value) <= LATEST;

const isUserId = (id: string): boolean => parseRecordId(id) !== null && kindOf(id) === "user";

/** Whether `value` is a mark and nothing more: a user, a whole instant. */
export const isExactMark = (value: FieldValue): boolean =>
  isMark(value) && isInstant(value.at) && isUserId(value.by) && Object.keys(value).length === 2;

const checkKind = (field: FieldKind, value: FieldValue): Verdict => {
  switch (field.kind) {
    case "text":
      return checkText(field, value);
    case "money":
      return checkDecimal(value, field.scale ?? 2, field.min);
    case "decimal":
      return checkDecimal(value, field.scale ?? 4, field.min);
    case "percent":
      return checkDecimal(value, 4, field.min ?? 0, field.max ?? 100);
    case "integer":
      return checkInteger(value, field.min, field.max);
    case "day":
      return typeof value === "string" && isDay(value) ? good : bad("notDay");
    case "instant":
      return isInstant(value) ? good : bad("notInstant");
    case "option":
      return field.options.some((option) => option.id === value) ? good : bad("notOption");
    case "ref":
      return typeof value === "string" && parseRecordId(value) !== null && kindOf(value) === field.to
        ? good
        : bad("notReference");
    case "mark":
      return isExactMark(value) ? good : bad("notMark");
  }
};

/** Whether `value` may stand in `field`. Null clears any field that is not required. */
export const checkValue = (field: Field, value: FieldValue, path: string): Result<true, Invalid> => {
  if (value === null) return field.required ? err({ type: "Invalid", path, reason: "required" }) : good;
  const verdict = checkKind(field, value);
  if (!verdict.ok) return err({ type: "Invalid", path, ...verdict.error });
  return field.required && typeof value === "string" && value.trim() === ""
    ? err({ type: "Invalid", path, reason: "required" })
    : good;
};

/** Whether `value` may be an entry of a log: who, when and the log's own details, nothing else. */
export const checkLogEntry = (details: Readonly<Record<string, PartKind>>, value: FieldValue, path: string): Result<true, Invalid> => {
  if (!isMark(value) || !isInstant(value.at) || !isUserId(value.by)) {
    return err({ type: "Invalid", path, reason: "notMark" });
  }
  for (const [name, detail] of Object.entries(value as LogEntry)) {
    if (name === "by" || name === "at") continue;
    const field = details[name];
    if (!field) return err({ type: "Invalid", path, reason: "unknownField" });
    const checked = checkValue(field, detail, path);
    if (!checked.ok) return checked;
  }
  return good;
};
