import { isDay } from "#domain/clock.ts";
import { isDecimal } from "#domain/schema/decimal.ts";
import type { FieldKind, FieldValue } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";

/**
 * Whether a value can be read as what the field holds, whatever the field's limits: an option that is no longer offered can, a word where
 * a number is wanted cannot. Values written under an earlier definition are judged by it.
 */
export const hasForm = (field: FieldKind, value: FieldValue): boolean => {
  switch (field.kind) {
    case "text":
    case "option":
      return typeof value === "string";
    case "money":
    case "decimal":
    case "percent":
      return typeof value === "string" && isDecimal(value);
    case "integer":
    case "instant":
      return typeof value === "number";
    case "day":
      return typeof value === "string" && isDay(value);
    case "ref":
      return typeof value === "string" && value.startsWith(`${field.to}/`);
    case "mark":
      return isMark(value);
  }
};
