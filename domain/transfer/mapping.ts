import { ENTITIES } from "#domain/entities/registry.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { Field } from "#domain/schema/field.ts";
import { headingKey, matchHeading, type Certainty } from "./headings.ts";
import { targetOf, type ColumnMap, type ImportMap } from "./import-map.ts";
import { optionsOf } from "./options.ts";
import type { CellFormat } from "./read-cell.ts";
import { recogniseColumn, type Content, type Recognition } from "./recognise.ts";
import type { SheetColumn, SheetRow } from "./sheet.ts";

/** What was found out about one column, for the mapping screen. */
export interface ColumnNote {
  readonly name: string;
  /** Null: the column is left out unless the user maps it. */
  readonly to: string | null;
  readonly certainty: Certainty | "content" | "none";
  readonly recognition: Recognition;
  /** The heading names a field whose values look otherwise: a number, a date or an option that most cells are not. */
  readonly contentDiffers: boolean;
  /** Texts of an option column that are no option: the user maps them one by one. */
  readonly unknownOptions: readonly string[];
}

export interface Mapping {
  readonly map: ImportMap;
  readonly notes: readonly ColumnNote[];
  /** Required fields that no column fills. */
  readonly lacking: readonly string[];
}

const FITTING: Readonly<Record<Field["kind"], readonly Content[]>> = {
  text: ["text", "number", "percent", "day", "instant", "email", "phone", "url", "mark"],
  money: ["number"],
  decimal: ["number", "percent"],
  percent: ["percent", "number"],
  integer: ["number", "mark"],
  day: ["day", "instant"],
  instant: ["instant", "day"],
  option: ["text", "number", "mark"],
  ref: ["text", "number", "email", "phone"],
  mark: ["mark", "day", "instant", "number"],
};

const formatFor = (field: Field | undefined, { content, format }: Recognition, values: readonly string[]): CellFormat | undefined => {
  if (!field) return undefined;
  if (field.kind === "day" || field.kind === "instant" || field.kind === "mark") {
    const serial = content === "number" && field.kind !== "mark" && values.every((value) => value.trim() === "" || (Number(value) > 20_000 && Number(value) < 80_000));
    if (serial) return { date: "excel" };
    return format.date && format.date !== "ymd" ? { date: format.date } : undefined;
  }
  if (field.kind === "money" || field.kind === "decimal" || field.kind === "integer") return format.decimal === "," ? { decimal: "," } : undefined;
  if (field.kind !== "percent") return undefined;
  const made = { ...(format.decimal === "," ? { decimal: "," as const } : {}), ...(format.fraction ? { fraction: true } : {}) };
  return Object.keys(made).length > 0 ? made : undefined;
};

const fieldOf = (entity: Entity, to: string): Field | undefined => {
  const target = targetOf(entity, to);
  return target && target.kind !== "id" ? target.field : undefined;
};

/** A column whose heading says nothing goes by its content, where exactly one field is meant for such content. */
const byContent = (entity: Entity, { content, share }: Recognition, taken: ReadonlySet<string>): string | null => {
  const wanted = content === "email" ? "email" : content === "phone" ? "phone" : content === "url" ? "url" : null;
  if (!wanted || share < 0.9) return null;
  const fits = Object.entries(entity.fields).filter(([name, field]) => field.kind === "text" && field.format === wanted && !taken.has(name) && !field.hidden);
  return fits[0]?.[0] ?? null;
};

const SURE: Readonly<Record<Certainty, number>> = { label: 3, alias: 2, foreign: 1 };

/** A row with one product and one amount is a deal with one line: the amount is the line's price. */
const priceOfLine = (columns: readonly ColumnMap[]): ColumnMap | null => {
  const has = (to: string): boolean => columns.some((column) => column.to === to);
  const amount = columns.find((column) => column.to === "expectedAmount");
  return amount && has("lines.product") && !has("lines.unitPrice") && !has("lines.quantity") ? { ...amount, to: "lines.unitPrice" } : null;
};

/** A deal's close date is its expected date while it is open, and the day it was closed once it is. */
const CLOSE_DATES = new Set(["closedate", "结单日期", "마감일"]);

/** Names made of the columns that identify a row, for records whose own name the file does not have. */
const nameFrom = (entity: Entity, columns: readonly ColumnMap[]): ColumnMap | null => {
  const source = (to: string): string | undefined => columns.find((column) => column.to === to)?.heading;
  const parts = ["lines.product", "product", "customer", "customers", "contact", "externalNo", "orderNo"].flatMap((to) => source(to) ?? []);
  return parts.length === 0 ? null : { template: parts.slice(0, 3).map((name) => `{${name}}`).join(" · "), to: entity.title };
};

const completeRequired = (entity: Entity, columns: ColumnMap[]): readonly string[] => {
  const has = (to: string): boolean => columns.some((column) => column.to === to);
  if (entity.kind === "user" && has("name") && !has("account")) {
    const name = columns.find((column) => column.to === "name")?.heading;
    if (name !== undefined) columns.push({ heading: name, to: "account", format: { style: "account" } });
  }
  const first = columns.find((column) => column.heading && /^first ?_?name$/i.test(column.heading));
  const title = entity.fields[entity.title];
  if (!first && title?.required && !has(entity.title)) {
    const made = nameFrom(entity, columns);
    if (made) columns.push(made);
  }
  return Object.entries(entity.fields).filter(([name, field]) => field.required && !field.hidden && !has(name)).map(([name]) => name);
};

