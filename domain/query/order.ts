import type { Cell, Entity, Row, Sort } from "#domain/schema/entity.ts";
import { titleOf } from "#domain/schema/read.ts";
import { isMark } from "#domain/schema/mark.ts";
import { findColumn, type Column } from "./column.ts";
import { compareDecimals } from "./compare.ts";
import type { QueryContext } from "./context.ts";
import { textOrderOf } from "./text-order.ts";

/** What a row is sorted by in one column; null when it has nothing there, which comes last in both directions. */
export type SortValue = string | number | null;

export type SortType = "text" | "decimal" | "number";

interface Key {
  readonly down: boolean;
  readonly type: SortType;
  readonly value: (row: Row) => SortValue;
}

const TYPES: Partial<Record<Column["kind"], SortType>> = { text: "text", ref: "text", money: "decimal", decimal: "decimal", percent: "decimal" };

export const typeOf = (column: Column): SortType => TYPES[column.kind] ?? "number";

/** The cell that decides among several. */
export const firstOf = (cell: Cell): Cell => (Array.isArray(cell) ? (cell[0] as Cell) : cell);

/** Makes a cell of a column comparable. Titles of records are remembered for as long as the reader is. */
export const readerOf = (column: Column, context: QueryContext): ((cell: Cell) => SortValue) => {
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
    case "money":
    case "decimal":
    case "percent":
      return (cell) => (typeof cell === "number" ? String(cell) : typeof cell === "string" && cell !== "" ? cell : null);
    default:
      return (cell) => (typeof cell === "string" && cell !== "" ? cell : null);
  }
};

const byId = (a: Row, b: Row): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const compareValues = (type: SortType, a: SortValue, b: SortValue, texts: (a: string, b: string) => number): number => {
  if (type === "text") return texts(String(a), String(b));
  return type === "decimal" ? compareDecimals(String(a), String(b)) : Number(a) - Number(b);
};

const comparator =
  (keys: readonly Key[], texts: (a: string, b: string) => number) =>
  (a: Row, b: Row): number => {
    for (const { down, type, value } of keys) {
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

/**
 * The order that `sort` asks for: text by the locale's collation, decimals exactly, options as their definition orders them,
 * references by title, a set or a list by its first entry; then by id, so that two different rows never compare equal. Columns that the kind
 * does not have are passed over.
 */
export const createOrdering = (sort: readonly Sort[], entity: Entity, context: QueryContext): ((a: Row, b: Row) => number) => {
  const keys = sort.flatMap(({ by, down }): Key[] => {
    const column = findColumn(entity, by, context);
    if (!column) return [];
    const read = readerOf(column, context);
    return [{ down: down === true, type: typeOf(column), value: (row) => read(firstOf(column.read(row))) }];
  });
  return comparator(keys, textOrderOf(context.locale).compare);
};
