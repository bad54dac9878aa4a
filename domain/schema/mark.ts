import type { Mark } from "#domain/schema/field.ts";

export const isMark = (value: unknown): value is Mark =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  typeof (value as Partial<Mark>).by === "string" &&
  typeof (value as Partial<Mark>).at === "number";