const personName = (columns: readonly SheetColumn[]): ColumnMap | null => {
  const find = (pattern: RegExp): string | undefined => columns.find(({ heading }) => pattern.test(heading))?.name;
  const first = find(/(^|[\s-])(first|given)[\s_]?name$/i);
  const last = find(/(^|[\s-])(last|family)[\s_]?name$|^surname$/i);
  return first && last ? { template: `{${first}} {${last}}`, to: "name" } : null;
};

const keyOf = (entity: Entity, columns: readonly ColumnMap[]): readonly string[] | undefined => {
  const has = (name: string): boolean => columns.some((column) => column.to === name);
  const numbers = Object.entries(entity.fields).filter(([name, field]) => field.kind === "text" && (field.format === "number" || field.format === "email" || name === "account") && has(name));
  return numbers[0] ? [numbers[0][0]] : undefined;
};

/**
 * Maps the columns of a file to the fields of a kind: by their headings in any of the three languages and other programs'
 * headings, then by content. Formats come from the sample. The user may change everything.
 */
export const autoMap = (entity: Entity, columns: readonly SheetColumn[], sample: readonly SheetRow[], preferred: "dmy" | "mdy" = "mdy"): Mapping => {
  const matches = columns.map((column) => (column.heading === "" ? null : matchHeading(entity, column.heading)));
  const best = new Map<string, number>();
  for (const [at, match] of matches.entries()) {
    const rival = match ? best.get(match.to) : undefined;
    if (match && (rival === undefined || SURE[match.certainty] > SURE[matches[rival]?.certainty ?? "label"])) best.set(match.to, at);
  }
  const taken = new Set(best.keys());
  const own = taken.has("id");
  const mapped: ColumnMap[] = [];
  const notes = columns.map((column, at): ColumnNote => {
    const values = sample.map((row) => row.cells[at] ?? "");
    const recognition = recogniseColumn(values, preferred);
    const match = matches[at];
    const named = match && best.get(match.to) === at ? match.to : null;
    const guessed = named === null ? byContent(entity, recognition, taken) : null;
    const to = named ?? guessed;
    if (to === null) return { name: column.name, to, certainty: "none", recognition, contentDiffers: false, unknownOptions: [] };
    taken.add(to);
    const field = fieldOf(entity, to);
    const found = formatFor(field, recognition, values);
    const format = own && field?.kind === "text" ? { ...found, exact: true } : found;
    mapped.push({ heading: column.name, to, ...(format ? { format } : {}) });
    const unknown = field?.kind === "option" ? unknownOptions(entity, to, field, values) : [];
    const differs = field !== undefined && recognition.content !== "empty" && !format?.date && !FITTING[field.kind].includes(recognition.content);
    return { name: column.name, to, certainty: named ? (match?.certainty ?? "none") : "content", recognition, contentDiffers: differs || unknown.length > recognition.distinct / 2, unknownOptions: unknown };
  });
  const closing = mapped.find((column) => column.to === "expectedSignDate" && CLOSE_DATES.has(headingKey(column.heading ?? "")));
  const closed = entity.stages?.closed;
  if (closing && closed !== undefined && !taken.has(closed)) mapped.push({ ...closing, to: closed, onlyClosed: true });
  const price = priceOfLine(mapped);
  if (price) mapped.push(price);
  const person = entity.kind === "contact" && !taken.has("name") ? personName(columns) : null;
  if (person) mapped.push(person);
  const lacking = completeRequired(entity, mapped);
  const key = own ? undefined : keyOf(entity, mapped);
  return { map: { version: 1, entity: entity.kind, columns: mapped, ...(key ? { key } : {}) }, notes, lacking };
};

const unknownOptions = (entity: Entity, to: string, field: Extract<Field, { kind: "option" }>, values: readonly string[]): readonly string[] => {
  const find = optionsOf(entity, to, field);
  return [...new Set(values.map((value) => value.trim()))].filter((value) => value !== "" && find(value) === undefined);
};

/** The kinds of record that a file may hold, best first, with the share of its headings that each knows. */
export const suggestEntities = (columns: readonly SheetColumn[]): readonly { readonly kind: string; readonly share: number }[] =>
  ENTITIES.filter((entity) => !entity.internal)
    .map((entity) => {
      const targets = new Set<string>();
      let weight = 0;
      for (const { heading } of columns) {
        const match = heading === "" ? null : matchHeading(entity, heading);
        if (!match || targets.has(match.to)) continue;
        targets.add(match.to);
        weight += match.certainty === "foreign" ? 0.9 : 1;
      }
      return { kind: entity.kind, share: columns.length === 0 ? 0 : weight / columns.length };
    })
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);

/** Equal for files of the same columns: under it the mapping that the user chose is remembered. */
export const headingSignature = (columns: readonly SheetColumn[]): string => columns.map(({ name }) => headingKey(name)).sort().join("|");
