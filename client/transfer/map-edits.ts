import { wordsOf } from "#domain/entities/words.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { Field } from "#domain/schema/field.ts";
import type { Locale } from "#domain/schema/words.ts";
import { headingsOf, targetOf, type ColumnMap, type ImportMap } from "#domain/transfer/import-map.ts";
import { optionsOf } from "#domain/transfer/options.ts";
import type { CellFormat } from "#domain/transfer/read-cell.ts";

/** The field behind a target; undefined for the record's own id. */
export const fieldOfTarget = (entity: Entity, to: string): Field | undefined => {
  const target = targetOf(entity, to);
  return target && target.kind !== "id" ? target.field : undefined;
};

/** What a target is called: "Customer", "Lines › Product". */
export const targetLabel = (entity: Entity, to: string, locale: Locale): string => {
  const words = wordsOf(locale, entity.kind);
  const target = targetOf(entity, to);
  if (target?.kind === "line") return `${words.fields[target.list] ?? target.list} › ${words.lines?.[target.list]?.[target.name] ?? target.name}`;
  return target?.kind === "id" ? "ID" : (words.fields[to] ?? to);
};

/** Everything a column can go to, in the order of the definition; fields of facets only for those who have their right. */
export const targetsOf = (entity: Entity, rights: readonly string[]): readonly string[] => {
  const readable = (field: Field): boolean => !field.facet || rights.includes(field.facet);
  const names = [
    ...Object.entries(entity.fields).filter(([, field]) => readable(field)).map(([name]) => name),
    ...Object.entries(entity.sets ?? {}).filter(([, set]) => !set.hidden).map(([name]) => name),
    ...Object.entries(entity.lines ?? {}).flatMap(([list, { fields }]) => Object.entries(fields).filter(([, field]) => readable(field)).map(([name]) => `${list}.${name}`)),
    "id",
  ];
  return names.filter((name) => targetOf(entity, name) !== null);
};

/** A key that names what the map no longer has is left out. */
const tidy = (map: ImportMap): ImportMap => {
  const { key, ...rest } = map;
  const kept = key?.filter((name) => map.columns.some((column) => column.to === name)) ?? [];
  return kept.length > 0 ? { ...rest, key: kept } : rest;
};

/** Sends the column at `index` elsewhere; what went there before is left out, and so are formats of another kind of field. */
export const withTarget = (entity: Entity, map: ImportMap, index: number, to: string): ImportMap => {
  const changed = map.columns[index];
  if (!changed) return map;
  const { format, missing, match, onlyClosed: _closed, ...source } = changed;
  const same = fieldOfTarget(entity, changed.to)?.kind === fieldOfTarget(entity, to)?.kind;
  const next: ColumnMap = { ...source, to, ...(same && format ? { format } : {}), ...(same && missing ? { missing } : {}), ...(same && match ? { match } : {}) };
  const once = entity.sets?.[to] === undefined;
  return tidy({ ...map, columns: map.columns.map((column, at) => (at === index ? next : column)).filter((column) => column === next || !once || column.to !== to) });
};

/** Adds a source for a target; what filled it before is left out. */
export const withAdded = (entity: Entity, map: ImportMap, column: ColumnMap): ImportMap => {
  const once = entity.sets?.[column.to] === undefined;
  return { ...map, columns: [...map.columns.filter((known) => !once || known.to !== column.to), column] };
};

export const without = (map: ImportMap, index: number): ImportMap => tidy({ ...map, columns: map.columns.filter((_, at) => at !== index) });

export const withColumn = (map: ImportMap, index: number, part: Partial<ColumnMap>): ImportMap => ({
  ...map,
  columns: map.columns.map((column, at) => (at === index ? { ...column, ...part } : column)),
});

/** Changes how the cells of a column are read; undefined goes back to what is usual. */
export const withFormat = (map: ImportMap, index: number, part: { readonly [K in keyof CellFormat]: CellFormat[K] | undefined }): ImportMap => {
  const column = map.columns[index];
  if (!column) return map;
  const format = Object.fromEntries(Object.entries({ ...column.format, ...part }).filter(([, value]) => value !== undefined)) as CellFormat;
  const { format: _before, ...rest } = column;
  const next: ColumnMap = Object.keys(format).length > 0 ? { ...rest, format } : rest;
  return { ...map, columns: map.columns.map((known, at) => (at === index ? next : known)) };
};

/** Says what a text of an option column means; null takes it back. */
export const withOption = (map: ImportMap, index: number, text: string, option: string | null): ImportMap => {
  const values = { ...map.columns[index]?.format?.values };
  if (option === null) delete values[text.trim()];
  else values[text.trim()] = option;
  return withFormat(map, index, { values: Object.keys(values).length > 0 ? values : undefined });
};

/** Texts among `values` that are no option of the column's field and that nobody has explained. */
export const unknownTexts = (entity: Entity, column: ColumnMap, values: readonly string[]): readonly string[] => {
  const field = fieldOfTarget(entity, column.to);
  if (field?.kind !== "option") return [];
  const find = optionsOf(entity, column.to, field);
  return [...new Set(values.map((value) => value.trim()))].filter((value) => value !== "" && find(value) === undefined);
};

/** Required fields that no column fills. */
export const lackingFields = (entity: Entity, map: ImportMap): readonly string[] =>
  Object.entries(entity.fields)
    .filter(([name, field]) => field.required && !field.hidden && field.initial === undefined && !map.columns.some((column) => column.to === name))
    .map(([name]) => name);

/** Fields by which a row can be recognised as a record that exists. */
export const keyChoices = (entity: Entity, map: ImportMap): readonly string[] => [
  ...new Set(map.columns.map(({ to }) => to).filter((to) => {
    const kind = entity.fields[to]?.kind;
    return kind === "text" || kind === "integer" || kind === "day" || kind === "ref";
  })),
];

/** The sentence-like source of a column that is not one heading. */
export const isCombined = (column: ColumnMap): boolean => column.heading === undefined;

/** Whether every heading that a map names is in the file. */
export const fitsFile = (map: ImportMap, names: ReadonlySet<string>): boolean =>
  [...(map.also ?? []), map].every((part) => part.columns.flatMap(headingsOf).every((name) => names.has(name)));
