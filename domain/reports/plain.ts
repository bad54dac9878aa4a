import type { RecordId } from "#domain/id.ts";
import type { Cell, Entity, Row } from "#domain/schema/entity.ts";
import type { FieldKind } from "#domain/schema/field.ts";
import type { Column } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { dayFromNumber } from "#domain/query/days.ts";
import { readsWidely } from "#domain/query/derived.ts";
import { decimalOf, dayNumberOfCell, unitsAt, type Amount, type PlainColumn } from "./facts.ts";

/** Whether a column's value follows from the row and the day alone, so that it may be kept. */
const keeps = (column: Column): boolean => !column.many && column.reads.length === 0 && !(column.derived && readsWidely(column.derived));

/** What a column is kept under; a derived one holds for one day in one time zone. */
const nameOf = (column: Column, context: QueryContext, as: string): string =>
  `${column.path} ${as}${column.derived ? ` ${context.offsetMinutes} ${context.today}` : ""}`;

/** The day that a column kept under this name holds for; null when it holds for all. */
export const dayOfName = (name: string): string | null => / (\d{4}-\d{2}-\d{2})$/.exec(name)?.[1] ?? null;

/** One cell of a row that a column's value follows from, and a row that has nothing but that cell. */
export interface Head {
  readonly column: PlainColumn;
  readonly kind: FieldKind["kind"];
  readonly rowOf: (cell: Cell) => Row;
}

/** The field that all of a column's value follows from, be it through references; null when there is no such field. */
export const headOf = (column: Column, entity: Entity): Head | null => {
  const [head = "", ...rest] = column.path.split(".");
  const field = entity.fields[head];
  if (!field || column.many || (rest.length > 0 && field.kind !== "ref")) return null;
  return { kind: field.kind, column: { name: head, field: head, read: (row) => row[head] }, rowOf: (cell) => ({ id: "" as RecordId, [head]: cell }) };
};

/** The field that a column is, where it is one as it is stored. */
const storedIn = (column: Column): { readonly field?: string } => (column.derived || column.many || column.path.includes(".") ? {} : { field: column.path });

/** The days of a date column; null when they cannot be kept. */
export const daysOf = (column: Column, context: QueryContext): PlainColumn | null => {
  if (!keeps(column)) return null;
  const { offsetMinutes } = context;
  if (column.kind === "day" && !column.derived) return { name: column.path, ...storedIn(column), read: column.read };
  const read = (row: Row): Cell => {
    const cell = column.read(row);
    if (typeof cell === "string") return cell;
    const number = dayNumberOfCell(cell, offsetMinutes);
    return Number.isNaN(number) ? null : dayFromNumber(number);
  };
  return { name: nameOf(column, context, `day ${offsetMinutes}`), read };
};

/** What `of` makes of a column's value; null when that cannot be kept. */
export const keptAs = (column: Column, context: QueryContext, as: string, of: (row: Row) => Cell): PlainColumn | null =>
  keeps(column) ? { name: nameOf(column, context, as), read: of } : null;

export const amountOf = (column: Column, context: QueryContext): Amount => {
  const scale = column.scale ?? 0;
  return {
    name: keeps(column) ? nameOf(column, context, "units") : null,
    ...storedIn(column),
    scale,
    units: (row) => unitsAt(column.read(row), scale),
    exact: (row) => decimalOf(column.read(row)),
  };
};
