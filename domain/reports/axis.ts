import type { Cell, Entity, LineRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { QueryContext } from "#domain/query/context.ts";
import type { BoundDimension } from "./dimension.ts";
import { keyOfValue, type PlainColumn } from "./facts.ts";
import { daysOf, headOf, keptAs } from "./plain.ts";
import type { GroupKey } from "./report.ts";

export type Keys = GroupKey | readonly GroupKey[];

/** One dimension as a fold groups by it. */
export interface Axis {
  readonly keys: (row: Row) => Keys;
  /** Set for a dimension of lines: the keys of one. */
  readonly lineKeys: ((line: LineRow) => Keys) | null;
  /** Set where the key follows from one cell, so that each distinct cell is looked at once. */
  readonly plain: { readonly column: PlainColumn; readonly key: (cell: Cell) => GroupKey } | null;
}

const keysOfCell = (cell: Cell, keyOf: (value: Cell) => GroupKey): Keys => {
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
    return { keys: () => null, lineKeys: (line) => keysOfCell(readLine(line), keyOf), plain: null };
  }
  const keys = (row: Row): Keys => keysOfCell(column.read(row), keyOf);
  return { keys, lineKeys: null, plain: plainOf(dimension, entity, context, keyOf) };
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
