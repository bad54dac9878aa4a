import type { Cell, Entity, Row, Sort } from "#domain/schema/entity.ts";
import { titleOf } from "#domain/schema/read.ts";
import { isMark } from "#domain/schema/validate.ts";
import { findColumn, type Column } from "./column.ts";
import { compareDecimals } from "./compare.ts";
import type { QueryContext } from "./context.ts";
import { sortPositions, type SortKey } from "./radix.ts";
import { textOrderOf } from "./text-order.ts";

/** What a row is sorted by in one column; null when it has nothing there, which comes last in both directions. */
export type SortValue = string | number | null;

export interface Ordering {
  /** By the sort's columns, then by id, so that two different rows never compare equal. */
  readonly compare: (a: Row, b: Row) => number;
  readonly sort: (rows: readonly Row[]) => Row[];
  readonly columns: readonly Column[];
}

type Type = "text" | "decimal" | "number";

interface Key {
  readonly column: Column;
  /** The cell that decides, before it is made comparable. */
  readonly cell: (row: Row) => Cell;
  readonly down: boolean;
  readonly type: Type;
  readonly value: (row: Row) => SortValue;
}

const TYPES: Partial<Record<Column["kind"], Type>> = { text: "text", ref: "text", money: "decimal", decimal: "decimal", percent: "decimal" };

/** Digits a double always keeps apart. */
const SAFE_DIGITS = 15;

const firstOf = (cell: Cell): Cell => (Array.isArray(cell) ? (cell[0] as Cell) : cell);

const readerOf = (column: Column, context: QueryContext): ((cell: Cell) => SortValue) => {
  switch (column.kind) {
    case "option": {
      const places = new Map(column.options?.map((id, index) => [id, index]));
      return (cell) => (typeof cell === "string" ? (places.get(cell) ?? places.size) : null);
    }
    case "ref": {
      const titles = new Map<string, string | null>();
      return (cell) => {
        if (typeof cell !== "string") return null;
        const known = titles.get(cell);
        if (known !== undefined) return known;
        const row = context.row(cell);
        const entity = context.entity(column.to ?? "");
        const title = row && entity ? titleOf(entity, row) : null;
        titles.set(cell, title);
        return title;
      };
    }
    case "day":
      return (cell) => (typeof cell === "string" ? Number(cell.slice(0, 4) + cell.slice(5, 7) + cell.slice(8, 10)) : null);
    case "mark":
      return (cell) => (isMark(cell) ? cell.at : null);
    case "integer":
    case "instant":
      return (cell) => (typeof cell === "number" ? cell : null);
    default:
      return (cell) => (typeof cell === "string" && cell !== "" ? cell : null);
  }
};

const byId = (a: Row, b: Row): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const compareValues = (type: Type, a: SortValue, b: SortValue, texts: (a: string, b: string) => number): number => {
  if (type === "text") return texts(String(a), String(b));
  return type === "decimal" ? compareDecimals(String(a), String(b)) : Number(a) - Number(b);
};

const comparator =
  (keys: () => readonly Key[], texts: (a: string, b: string) => number) =>
  (a: Row, b: Row): number => {
    for (const { down, type, value } of keys()) {
      const left = value(a);
      const right = value(b);
      if (left === right) continue;
      if (left === null) return 1;
      if (right === null) return -1;
      const order = compareValues(type, left, right, texts);
      if (order !== 0) return down ? -order : order;
    }
    return byId(a, b);
  };

/** Few records are referred to by many: each title is ranked once. */
const ranksOfRefs = (key: Key, rows: readonly Row[], ranks: (texts: readonly (string | null)[]) => Float64Array): Float64Array => {
  const places = new Map<Cell, number>();
  const titles: (string | null)[] = [];
  const placeOf = new Int32Array(rows.length);
  rows.forEach((row, at) => {
    const cell = key.cell(row);
    let place = places.get(cell);
    if (place === undefined) {
      place = titles.push(key.value(row) as string | null) - 1;
      places.set(cell, place);
    }
    placeOf[at] = place;
  });
  const byPlace = ranks(titles);
  const numbers = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) numbers[at] = byPlace[placeOf[at] ?? 0] ?? Number.NaN;
  return numbers;
};

/** Numbers in the order of a column's values; null when doubles cannot tell some of them apart. */
const numbersOf = (key: Key, rows: readonly Row[], ranks: (texts: readonly (string | null)[]) => Float64Array): Float64Array | null => {
  const numbers = new Float64Array(rows.length);
  if (key.column.kind === "ref") return ranksOfRefs(key, rows, ranks);
  if (key.type === "text") {
    const texts: (string | null)[] = [];
    for (const row of rows) texts.push(key.value(row) as string | null);
    return ranks(texts);
  }
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    const value = row ? key.value(row) : null;
    if (typeof value === "string" && value.length > SAFE_DIGITS) return null;
    numbers[i] = value === null ? Number.NaN : Number(value);
  }
  return numbers;
};

const tied = (a: number, b: number, keys: readonly SortKey[]): boolean => {
  for (const { keys: numbers } of keys) {
    const left = numbers[a];
    const right = numbers[b];
    if (left !== right && !(Number.isNaN(left) && Number.isNaN(right))) return false;
  }
  return true;
};

/** Runs that are equal by every key are put in order of id. */
const settleTies = (sorted: Row[], positions: Uint32Array, keys: readonly SortKey[]): void => {
  let start = 0;
  for (let end = 1; end <= positions.length; end += 1) {
    if (end < positions.length && tied(positions[start] ?? 0, positions[end] ?? 0, keys)) continue;
    if (end - start > 1) {
      const run = sorted.slice(start, end).sort(byId);
      for (let i = 0; i < run.length; i += 1) sorted[start + i] = run[i] as Row;
    }
    start = end;
  }
};

/**
 * The order that `sort` asks for: text by the locale's collation, decimals exactly, options as their definition orders them,
 * references by title, a set or a list by its first entry. Columns that the kind does not have are passed over.
 */
export const createOrdering = (sort: readonly Sort[], entity: Entity, context: QueryContext): Ordering => {
  const texts = textOrderOf(context.locale);
  const columns = sort.flatMap(({ by, down }) => {
    const column = findColumn(entity, by, context);
    return column ? [{ column, down: down === true }] : [];
  });
  const bind = (): readonly Key[] =>
    columns.map(({ column, down }) => {
      const read = readerOf(column, context);
      const cell = (row: Row): Cell => firstOf(column.read(row));
      return { column, cell, down, type: TYPES[column.kind] ?? "number", value: (row) => read(cell(row)) };
    });
  const compare = comparator(bind, texts.compare);

  return {
    compare,
    columns: columns.map(({ column }) => column),
    sort: (rows) => {
      const keys = bind();
      const numeric: SortKey[] = [];
      for (const key of keys) {
        const numbers = numbersOf(key, rows, texts.ranks);
        if (!numbers) return [...rows].sort(comparator(() => keys, texts.compare));
        numeric.push({ keys: numbers, down: key.down });
      }
      const positions = sortPositions(rows.length, numeric);
      const sorted: Row[] = [];
      for (let i = 0; i < positions.length; i += 1) sorted.push(rows[positions[i] ?? 0] as Row);
      settleTies(sorted, positions, numeric);
      return sorted;
    },
  };
};
