import type { Cell, Entity, LineRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { findColumn, type Column } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import type { BoundDimension } from "./dimension.ts";
import { keyOfValue, type LineColumn, type PlainColumn } from "./facts.ts";
import { daysOf, headOf, keptAs } from "./plain.ts";
import type { GroupKey } from "./report.ts";

export type KeysOfOne = GroupKey | readonly GroupKey[];

/** One dimension as a fold groups by it. */
export interface Axis {
  readonly keys: (row: Row) => KeysOfOne;
  /** Set for a dimension of lines: the keys of one. */
  readonly lineKeys: ((line: LineRow) => KeysOfOne) | null;
  /** Set where the key follows from one cell, so that each distinct cell is looked at once. */
  readonly plain: { readonly column: PlainColumn; readonly key: (cell: Cell) => GroupKey } | null;
  /** The same for one of lines. */
  readonly linePlain: { readonly column: LineColumn; readonly key: (cell: Cell) => GroupKey } | null;
}

const keysOfCell = (cell: Cell, keyOf: (value: Cell) => GroupKey): KeysOfOne => {
  if (!Array.isArray(cell)) return keyOf(cell);
  const keys = [...new Set((cell as readonly FieldValue[]).map(keyOf))];
  return keys.length > 1 ? keys : (keys[0] ?? null);
};

/** `list`: the list of lines that the report looks into. `move`: what becomes of a key before it is grouped under. */
export const axisOf = (dimension: BoundDimension, list: string | undefined, entity: Entity, context: QueryContext, move: (key: string) => string): Axis => {
  const { column, unit } = dimension;
  const keyOf = (value: Cell): GroupKey => {
    const key = keyOfValue(value, column, unit, context.offsetMinutes);
    return key === null ? null : move(key);
  };
  const { readLine } = column;
  if (list !== undefined && column.list === list && readLine) {
    return { keys: () => null, lineKeys: (line) => keysOfCell(readLine(line), keyOf), plain: null, linePlain: linePlainOf(column, list, entity, context, keyOf) };
  }
  const keys = (row: Row): KeysOfOne => keysOfCell(column.read(row), keyOf);
  return { keys, lineKeys: null, plain: plainOf(dimension, entity, context, keyOf), linePlain: null };
};

/** Null where a line has several keys, or its key follows from more than one field of it. */
const linePlainOf = (column: Column, list: string, entity: Entity, context: QueryContext, keyOf: (value: Cell) => GroupKey): Axis["linePlain"] => {
  const [, head = "", ...rest] = column.path.split(".");
  const field = entity.lines?.[list]?.fields[head];
  const { readLine } = column;
  if (!field || !readLine || field.kind === "mark" || field.kind === "instant") return null;
  if (rest.length > 0) {
    const target = field.kind === "ref" ? context.entity(field.to) : undefined;
    if (!target || findColumn(target, rest.join("."), context)?.many !== false) return null;
  }
  return { column: { name: head, read: (line) => line[head] }, key: (cell) => keyOf(readLine({ [head]: cell } as unknown as LineRow)) };
};

const plainOf = ({ column, unit }: BoundDimension, entity: Entity, context: QueryContext, keyOf: (value: Cell) => GroupKey): Axis["plain"] => {
  const head = headOf(column, entity);
  if (head && head.kind !== "mark" && head.kind !== "instant") return { column: head.column, key: (cell) => keyOf(column.read(head.rowOf(cell))) };
  if (column.many) return null;
  const days = unit === undefined ? null : daysOf(column, context);
  if (days) return { column: days, key: keyOf };
  const kept = keptAs(column, context, "key", (row) => keyOf(column.read(row)));
  return kept && { column: kept, key: (cell) => (typeof cell === "string" ? cell : null) };
};
