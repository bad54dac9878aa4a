import { atOnce, type InPieces } from "#domain/pieces.ts";
import { parsePath } from "#domain/record/path.ts";
import type { RecordId } from "#domain/id.ts";
import type { Cell, Entity, LineRow, LogRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { hasForm } from "#domain/schema/form.ts";
import { isMark } from "#domain/schema/validate.ts";

type Building = Record<string, Cell>;

/** The row of a set of paths and values. */
export const projectPaths = (entity: Entity, record: RecordId, paths: Iterable<readonly [string, FieldValue]>): Row => atOnce(projectingPaths(entity, record, paths));

/** Paths that are looked at before everybody else gets their turn. */
const PIECE = 1_000;

/** `projectPaths` of those paths that are `wanted`, in pieces. */
export const projectingPaths = function* (
  entity: Entity,
  record: RecordId,
  paths: Iterable<readonly [string, FieldValue]>,
  wanted: (path: string) => boolean = () => true,
): InPieces<Row> {
  const row: Building = { id: record };
  const sets = new Map<string, string[]>();
  const lines = new Map<string, Map<string, Record<string, FieldValue>>>();
  const logs = new Map<string, LogRow[]>();
  let seen = 0;
  for (const [path, value] of paths) {
    seen += 1;
    if (seen % PIECE === 0) yield;
    if (value === null || value === undefined || !wanted(path)) continue;
    const target = parsePath(entity, path);
    if (!target) continue;
    switch (target.at) {
      case "field":
        if (hasForm(target.field, value)) row[target.name] = value;
        break;
      case "member":
        push(sets, target.set, target.member);
        break;
      case "line":
        lineAt(lines, target.list, target.key).added = value;
        break;
      case "lineField":
        if (hasForm(target.field, value)) lineAt(lines, target.list, target.key)[target.name] = value;
        break;
      case "log":
        if (isMark(value)) push(logs, target.log, { ...value, key: target.key });
        break;
      case "prose":
        break;
    }
  }
  for (const [name, members] of sets) row[name] = members.sort();
  for (const [name, byKey] of lines) {
    const present = [...byKey.entries()].filter(([, line]) => isMark(line.added));
    present.sort(([a], [b]) => (a < b ? -1 : 1));
    if (present.length > 0) row[name] = present.map(([key, line]) => ({ ...line, key }) as unknown as LineRow);
  }
  for (const [name, entries] of logs) row[name] = entries.sort((a, b) => (a.key < b.key ? -1 : 1));
  return row as Row;
};

const push = <T>(map: Map<string, T[]>, key: string, item: T): void => {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
};

const lineAt = (lines: Map<string, Map<string, Record<string, FieldValue>>>, list: string, key: string) => {
  let byKey = lines.get(list);
  if (!byKey) lines.set(list, (byKey = new Map()));
  let line = byKey.get(key);
  if (!line) byKey.set(key, (line = {}));
  return line;
};
