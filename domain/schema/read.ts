import type { Cell, Entity, LineRow, LogRow, Row } from "#domain/schema/entity.ts";
import type { Mark } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";

/** Any named values: a row, a line of one, or what a form holds. */
export type Cells = Readonly<Record<string, Cell>>;

/** Text of a field, null when absent or not text. Rows come from merges, so readers tolerate any state. */
export const textOf = (row: Cells, field: string): string | null => {
  const value = row[field];
  return typeof value === "string" ? value : null;
};

export const numberOf = (row: Cells, field: string): number | null => {
  const value = row[field];
  return typeof value === "number" ? value : null;
};

export const markOf = (row: Cells, field: string): Mark | null => {
  const value = row[field];
  return isMark(value) ? value : null;
};

export const membersOf = (row: Cells, set: string): readonly string[] => {
  const value = row[set];
  return Array.isArray(value) ? (value as readonly string[]) : [];
};

export const linesOf = (row: Cells, list: string): readonly LineRow[] => {
  const value = row[list];
  return Array.isArray(value) ? (value as readonly LineRow[]) : [];
};

export const logOf = (row: Cells, log: string): readonly LogRow[] => {
  const value = row[log];
  return Array.isArray(value) ? (value as readonly LogRow[]) : [];
};

/** What a record is called: its title field's first line, else its key. */
export const titleOf = (entity: Entity, row: Row): string => {
  const title = textOf(row, entity.title)?.split("\n", 1)[0]?.trim();
  return title || row.id.slice(row.id.indexOf("/") + 1);
};

export const isDeleted = (row: Cells): boolean => markOf(row, "deleted") !== null;
