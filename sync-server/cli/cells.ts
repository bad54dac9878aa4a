import type { Right } from "#domain/policy/right.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { wordsOf } from "#domain/entities/every-language.ts";
import { kindOf } from "#domain/id.ts";
import { findColumn, type Column } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import type { Cell, Entity, LineRow, Row } from "#domain/schema/entity.ts";
import type { Field, FieldKind, FieldValue } from "#domain/schema/field.ts";
import { titleOf } from "#domain/schema/read.ts";
import { isMark } from "#domain/schema/mark.ts";
import type { Locale } from "#domain/schema/words.ts";
import { fail } from "./exit.ts";

/** A column as a command shows it. */
export interface ShownColumn {
  readonly path: string;
  readonly numeric: boolean;
  readonly money: boolean;
  /** Facets whose right is needed to see it. */
  readonly facets: readonly Right[];
  readonly json: (row: Row) => unknown;
  readonly text: (row: Row) => string;
}

const NUMERIC = new Set<FieldKind["kind"]>(["money", "decimal", "percent", "integer"]);

export const titleFor = (id: string, { row }: QueryContext): string => {
  const found = row(id);
  return found ? titleOf(entityOf(kindOf(id)), found) : id;
};

/** References as `{id, title}`, instants as ISO 8601, everything else as it is stored. */
const jsonOf = (value: FieldValue | undefined, kind: FieldKind["kind"], context: QueryContext): unknown => {
  if (value === null || value === undefined) return null;
  if (kind === "ref" && typeof value === "string") return { id: value, title: titleFor(value, context) };
  if (kind === "instant" && typeof value === "number") return new Date(value).toISOString();
  if (isMark(value)) return { by: jsonOf(value.by, "ref", context), at: new Date(value.at).toISOString() };
  return value;
};

/** The field that a path ends at, with the kind of record it belongs to. */
export const fieldAt = (entity: Entity, path: string): { readonly entity: Entity; readonly name: string; readonly field: Field } | null => {
  const [name = "", ...rest] = path.split(".");
  const list = entity.lines?.[name];
  if (list) return follow(entity, rest[0] ?? "", list.fields[rest[0] ?? ""] as Field | undefined, rest.slice(1));
  return follow(entity, name, entity.fields[name] ?? entity.sets?.[name]?.of, rest);
};

const follow = (entity: Entity, name: string, field: Field | undefined, rest: readonly string[]): ReturnType<typeof fieldAt> => {
  if (!field) return null;
  if (rest.length === 0) return { entity, name, field };
  return field.kind === "ref" ? fieldAt(entityOf(field.to), rest.join(".")) : null;
};

/** What an option is called. */
export const optionLabel = (entity: Entity, path: string, id: string, { locale }: QueryContext): string => {
  const at = fieldAt(entity, path);
  return (at && wordsOf(locale, at.entity.kind).options[at.name]?.[id]) ?? id;
};

const textOf = (value: FieldValue | undefined, column: Column, entity: Entity, context: QueryContext): string => {
  if (value === null || value === undefined) return "";
  if (column.kind === "ref" && typeof value === "string") return titleFor(value, context);
  if (column.kind === "option") return optionLabel(entity, column.path, String(value), context);
  if (column.kind === "instant" && typeof value === "number") return new Date(value).toISOString();
  if (isMark(value)) return `${titleFor(value.by, context)} ${new Date(value.at).toISOString().slice(0, 10)}`;
  return String(value);
};

const each = <T>(cell: Cell, turn: (value: FieldValue | undefined) => T): T | readonly T[] =>
  Array.isArray(cell) ? (cell as readonly FieldValue[]).map(turn) : turn(cell as FieldValue | undefined);

/** Facets on the way of a path: `lines.product.cost` needs the right to see costs. */
export const facetsOf = (entity: Entity, path: string, context: QueryContext): readonly Right[] => {
  const facet = findColumn(entity, path, context)?.facet;
  return facet ? [facet] : [];
};

/** What a column is called, also one reached through references: `owner.department` is "Owner, Department". */
export const headingOf = (entity: Entity, path: string, locale: Locale): string => {
  if (path === "id") return "ID";
  const words = wordsOf(locale, entity.kind);
  const [name = "", ...rest] = path.split(".");
  const own = words.fields[name] ?? name;
  if (rest.length === 0) return own;
  const inner = entity.lines?.[name] ? (words.lines?.[name]?.[rest[0] ?? ""] ?? rest[0] ?? "") : null;
  const field = entity.lines?.[name]?.fields[rest[0] ?? ""] ?? entity.fields[name] ?? entity.sets?.[name]?.of;
  const further = inner === null ? rest : rest.slice(1);
  const beyond = field?.kind === "ref" && further.length > 0 ? headingOf(entityOf(field.to), further.join("."), locale) : further.join(".");
  return [own, inner, beyond].filter((part) => part !== null && part !== "").join(", ");
};

/** A whole list of lines or a log: its entries as objects. */
const listColumn = (entity: Entity, list: string, context: QueryContext): ShownColumn | null => {
  const fields = entity.lines?.[list]?.fields ?? entity.logs?.[list]?.details;
  if (!fields) return null;
  const entries = (row: Row): readonly LineRow[] => (Array.isArray(row[list]) ? (row[list] as readonly LineRow[]) : []);
  const kinds = Object.entries(fields).map(([name, field]) => [name, field.kind] as const);
  const by = kinds.find(([, kind]) => kind === "ref")?.[0];
  return {
    path: list,
    numeric: false,
    money: false,
    facets: [],
    json: (row) => entries(row).map((line) => Object.fromEntries(kinds.map(([name, kind]) => [name, jsonOf(line[name], kind, context)]))),
    text: (row) => (by === undefined ? String(entries(row).length) : entries(row).map((line) => titleFor(String(line[by] ?? ""), context)).join("; ")),
  };
};

/** The column that a path names. Fails when the kind has none. */
export const shownColumn = (entity: Entity, path: string, context: QueryContext): ShownColumn => {
  const list = listColumn(entity, path, context);
  if (list) return list;
  const column = findColumn(entity, path, context) ?? fail("usage", `${entity.kind} has no column "${path}"; it has ${columnNames(entity).join(", ")}`);
  const text = (value: FieldValue | undefined): string => textOf(value, column, entity, context);
  return {
    path,
    numeric: NUMERIC.has(column.kind) && !column.many,
    money: column.kind === "money",
    facets: column.facet ? [column.facet] : [],
    json: (row) => (path === "id" ? row.id : each(column.read(row), (value) => jsonOf(value, column.kind, context))),
    text: (row) => (path === "id" ? row.id : [each(column.read(row), text)].flat().join("; ")),
  };
};

/** Columns of a kind itself; others are reached through references. */
export const columnNames = (entity: Entity): readonly string[] => [
  "id",
  ...Object.keys(entity.fields).filter((name) => name !== "deleted"),
  ...Object.keys(entity.sets ?? {}),
  ...Object.keys(entity.lines ?? {}),
  ...Object.keys(entity.derived ?? {}),
];
