import { entityOf } from "#domain/entities/registry.ts";
import type { QueryContext } from "#domain/query/context.ts";
import type { DimensionColumn, Figure, GroupKey, MeasureColumn, ReportGroup, ReportTable } from "#domain/reports/report.ts";
import type { Locale } from "#domain/schema/words.ts";
import { headingWord, type Heading } from "./words/words.ts";
import { headingOf, optionLabel, titleFor } from "./cells.ts";
import { writeJson, type Io } from "./io.ts";
import { textTable } from "./table.ts";

/** What a key is called: an option's label, a record's title, the text or period itself; null for none. */
const nameOf = (key: GroupKey, { path, kind, unit }: DimensionColumn, table: ReportTable, context: QueryContext): string | null => {
  if (key === null || unit !== undefined) return key;
  if (kind === "ref") return titleFor(key, context);
  return kind === "option" ? optionLabel(entityOf(table.kind), path, key, context) : key;
};

/** Counts are numbers; everything else stays a decimal string, exact to the last digit. */
const figureOf = (value: Figure | undefined, { kind }: MeasureColumn): string | number | null => {
  if (value === null || value === undefined) return null;
  return kind === "count" ? Number(value) : value;
};

const figures = (values: readonly Figure[] | undefined, { measures }: ReportTable) =>
  Object.fromEntries(measures.map((measure, at) => [measure.id, figureOf(values?.[at], measure)]));

const growths = (values: readonly Figure[] | undefined, { measures }: ReportTable) => Object.fromEntries(measures.map(({ id }, at) => [id, values?.[at] ?? null]));

const jsonOfGroup = (group: ReportGroup, table: ReportTable) => ({
  values: figures(group.values, table),
  records: group.records,
  ...(group.previous ? { previous: figures(group.previous, table), growth: growths(group.growth, table) } : {}),
});

/** `by` names each key for people, `keys` for programs. */
export const jsonOfTable = (table: ReportTable, context: QueryContext) => {
  const named = (key: readonly GroupKey[], name: (key: GroupKey, dimension: DimensionColumn) => string | null) =>
    Object.fromEntries(table.dimensions.map((dimension, at) => [dimension.id, name(key[at] ?? null, dimension)]));
  return {
    kind: table.kind,
    measures: table.measures.map(({ id, kind }) => ({ id, kind })),
    dimensions: table.dimensions.map(({ id, kind, unit, to }) => ({ id, kind, ...(unit ? { unit } : {}), ...(to ? { to } : {}) })),
    groups: table.groups.map((group) => ({
      by: named(group.key, (key, dimension) => nameOf(key, dimension, table, context)),
      keys: named(group.key, (key) => key),
      ...jsonOfGroup(group, table),
    })),
    total: jsonOfGroup(table.total, table),
  };
};

const AGGREGATE = /^(avg|min|max)\((.+)\)$/;

/** What a measure or dimension is called; those that only reports have keep their id. */
const headingFor = (id: string, path: string, kind: string, locale: Locale): string => {
  if (id === "count" || id === "winRate") return headingWord(locale, id);
  const [, how, of] = AGGREGATE.exec(id) ?? [];
  if (how === "avg" || how === "min" || how === "max") return `${headingOf(entityOf(kind), of ?? "", locale)} (${headingWord(locale, how)})`;
  return headingOf(entityOf(kind), path, locale);
};

const unitWord = ({ unit }: DimensionColumn, locale: Locale): string => (unit ? ` (${headingWord(locale, unit)})` : "");

const textOfTable = (table: ReportTable, context: QueryContext): string => {
  const { locale } = context;
  const word = (heading: Heading): string => headingWord(locale, heading);
  const compared = table.total.previous !== undefined;
  const columns = [
    ...table.dimensions.map((dimension) => ({ heading: headingFor(dimension.id, dimension.path, table.kind, locale) + unitWord(dimension, locale) })),
    ...table.measures.flatMap(({ id, kind }) => [{ heading: headingFor(id, id, table.kind, locale), right: true }, ...(compared ? [{ heading: word("before"), right: true }, { heading: word(kind === "percent" ? "points" : "growth"), right: true }] : [])]),
  ];
  const cells = (group: ReportGroup, names: readonly string[]): readonly string[] => [
    ...names,
    ...table.measures.flatMap((_, at) => [group.values[at] ?? "", ...(compared ? [group.previous?.[at] ?? "", group.growth?.[at] ?? ""] : [])]),
  ];
  const rows = table.groups.map((group) => cells(group, table.dimensions.map((dimension, at) => nameOf(group.key[at] ?? null, dimension, table, context) ?? word("none"))));
  const total = table.dimensions.length === 0 ? [] : [cells(table.total, table.dimensions.map((_, at) => (at === 0 ? word("total") : "")))];
  return textTable(columns, table.dimensions.length === 0 ? [cells(table.total, [])] : [...rows, ...total]);
};

export const printTable = (name: string | null, table: ReportTable, context: QueryContext, json: boolean, io: Io): void => {
  if (json) writeJson(io, { ...(name === null ? {} : { report: name }), ...jsonOfTable(table, context) });
  else io.out(textOfTable(table, context));
};
