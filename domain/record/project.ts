import { atOnce, type InPieces } from "#domain/pieces.ts";
import { parsePath } from "#domain/record/path.ts";
import type { RecordId } from "#domain/id.ts";
import type { Cell, Entity, LineRow, LogRow, Row } from "#domain/schema/entity.ts";
import type { Field, FieldValue } from "#domain/schema/field.ts";
import { hasForm } from "#domain/schema/form.ts";
import { isMark } from "#domain/schema/mark.ts";

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
  const projection = createProjection(entity, record);
  let seen = 0;
  for (const [path, value] of paths) {
    seen += 1;
    if (seen % PIECE === 0) yield;
    if (wanted(path)) projection.take(path, value);
  }
  return projection.row();
};

/** A row that is made of one path after the other, in any order. */
export interface Projection {
  readonly take: (path: string, value: FieldValue) => void;
  /** The row, once. */
  readonly row: () => Row;
}

/** What plain fields are called, looked up once for each kind. */
const fieldsOfKinds = new WeakMap<Entity, ReadonlyMap<string, Field>>();

const plainFields = (entity: Entity): ReadonlyMap<string, Field> => {
  let fields = fieldsOfKinds.get(entity);
  if (!fields) fieldsOfKinds.set(entity, (fields = new Map(Object.entries(entity.fields))));
  return fields;
};

export const createProjection = (entity: Entity, record: RecordId): Projection => {
  const row: Building = { id: record };
  const fields = plainFields(entity);
  let sets: Map<string, string[]> | null = null;
  let lines: Map<string, Map<string, Record<string, FieldValue>>> | null = null;
  let logs: Map<string, LogRow[]> | null = null;

  const takeOther = (path: string, value: FieldValue): void => {
    const target = parsePath(entity, path);
    if (!target) return;
    switch (target.at) {
      case "member":
        push((sets ??= new Map()), target.set, target.member);
        return;
      case "line":
        lineAt((lines ??= new Map()), target.list, target.key).added = value;
        return;
      case "lineField":
        if (hasForm(target.field, value)) lineAt((lines ??= new Map()), target.list, target.key)[target.name] = value;
        return;
      case "log":
        if (isMark(value)) push((logs ??= new Map()), target.log, { ...value, key: target.key });
        return;
      case "field":
      case "prose":
        return;
    }
  };

  return {
    take: (path, value) => {
      if (value === null || value === undefined) return;
      const field = fields.get(path);
      if (!field) takeOther(path, value);
      else if (hasForm(field, value)) row[path] = value;
    },
    row: () => {
      for (const [name, members] of sets ?? []) row[name] = members.sort();
      for (const [name, byKey] of lines ?? []) {
        const present = [...byKey.entries()].filter(([, line]) => isMark(line.added));
        present.sort(([a], [b]) => (a < b ? -1 : 1));
        if (present.length > 0) row[name] = present.map(([key, line]) => ({ ...line, key }) as unknown as LineRow);
      }
      for (const [name, entries] of logs ?? []) row[name] = entries.sort((a, b) => (a.key < b.key ? -1 : 1));
      return row as Row;
    },
  };
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
