import * as v from "valibot";
import { findEntity } from "#domain/entities/registry.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { ImportMap, MapFault } from "./import-map.ts";
import { DATE_ORDERS } from "./read-date.ts";

/** An array is an object to valibot, a map is none. */
const isMap = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

const formatShape = v.object({
  date: v.exactOptional(v.picklist(DATE_ORDERS)),
  decimal: v.exactOptional(v.picklist([".", ","])),
  fraction: v.exactOptional(v.boolean()),
  values: v.exactOptional(v.record(v.string(), v.string())),
  separator: v.exactOptional(v.string()),
  style: v.exactOptional(v.literal("account")),
  exact: v.exactOptional(v.boolean()),
});

const columnShape = v.object({
  heading: v.exactOptional(v.string()),
  template: v.exactOptional(v.string()),
  to: v.string(),
  format: v.exactOptional(formatShape),
  missing: v.exactOptional(v.picklist(["create", "refuse", "leave"])),
  match: v.exactOptional(v.picklist(["tolerant", "exact"])),
  onlyClosed: v.exactOptional(v.literal(true)),
});

const kindEntries = {
  entity: v.pipe(v.string(), v.check((kind) => findEntity(kind) !== undefined)),
  columns: v.pipe(v.array(columnShape), v.minLength(1)),
  key: v.exactOptional(v.pipe(v.array(v.string()), v.minLength(1))),
  existing: v.exactOptional(v.picklist(["update", "skip", "create"])),
  duplicates: v.exactOptional(v.picklist(["create", "skip"])),
  faulty: v.exactOptional(v.picklist(["skipRow", "skipCell"])),
} as const;

const mapShape = v.object({
  version: v.literal(1),
  ...kindEntries,
  also: v.exactOptional(v.array(v.object(kindEntries))),
  csv: v.exactOptional(v.object({ encoding: v.exactOptional(v.string()), delimiter: v.exactOptional(v.string()), headerLine: v.exactOptional(v.number()) })),
});

const CODES: Readonly<Record<string, MapFault["code"]>> = { version: "unknownVersion", entity: "unknownEntity", to: "unknownTarget", key: "unknownKey", columns: "notMap", also: "notMap" };

type Keys = readonly (string | number)[];

const placeOf = (keys: Keys): string => keys.reduce<string>((at, key) => (typeof key === "number" ? `${at}[${key}]` : at === "" ? key : `${at}.${key}`), "");

/** Which part of a map is told as a whole: a format and a key are, and so is a source that is no text. */
const toldAt = (keys: Keys): { readonly code: MapFault["code"]; readonly keys: Keys } => {
  const format = keys.indexOf("format");
  if (format >= 0) return { code: "badFormat", keys: keys.slice(0, format + 1) };
  const key = keys.indexOf("key");
  if (key >= 0) return { code: "unknownKey", keys: keys.slice(0, key + 1) };
  const last = keys.at(-1);
  if (typeof last === "number" || last === undefined) return { code: "notMap", keys };
  return { code: CODES[last] ?? "badValue", keys: last === "heading" || last === "template" ? keys.slice(0, -1) : keys };
};

const textOf = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

/** The form of a map: every part of the right type. What it names is looked up elsewhere. */
export const shapeOfMap = (value: unknown): Result<ImportMap, MapFault> => {
  if (!isMap(value)) return err({ type: "MapFault", code: "notMap", at: "map" });
  const parsed = v.safeParse(mapShape, value, { abortEarly: true });
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  const path = (issue.path ?? []).flatMap(({ key }) => (typeof key === "string" || typeof key === "number" ? [key] : []));
  const { code, keys } = toldAt(path);
  return err({ type: "MapFault", code, at: placeOf(keys), ...(issue.input === undefined ? {} : { text: textOf(issue.input) }) });
};
