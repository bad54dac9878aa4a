import { PROSE_ROOTS } from "./fields-root.ts";
import { docId, isKey, recordOf, type DocId, type RecordId } from "#domain/id.ts";
import type { Right } from "#domain/policy/right.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { Field, LinePart } from "#domain/schema/field.ts";

/**
 * A record's content is one flat map from path to value:
 * - `<field>`: the field's value.
 * - `set/<set>/<member>`: 1 while the member belongs.
 * - `line/<list>/<key>`: the mark of who added the line; without it the line is not there.
 * - `line/<list>/<key>/<field>`: a field of the line.
 * - `log/<log>/<key>`: one entry, written once.
 * - `prose/<name>`: names the long text of its own root; it has no value in the map.
 */
export type Path = string;

/** What the paths of everything but plain fields begin with. */
export const PATH_HEADS = ["set", "line", "log", "prose"] as const;

export type Target =
  | { readonly at: "field"; readonly name: string; readonly field: Field }
  | { readonly at: "member"; readonly set: string; readonly member: string }
  | { readonly at: "line"; readonly list: string; readonly key: string }
  | { readonly at: "lineField"; readonly list: string; readonly key: string; readonly name: string; readonly field: LinePart }
  | { readonly at: "log"; readonly log: string; readonly key: string }
  | { readonly at: "prose"; readonly name: string };

export const memberPath = (set: string, member: string): Path => `set/${set}/${member}`;
export const linePath = (list: string, key: string, field?: string): Path =>
  field === undefined ? `line/${list}/${key}` : `line/${list}/${key}/${field}`;
export const logPath = (log: string, key: string): Path => `log/${log}/${key}`;
export const prosePath = (name: string): Path => `${PROSE_ROOTS}${name}`;

const own = <T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  record && Object.hasOwn(record, name) ? record[name] : undefined;

const parseMember = (entity: Entity, rest: string): Target | null => {
  const slash = rest.indexOf("/");
  const set = rest.slice(0, slash);
  const member = rest.slice(slash + 1);
  return slash > 0 && member !== "" && own(entity.sets, set) ? { at: "member", set, member } : null;
};

const parseLine = (entity: Entity, rest: string): Target | null => {
  const [list = "", key = "", name, more] = rest.split("/");
  const definition = own(entity.lines, list);
  if (!definition || !isKey(key) || more !== undefined) return null;
  if (name === undefined) return { at: "line", list, key };
  const field = own(definition.fields, name);
  return field ? { at: "lineField", list, key, name, field } : null;
};

const parseLog = (entity: Entity, rest: string): Target | null => {
  const [log = "", key = "", more] = rest.split("/");
  return own(entity.logs, log) && isKey(key) && more === undefined ? { at: "log", log, key } : null;
};

/** What `path` names in records of this kind; null when it names nothing. */
export const parsePath = (entity: Entity, path: Path): Target | null => {
  if (path.startsWith("set/")) return parseMember(entity, path.slice(4));
  if (path.startsWith("line/")) return parseLine(entity, path.slice(5));
  if (path.startsWith("log/")) return parseLog(entity, path.slice(4));
  if (path.startsWith(PROSE_ROOTS)) return own(entity.prose, path.slice(PROSE_ROOTS.length)) ? { at: "prose", name: path.slice(PROSE_ROOTS.length) } : null;
  const field = own(entity.fields, path);
  return field ? { at: "field", name: path, field } : null;
};

/**
 * Whether the value at `path` says who did it and when. The relay takes such a value only with the name of its writer, and a device signs
 * before it writes.
 */
export const isSigned = (entity: Entity, path: Path): boolean => {
  const target = parsePath(entity, path);
  if (target?.at === "field" || target?.at === "lineField") return target.field.kind === "mark";
  return target?.at === "line" || target?.at === "log";
};

/** The facet whose document holds `path`; null is the main document. */
export const facetOfPath = (entity: Entity, path: Path): Right | null => own(entity.fields, path)?.facet ?? null;

export const docOfPath = (entity: Entity, record: RecordId, path: Path): DocId => docId(record, facetOfPath(entity, path));

export const facetsOf = (entity: Entity): readonly Right[] => [
  ...new Set(Object.values(entity.fields).flatMap((field) => (field.facet ? [field.facet] : []))),
];

/** The facet that `doc`, a document of this kind, is; null is the main document. */
export const facetOfDoc = (entity: Entity, doc: DocId): Right | null => facetsOf(entity).find((facet) => docId(recordOf(doc), facet) === doc) ?? null;
