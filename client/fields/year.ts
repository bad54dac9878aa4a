import type { Field } from "#domain/schema/field.ts";

/** Whether a whole number is a year of the calendar, by its bounds: years are written without grouping. */
export const isYear = (field: Field): boolean =>
  field.kind === "integer" && field.min !== undefined && field.min >= 1000 && field.max !== undefined && field.max <= 9999;
