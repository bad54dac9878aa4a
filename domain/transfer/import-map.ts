import { findEntity } from "#domain/entities/registry.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { Field } from "#domain/schema/field.ts";
import { shapeOfMap } from "./import-map-shape.ts";
import type { CellFormat } from "./read-cell.ts";

/**
 * How the columns of a file become records of a kind. Saved and read as JSON:
 *
 * ```json
 * {
 *   "version": 1,
 *   "entity": "opportunity",
 *   "key": ["externalNo"],
 *   "columns": [
 *     { "heading": "opportunity_id", "to": "externalNo" },
 *     { "template": "{product} · {account}", "to": "subject" },
 *     { "heading": "account", "to": "customer", "missing": "create" },
 *     { "heading": "close_date", "to": "closedOn", "format": { "date": "ymd" } },
 *     { "heading": "product", "to": "lines.product", "match": "tolerant" },
 *     { "template": "likely", "to": "commitment" }
 *   ]
 * }
 * ```
 *
 * - `version`: 1. `entity`: the kind of record that a row becomes.
 * - `columns`: what goes where. The source is a `heading` of the file (the name that the preview shows), or a `template`: text
 *   with headings in braces; a template without braces is a constant for every row. One heading may have several targets.
 * - `to`: a field or a set of the kind; `<list>.<field>` of a list of lines, such as `lines.unitPrice`; or `id`, the record's own id
 *   as our export writes it.
 * - `format`: how the cells are written, see `CellFormat`.
 * - `missing`, for references: what to do when no record has that name: `create` it, `refuse` the row, or `leave` the field empty.
 *   Unless given, people are refused and everything else is created.
 * - `match`, for references: `tolerant` (unless given) also takes a name that differs only by spaces, case, width and punctuation, and
 *   reports it; `exact` does not.
 * - `onlyClosed`: the cell counts only on rows whose stage ends the path, such as the day on which a deal was closed.
 * - `key`: fields by which a row is recognised as a record that exists already, or that an earlier row has made: rows of one key are one
 *   record, each with its own line. Without a key every row is a new record.
 * - `existing`: what to do with a row whose record exists: `update` (unless given), `skip`, or `create` another.
 * - `duplicates`: what to do with a row that is possibly a duplicate: `create` or `skip`. Unless given, a row with the number or account
 *   of a record updates that record, of an earlier row is left out, and the wizard asks about all others; without it they are created.
 * - `faulty`: what to do with a row that has a faulty cell: `skipRow` (unless given), or `skipCell`, which imports the rest of the row.
 * - `also`: further kinds of record read from the same rows, before the row itself; each with entity, columns and key.
 * - `csv`: encoding, delimiter and line of the headings, where the user has changed what was found.
 */
export interface ImportMap extends KindMap {
  readonly version: 1;
  readonly also?: readonly KindMap[];
  readonly csv?: CsvOptions;
}

export interface KindMap {
  readonly entity: string;
  readonly columns: readonly ColumnMap[];
  readonly key?: readonly string[];
  readonly existing?: "update" | "skip" | "create";
  readonly duplicates?: "create" | "skip";
  readonly faulty?: "skipRow" | "skipCell";
}

export interface ColumnMap {
  readonly heading?: string;
  readonly template?: string;
  readonly to: string;
  readonly format?: CellFormat;
  readonly missing?: "create" | "refuse" | "leave";
  readonly match?: "tolerant" | "exact";
  readonly onlyClosed?: true;
}

export interface CsvOptions {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly headerLine?: number;
}

/** Why a map cannot be used. `at` is the place in it, such as `columns[2].to`; `text` what stands there. */
export interface MapFault {
  readonly type: "MapFault";
  readonly code:
    | "notJson"
    | "notMap"
    | "unknownVersion"
    | "unknownEntity"
    | "unknownTarget"
    | "unknownKey"
    | "noSource"
    | "twoSources"
    | "badFormat"
    | "badValue"
    | "unknownHeading"
    | "twice";
  readonly at: string;
  readonly text?: string;
}

/** What a target name means. */
export type Target =
  | { readonly kind: "id" }
  | { readonly kind: "field"; readonly name: string; readonly field: Field }
  | { readonly kind: "set"; readonly name: string; readonly field: Field }
  | { readonly kind: "line"; readonly list: string; readonly name: string; readonly field: Field };

