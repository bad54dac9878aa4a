import { digest } from "lib0/hash/sha256";
import { encodeUtf8 } from "lib0/string";
import type { Cover } from "#domain/approval/content.ts";
import type { LineRow, Row } from "#domain/schema/entity.ts";
import { linesOf } from "#domain/schema/read.ts";

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
