import type { Right } from "#domain/policy/right.ts";
import type { Cell, Derived, Entity, LineRow, Row } from "#domain/schema/entity.ts";
import type { Field, FieldKind, FieldValue } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";
import type { QueryContext } from "./context.ts";
import { deriveValue } from "./derived.ts";

export type ColumnKind = FieldKind["kind"];

/** What a column's value depends on besides the row itself: a field of the records of another kind. */
export interface Dependency {
  readonly kind: string;
  readonly field: string;
}

/** A path of an entity bound to a context: `stage`, `daysInStage`, `created.by`, `owner.department`, `lines.product.category`. */
export interface Column {
  readonly path: string;
  readonly kind: ColumnKind;
  /** For options: their ids in order. */
  readonly options?: readonly string[];
  /** For references: the kind referred to. */
  readonly to?: string;
  /** Places after the point that a decimal may have. */
  readonly scale?: number;
  /** Facet the value lives in. */
  readonly facet?: Right;
  /** Set when the path ends in a derived column. */
  readonly derived?: Derived;
  /** A set, or a field of lines or of a log: `read` gives an array. */
  readonly many: boolean;
  readonly reads: readonly Dependency[];
  readonly read: (row: Row) => Cell;
  /** For a field of lines: the list, and the value of one line (an array when the path runs on through a set). */
  readonly list?: string;
  readonly readLine?: (line: LineRow) => Cell;
}

type Shape = Omit<Column, "path" | "read" | "readLine" | "reads" | "many" | "list">;

const SCALES: Partial<Record<ColumnKind, number>> = { money: 2, decimal: 4, percent: 4, integer: 0 };

const shapeOf = (field: Field | FieldKind): Shape => ({
  kind: field.kind,
  ...(field.kind === "option" ? { options: field.options.map((option) => option.id) } : {}),
  ...(field.kind === "ref" ? { to: field.to } : {}),
  ...(field.kind in SCALES ? { scale: ("scale" in field ? field.scale : undefined) ?? SCALES[field.kind] ?? 0 } : {}),
  ...("facet" in field && field.facet ? { facet: field.facet } : {}),
});

const leaf = (path: string, shape: Shape, read: (row: Row) => Cell): Column => ({ path, ...shape, many: false, reads: [], read });

const MARK_PARTS: Readonly<Record<string, Field>> = { by: { kind: "ref", to: "user" }, at: { kind: "instant" } };

/** Follows every reference in `values` and collects what `column` reads there. */
const follow = (values: Cell, column: Column, context: QueryContext): Cell => {
  if (typeof values === "string") {
    const row = context.row(values);
    return row === undefined ? null : column.read(row);
  }
  if (!Array.isArray(values)) return column.many ? [] : null;
  const found: FieldValue[] = [];
  for (const value of values as readonly FieldValue[]) {
    const cell = follow(value, column, context);
    if (Array.isArray(cell)) found.push(...(cell as readonly FieldValue[]));
    else if (cell !== null && cell !== undefined) found.push(cell as FieldValue);
  }
  return found as readonly string[];
};

const part = (cell: Cell, name: string): FieldValue => {
  if (!isMark(cell)) return null;
  return (cell as unknown as Readonly<Record<string, FieldValue>>)[name] ?? null;
};

/** `column` narrowed to what `rest` names behind it: a part of a mark or a column of the record referred to. */
const extend = (column: Column, rest: readonly string[], context: QueryContext): Column | null => {
  const [next, ...further] = rest;
  if (next === undefined) return column;
  const path = `${column.path}.${next}`;
  if (column.kind === "mark") {
    const field = MARK_PARTS[next];
    if (!field || column.many) return null;
    return extend(leaf(path, shapeOf(field), (row) => part(column.read(row), next)), further, context);
  }
  const target = column.kind === "ref" && column.to ? context.entity(column.to) : undefined;
  if (!target) return null;
  const behind = findColumn(target, rest.join("."), context);
  if (!behind) return null;
  const { readLine } = column;
  return {
    ...behind,
    path: `${column.path}.${rest.join(".")}`,
    many: column.many || behind.many,
    reads: [...column.reads, { kind: target.kind, field: next }, ...behind.reads],
    read: (row) => follow(column.read(row), behind, context),
    ...(column.list && readLine ? { list: column.list, readLine: (line: LineRow) => follow(readLine(line), behind, context) } : {}),
  };
};

const listColumn = (list: string, name: string, field: Field): Column => ({
  path: `${list}.${name}`,
  ...shapeOf(field),
  many: true,
  reads: [],
  list,
  readLine: (line) => line[name],
  read: (row) => {
    const lines = row[list];
    if (!Array.isArray(lines)) return [];
    const values = (lines as readonly LineRow[]).map((line) => line[name]);
    return values.filter((value) => value !== null && value !== undefined) as readonly string[];
  },
});

/** Columns every row has that are no field of its kind. */
const own = (entity: Entity, name: string, context: QueryContext): Column | null => {
  const field = entity.fields[name];
  if (field) return leaf(name, shapeOf(field), (row) => row[name]);
  const derived = entity.derived?.[name];
  if (derived) {
    const shape: Shape = { ...shapeOf({ kind: derived.kind }), derived };
    return leaf(name, shape, (row) => deriveValue(derived, row, context));
  }
  const set = entity.sets?.[name];
  if (set) return { ...leaf(name, shapeOf(set.of), (row) => row[name] ?? []), many: true };
  if (entity.prose?.[name]) return leaf(name, { kind: "text" }, (row) => row[name]);
  return name === "id" ? leaf("id", { kind: "ref", to: entity.kind }, (row) => row.id) : null;
};

/** The column that `path` names in `entity`; null when there is none. */
export const findColumn = (entity: Entity, path: string, context: QueryContext): Column | null => {
  const [name = "", ...rest] = path.split(".");
  const column = own(entity, name, context);
  if (column) return extend(column, rest, context);
  const [inner = "", ...further] = rest;
  const field = entity.lines?.[name]?.fields[inner] ?? entity.logs?.[name]?.details[inner] ?? (entity.logs?.[name] ? MARK_PARTS[inner] : undefined);
  return field ? extend(listColumn(name, inner, field), further, context) : null;
};
