import type { RecordId } from "#domain/id.ts";
import type { Amount, Codes, Facts, PlainColumn } from "#domain/reports/facts.ts";
import { amountOf } from "#domain/reports/plain.ts";
import type { Cell, Row } from "#domain/schema/entity.ts";
import { isMark } from "#domain/schema/mark.ts";
import type { ByCode } from "./by-code.ts";
import type { Column, ColumnKind } from "./column.ts";
import type { QueryContext } from "./context.ts";
import { readsWidely } from "./derived.ts";

/** A column of one kind as few distinct cells: what is asked about each record is asked once per cell. */
export interface Coded {
  readonly codes: Codes;
  /** The column's value that a cell stands for. */
  readonly valueOf: (cell: Cell) => Cell;
  /** Kinds of the records that the value is read from besides, the one that the cell itself refers to first. */
  readonly through: readonly string[];
}

const NUMBERS = new Set<ColumnKind>(["money", "decimal", "percent", "integer"]);
const MOMENTS = new Set<ColumnKind>(["instant", "mark"]);

/** A derived column that follows from the row and the day holds for one day in one time zone; the column store lets it go afterwards. */
const nameOf = (column: Column, context: QueryContext, as: string): string =>
  `${column.path} ${as}${column.derived ? ` ${context.offsetMinutes} ${context.today}` : ""}`;

const isWide = ({ derived }: Column): boolean => derived !== undefined && readsWidely(derived);

/** Whether the value is that of the record's own field, or follows from its own fields and the day. */
const isOwn = (column: Column): boolean => !column.many && column.reads.length === 0 && !isWide(column);

/** The id of a record is no field of it. */
const headColumn = (head: string): PlainColumn => (head === "id" ? { name: head, fields: [head], read: (row) => row.id } : { name: head, field: head, read: (row) => row[head] });

/** Null where the value follows from more than the record's own cells, so that each record has to be asked. */
export const codedOf = (column: Column, facts: Facts, context: QueryContext): Coded | null => {
  const { entity } = facts;
  const [head = ""] = column.path.split(".");
  if (entity.derived?.[head]) {
    if (!isOwn(column)) return null;
    const codes = facts.codes({ name: nameOf(column, context, "cell"), read: column.read });
    // Only reading the values shows what they are made of.
    return isWide(column) ? null : { codes, valueOf: (cell) => cell, through: [] };
  }
  if (isWide(column)) return null;
  const own = column.path === head;
  const plain: PlainColumn = column.path === `${head}.by` && column.reads.length === 0 && !column.many ? { name: column.path, fields: [head], read: column.read } : headColumn(head);
  const direct = own || plain.name === column.path;
  return {
    codes: facts.codes(plain),
    valueOf: direct ? (cell) => (own && column.many ? (cell ?? []) : cell) : (cell) => column.read({ id: "" as RecordId, [head]: cell } as Row),
    through: [...column.reads.map(({ kind }) => kind), ...(column.to === undefined ? [] : [column.to])],
  };
};

/** Numbers by slot, in whole units of `10^-scale`; NaN where there is none, infinite where it does not fit. */
export interface Measured {
  readonly numbers: Float64Array;
  readonly scale: number;
  readonly exact: Amount["exact"];
}

/** Null where the column is no number, or one that cannot be kept. */
export const measuredOf = (column: Column, facts: Facts, context: QueryContext): Measured | null => {
  if (!isOwn(column) || !NUMBERS.has(column.kind)) return null;
  const amount = amountOf(column, context);
  const numbers = facts.units(amount);
  // Only reading the values shows what they are made of.
  return isWide(column) ? null : { numbers, scale: amount.scale, exact: amount.exact };
};

const momentOf = (cell: Cell): number => {
  const moment = isMark(cell) ? cell.at : cell;
  return typeof moment === "number" ? moment : Number.NaN;
};

/** Numbers by code. */
export interface CodedNumbers {
  readonly codes: Int32Array;
  readonly numbers: readonly number[];
}

/** Milliseconds since 1970 of a column of instants or marks, NaN without one; null for any other column. `kept` has those of each cell. */
export const momentsOf = (column: Column, facts: Facts, context: QueryContext, kept: ByCode<number>): CodedNumbers | null => {
  const coded = MOMENTS.has(column.kind) && !column.derived && isOwn(column) ? codedOf(column, facts, context) : null;
  return coded && { codes: coded.codes.codes, numbers: kept.of(coded.codes, "", (cell) => momentOf(coded.valueOf(cell))).values };
};
