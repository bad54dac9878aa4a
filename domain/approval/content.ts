import { digest } from "lib0/hash/sha256";
import { encodeUtf8 } from "lib0/string";
import type { Entity, LineRow, Row } from "#domain/schema/entity.ts";
import { linesOf } from "#domain/schema/read.ts";

/**
 * Content that an approval is about, by name: a field or a set of the record, or `<list>.<field>` for a field of its lines. Covering a
 * field of lines covers which lines there are.
 */
export type Cover = string;

/** Whether somebody can be asked to approve a field, set or field of lines: what people write, in the main document. */
const coverableIn = ({ fields, sets, lines, number, approvable }: Entity): readonly Cover[] => [
  ...Object.entries(fields).flatMap(([name, field]) =>
    field.hidden || field.fixed || field.relay || field.facet || name === number?.field || name === "owner" || name === approvable?.holds?.field ? [] : [name],
  ),
  ...Object.entries(sets ?? {}).flatMap(([name, set]) => (set.hidden || set.relay || ABOUT_ACCESS.has(name) ? [] : [name])),
  ...Object.entries(lines ?? {}).flatMap(([list, line]) => Object.keys(line.fields).map((name) => `${list}.${name}`)),
];

const ABOUT_ACCESS: ReadonlySet<string> = new Set(["sharedWith", "sharedGroups", "readers", "readerGroups"]);

const known = new WeakMap<Entity, readonly Cover[]>();

/** Everything of a kind that an approval can be about. */
export const coversOf = (entity: Entity): readonly Cover[] => {
  const before = known.get(entity);
  if (before) return before;
  const covers = coverableIn(entity);
  known.set(entity, covers);
  return covers;
};

/** Whether a change of `path` changes covered content. */
export const isCovered = (covers: readonly Cover[], path: string): boolean => {
  const [head = "", name = "", , field] = path.split("/");
  if (head === "set") return covers.includes(name);
  if (head !== "line") return covers.includes(path);
  return field === undefined ? covers.some((cover) => cover.startsWith(`${name}.`)) : covers.includes(`${name}.${field}`);
};

const listsOf = (covers: readonly Cover[]): ReadonlyMap<string, readonly string[]> => {
  const lists = new Map<string, string[]>();
  for (const cover of covers) {
    const [list = "", name] = cover.split(".");
    if (name === undefined) continue;
    const names = lists.get(list) ?? [];
    names.push(name);
    lists.set(list, names);
  }
  return lists;
};

const lineContent = (line: LineRow, names: readonly string[]): unknown => [line.key, names.map((name) => line[name] ?? null)];

/**
 * SHA-256 in hex of the covered content of one record, the record's id and the covered names included. The same on every device and at the
 * relay, in whatever order the content was written.
 */
export const contentHash = (covers: readonly Cover[], row: Row): string => {
  const sorted = [...new Set(covers)].sort();
  const plain = sorted.filter((cover) => !cover.includes(".")).map((name) => {
    const value = row[name];
    return [name, Array.isArray(value) ? [...(value as readonly string[])].sort() : (value ?? null)];
  });
  const lists = [...listsOf(sorted)].map(([list, names]) => {
    const lines = [...linesOf(row, list)].sort((a, b) => (a.key < b.key ? -1 : 1));
    return [list, names, lines.map((line) => lineContent(line, names))];
  });
  const bytes = digest(encodeUtf8(JSON.stringify(["approval", row.id, plain, lists])));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};
