import type { Cell, Entity, LineRow, Row } from "#domain/schema/entity.ts";
import { toFixed, type Decimal } from "#domain/schema/decimal.ts";
import { isMark } from "#domain/schema/mark.ts";
import type { Column } from "#domain/query/column.ts";
import type { QueryContext, RowSource } from "#domain/query/context.ts";
import { dayFromNumber, dayNumber, dayNumberOf } from "#domain/query/days.ts";
import { isDeleted, linesOf } from "#domain/schema/read.ts";
import { periodOf, type PeriodUnit } from "#domain/query/period.ts";
import { unitsOf } from "#domain/query/exact-sum.ts";

/** What is read from each record of a kind. Two of one name read the same. */
export interface PlainColumn {
  readonly name: string;
  readonly read: (row: Row) => Cell;
  /** The stored field that `read` gives as it is. */
  readonly field?: string;
  /** All that `read` looks at, where it is known: fields, `id`, or a part of the entries of a list (`advances.stage`). */
  readonly fields?: readonly string[];
}

/** A number of each record, as whole units of `10^-scale`. */
export interface Amount {
  /** Null where the number follows from more than the record and the day, so that it can be kept nowhere. */
  readonly name: string | null;
  /** The stored field that the number is. */
  readonly field?: string;
  readonly scale: number;
  /** NaN when absent; infinite when it does not fit, then `exact` has it. */
  readonly units: (row: Row) => number;
  readonly exact: (row: Row) => Decimal | null;
}

/** Which codes were given to another cell, or to none, in the order in which that happened. */
export interface CodeLog {
  /** How many that were so far. */
  readonly count: number;
  /** Those after the first `count`; null when they are no longer known. */
  readonly since: (count: number) => readonly number[] | null;
}

/** One code per slot, equal ones for equal cells. A free slot has the code of some cell or other. */
export interface Codes {
  /** For who keeps something by code. Without it every code may stand for another cell each time. */
  readonly log?: CodeLog;
  readonly codes: Int32Array;
  /** Cells by code; a code that no slot has may hold anything. */
  readonly cells: readonly Cell[];
}

/** What is read from each line of a list. Two of one name read the same. */
export interface LineColumn {
  /** The field that `read` gives as it is. */
  readonly name: string;
  readonly read: (line: LineRow) => Cell;
}

/** A number of each line, as whole units of `10^-scale`; it follows from the line alone. */
export interface LineAmount {
  readonly name: string;
  readonly scale: number;
  /** NaN when absent; infinite when it does not fit. */
  readonly units: (line: LineRow) => number;
  /** The fields that it follows from, at their scales, and how; null where it follows from none. */
  readonly from: { readonly fields: readonly (readonly [string, number])[]; readonly of: (units: readonly number[]) => number };
}

/** The lines of a list, numbered: those of one record follow one another. All arrays are by line and may be longer than `size`. */
export interface LineFacts {
  readonly size: number;
  /** The slot of each line's record; below zero where there is no line. */
  readonly parents: Int32Array;
  /** How many lines each record has, by its slot. */
  readonly lengths: Int32Array;
  /** The first line of a record that has lines, by its slot. */
  readonly start: (slot: number) => number;
  readonly line: (at: number) => LineRow | undefined;
  readonly codes: (column: LineColumn) => Codes;
  readonly units: (amount: LineAmount) => Float64Array;
}

/** What is made of all records once, and told of each that comes or goes from then on. */
export interface Kept {
  /** How much room it takes; what is more than a store keeps is let go. */
  readonly cells: number;
  /** Adds the row that a slot holds, or takes it away while the slot still has its codes; false when that cannot be done, so that it has to be made anew. */
  readonly take: (slot: number, row: Row, sign: 1 | -1) => boolean;
  /** As plain data, for `revive`; null when there is nothing to store. */
  readonly store: () => unknown;
}

/** How something comes to be kept. */
export interface Keeping<K extends Kept> {
  /** Null when it is not worth keeping. */
  readonly make: () => K | null;
  /** Of what it was stored as: it tells the same, and takes nothing in. */
  readonly revive: (stored: unknown) => K;
}