export const targetOf = (entity: Entity, to: string): Target | null => {
  if (to === "id") return { kind: "id" };
  const field = entity.fields[to];
  if (field) return field.hidden || field.relay ? null : { kind: "field", name: to, field };
  const set = entity.sets?.[to];
  if (set) return set.relay ? null : { kind: "set", name: to, field: set.of };
  const [list = "", name = ""] = to.split(".");
  const line = entity.lines?.[list]?.fields[name];
  return line ? { kind: "line", list, name, field: line } : null;
};

const fault = (code: MapFault["code"], at: string, text?: unknown): Result<never, MapFault> =>
  err(text === undefined ? { type: "MapFault", code, at } : { type: "MapFault", code, at, text: String(text) });

const checkColumn = (entity: Entity, { to, heading, template }: ColumnMap, at: string): Result<true, MapFault> => {
  if (!targetOf(entity, to)) return fault("unknownTarget", `${at}.to`, to);
  if (heading === undefined && template === undefined) return fault("noSource", at);
  return heading !== undefined && template !== undefined ? fault("twoSources", at) : ok(true);
};

const checkKey = (entity: Entity, { columns, key }: KindMap, at: string): Result<true, MapFault> => {
  const name = key?.find((name) => !entity.fields[name] || !columns.some((column) => column.to === name));
  return name === undefined ? ok(true) : fault("unknownKey", at, name);
};

const checkKind = (map: KindMap, at: string): Result<true, MapFault> => {
  const entity = findEntity(map.entity);
  if (!entity) return fault("unknownEntity", `${at}entity`, map.entity);
  const once = new Set<string>();
  for (const [index, column] of map.columns.entries()) {
    const place = `${at}columns[${index}]`;
    const checked = checkColumn(entity, column, place);
    if (!checked.ok) return checked;
    if (once.has(column.to) && !entity.sets?.[column.to]) return fault("twice", `${place}.to`, column.to);
    once.add(column.to);
  }
  return checkKey(entity, map, `${at}key`);
};

/** Whether `value` is a map that can be used, with what is none of a map's own left out. */
export const checkImportMap = (value: unknown): Result<ImportMap, MapFault> => {
  const shaped = shapeOfMap(value);
  if (!shaped.ok) return shaped;
  for (const [index, part] of (shaped.value.also ?? []).entries()) {
    const checked = checkKind(part, `also[${index}].`);
    if (!checked.ok) return checked;
  }
  const checked = checkKind(shaped.value, "");
  return checked.ok ? shaped : checked;
};

/** Reads a map file. */
export const parseImportMap = (json: string): Result<ImportMap, MapFault> => {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\ufeff/, ""));
  } catch {
    return fault("notJson", "map");
  }
  return checkImportMap(value);
};

/** The headings that a template names: `{account}` → `account`. */
export const headingsOf = (column: ColumnMap): readonly string[] =>
  column.heading === undefined ? [...(column.template ?? "").matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? "") : [column.heading];

/** The first heading that the map names and the file does not have. */
export const missingHeading = (map: ImportMap, names: readonly string[]): MapFault | null => {
  const known = new Set(names);
  for (const part of [...(map.also ?? []), map]) {
    const heading = part.columns.flatMap(headingsOf).find((name) => !known.has(name));
    if (heading !== undefined) return { type: "MapFault", code: "unknownHeading", at: "columns", text: heading };
  }
  return null;
};

/** The kinds that columns refer to. */
export const kindsReferred = (map: ImportMap): ReadonlySet<string> => {
  const kinds = new Set<string>();
  for (const part of [...(map.also ?? []), map]) {
    const entity = findEntity(part.entity);
    for (const { to } of part.columns) {
      const target = entity && targetOf(entity, to);
      if (target && target.kind !== "id" && target.field.kind === "ref") kinds.add(target.field.to);
    }
  }
  return kinds;
};

/** The kinds whose records the planner will ask for: those that rows become, and those that columns refer to. */
export const kindsNeeded = (map: ImportMap): readonly string[] => [
  ...new Set([map.entity, ...(map.also ?? []).map(({ entity }) => entity), ...kindsReferred(map)]),
];
