import type { Condition, FilterValue, Operator } from "#domain/schema/entity.ts";
import type { FieldKind } from "#domain/schema/field.ts";
import type { ListField } from "./list-fields.ts";

const NUMBER: readonly Operator[] = ["equals", "not", "above", "atLeast", "below", "atMost", "within", "empty", "filled"];
const DATE: readonly Operator[] = ["within", "equals", "atLeast", "atMost", "empty", "filled"];

const OPERATORS: Readonly<Record<FieldKind["kind"], readonly Operator[]>> = {
  text: ["contains", "starts", "equals", "not", "empty", "filled"],
  money: NUMBER,
  decimal: NUMBER,
  percent: NUMBER,
  integer: NUMBER,
  day: DATE,
  instant: DATE,
  mark: DATE,
  option: ["in", "not", "empty", "filled"],
  ref: ["in", "not", "contains", "empty", "filled"],
};

/** What may be asked of a field, the usual question first. A mark that means yes or no is asked for being there. */
export const operatorsOf = (field: ListField): readonly Operator[] => {
  const known = OPERATORS[field.field.kind];
  return field.field.kind === "mark" && field.path !== "created" ? ["filled", "empty", "within"] : known;
};

/** What is needed to give a condition its value. */
export type ValueKind = "none" | "text" | "number" | "numbers" | "day" | "period" | "options" | "records";

export const valueKindOf = (field: FieldKind, is: Operator): ValueKind => {
  if (is === "empty" || is === "filled") return "none";
  switch (field.kind) {
    case "money":
    case "decimal":
    case "percent":
    case "integer":
      return is === "within" ? "numbers" : "number";
    case "day":
    case "instant":
    case "mark":
      return is === "within" ? "period" : "day";
    case "option":
      return "options";
    case "ref":
      return is === "contains" || is === "starts" ? "text" : "records";
    case "text":
      return "text";
  }
};

const INITIAL: Partial<Record<ValueKind, FilterValue>> = { period: { period: "month" }, options: [], records: [], numbers: ["", ""] };

/** A condition on a field with its usual operator, as the builder starts one. */
export const conditionOn = (field: ListField): Condition => {
  const [is = "filled"] = operatorsOf(field);
  return withOperator({ field: field.path, is }, field.field, is);
};

/** Another question about the same field; the value stays where it still makes sense. */
export const withOperator = (condition: Condition, field: FieldKind, is: Operator): Condition => {
  const kind = valueKindOf(field, is);
  if (kind === "none") return { field: condition.field, is };
  const keeps = condition.value !== undefined && valueKindOf(field, condition.is) === kind;
  const value = keeps ? condition.value : INITIAL[kind];
  return value === undefined ? { field: condition.field, is } : { field: condition.field, is, value };
};

/** The several values of `in` and `not`. */
export const listedValues = (value: FilterValue | undefined): readonly string[] => {
  if (typeof value === "string") return value === "" ? [] : [value];
  return Array.isArray(value) ? value.map(String) : [];
};