/** The records of one kind as a report reads them: numbered slots, some of them empty. All arrays are by slot and may be longer than `size`. */
export interface Facts {
  readonly entity: Entity;
  readonly size: number;
  /** 1 where a slot holds a record that is not in the recycle bin. */
  readonly alive: Uint8Array;
  /** Whether every slot holds such a record. */
  readonly full: boolean;
  /** Another number whenever a record came or went since. */
  readonly members: number;
  /** Of a slot that holds a record. */
  readonly id: (slot: number) => string;
  /** The slot of a record that is not in the recycle bin. */
  readonly slotOf: (id: string) => number | undefined;
  readonly row: (slot: number) => Row | undefined;
  readonly codes: (column: PlainColumn) => Codes;
  readonly units: (amount: Amount) => Float64Array;
  readonly lines: (list: string) => LineFacts;
  /** What is kept by that name, made where there is none; null where nothing is made or kept. Functions of these facts hold for as long as it does. */
  readonly kept: <K extends Kept>(name: string, keeping: Keeping<K>) => K | null;
}

export interface FactSource {
  /** Undefined when the kind is not registered. Valid until the next change of a record. */
  readonly facts: (kind: string, context: QueryContext) => Facts | undefined;
}

/** The day number of a day, an instant or a mark; NaN for anything else. */
export const dayNumberOfCell = (cell: Cell, offsetMinutes: number): number => {
  if (typeof cell === "string") return dayNumber(cell);
  const at = isMark(cell) ? cell.at : cell;
  return typeof at === "number" ? dayNumberOf(at, offsetMinutes) : Number.NaN;
};

/** A day that every month has: no calendar needs to be asked about it. */
const SURE_DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/;

/** The key a value is grouped under; null for none. */
export const keyOfValue = (value: Cell, column: Column, unit: PeriodUnit | undefined, offsetMinutes: number): string | null => {
  if (value === null || value === undefined || value === "") return null;
  if (unit !== undefined) {
    if (typeof value === "string" && SURE_DAY.test(value)) return periodOf(value, unit);
    const number = dayNumberOfCell(value, offsetMinutes);
    return Number.isNaN(number) ? null : periodOf(dayFromNumber(number), unit);
  }
  if (column.kind === "mark") return isMark(value) ? value.by : null;
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
};

/** Whole units of a number or decimal at a scale. NaN when absent, infinite when it does not fit. */
export const unitsAt = (value: Cell, scale: number): number => {
  if (typeof value === "number") return Number.isSafeInteger(value * 10 ** scale) ? value * 10 ** scale : Number.POSITIVE_INFINITY;
  if (typeof value !== "string") return Number.NaN;
  const exact = unitsOf(value);
  if (!exact || exact.scale > scale) return Number.POSITIVE_INFINITY;
  const units = exact.units * 10 ** (scale - exact.scale);
  return Number.isSafeInteger(units) ? units : Number.POSITIVE_INFINITY;
};

export const decimalOf = (value: Cell): Decimal | null => {
  if (typeof value === "string") return value;
  return typeof value === "number" ? toFixed(String(value), 0) : null;
};

const codesOf = <R>(rows: readonly R[], { read }: { readonly read: (row: R) => Cell }): Codes => {
  const known = new Map<Cell, number>();
  const cells: Cell[] = [];
  const codes = Int32Array.from(rows, (row) => {
    const cell = read(row);
    const code = known.get(cell) ?? cells.length;
    if (code === cells.length) {
      known.set(cell, code);
      cells.push(cell);
    }
    return code;
  });
  return { codes, cells };
};

const linesIn = (rows: readonly Row[], list: string): LineFacts => {
  const lines = rows.flatMap((row) => linesOf(row, list));
  const parents = Int32Array.from(rows.flatMap((row, slot) => linesOf(row, list).map(() => slot)));
  return {
    size: lines.length,
    parents,
    start: (slot) => parents.indexOf(slot),
    lengths: Int32Array.from(rows, (row) => linesOf(row, list).length),
    line: (at) => lines[at],
    codes: (column) => codesOf(lines, column),
    units: ({ units }) => Float64Array.from(lines, units),
  };
};

let readings = 0;

/** Facts read from rows as they are: no memory, no upkeep. The column store must give the same answers. */
export const factsOfRows = (source: RowSource): FactSource => ({
  facts: (kind, context) => {
    const entity = context.entity(kind);
    if (!entity) return undefined;
    const rows = [...source.rows(kind)].filter((row) => !isDeleted(row));
    readings += 1;
    const slots = new Map(rows.map((row, slot) => [row.id as string, slot]));
    return {
      members: readings,
      id: (slot) => rows[slot]?.id ?? "",
      slotOf: (id) => slots.get(id),
      entity,
      size: rows.length,
      alive: new Uint8Array(rows.length).fill(1),
      full: true,
      row: (slot) => rows[slot],
      codes: (column) => codesOf(rows, column),
      units: ({ units }) => Float64Array.from(rows, units),
      lines: (list) => linesIn(rows, list),
      kept: () => null,
    };
  },
});
