import type { Entity, LineRow, LogRow, Row } from "#domain/schema/entity.ts";
import type { Mark } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/validate.ts";

/** Text of a field, null when absent or not text. Rows come from merges, so readers tolerate any state. */
export const textOf = (row: Row, field: string): string | null => {
  const value = row[field];
  return typeof value === "string" ? value : null;
};

export const numberOf = (row: Row, field: string): number | null => {
  const value = row[field];
  return typeof value === "number" ? value : null;
};

export const markOf = (row: Row, field: string): Mark | null => {
  const value = row[field];
  return isMark(value) ? value : null;
};

export const membersOf = (row: Row, set: string): readonly string[] => {
  const value = row[set];
  return Array.isArray(value) ? (value as readonly string[]) : [];
};

export const linesOf = (row: Row, list: string): readonly LineRow[] => {
  const value = row[list];
  return Array.isArray(value) ? (value as readonly LineRow[]) : [];
};

export const logOf = (row: Row, log: string): readonly LogRow[] => {
  const value = row[log];
  return Array.isArray(value) ? (value as readonly LogRow[]) : [];
};

/** What a record is called: its title field's first line, else its key. */
export const titleOf = (entity: Entity, row: Row): string => {
  const title = textOf(row, entity.title)?.split("\n", 1)[0]?.trim();
  return title || row.id.slice(row.id.indexOf("/") + 1);
};

export const isDeleted = (row: Row): boolean => markOf(row, "deleted") !== null;
