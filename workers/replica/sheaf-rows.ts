import { findEntity } from "#domain/entities/registry.ts";
import { kindOf } from "#domain/id.ts";
import { projectPaths } from "#domain/record/project.ts";
import { entriesAt, targetOf, type Shape, type Sheaf } from "#domain/record/sheaf.ts";
import type { Entity, LogRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue, LogEntry } from "#domain/schema/field.ts";

/** Where a path of a shape goes in the row, told by its first cell. */
interface Place {
  readonly is: "field" | "member" | "log";
  readonly name: string;
}

interface Places {
  readonly entity: Entity;
  /** Null where it takes the projection of every single record. */
  readonly all: readonly Place[] | null;
  /** All names, nothing under them: copies of it are one small piece of memory each. */
  readonly form: Readonly<Record<string, unknown>>;
}

const placesOfShapes = new WeakMap<Shape, Places>();

const findPlaces = (entity: Entity, shape: Shape): readonly Place[] | null => {
  const places: Place[] = [];
  for (const entry of shape) {
    const target = targetOf(entity, entry);
    if (target?.at === "field") places.push({ is: "field", name: target.name });
    else if (target?.at === "member") places.push({ is: "member", name: target.set });
    else if (target?.at === "log") places.push({ is: "log", name: target.log });
    else return null;
  }
  return places;
};

/** Records of one shape follow each other: what a shape is of one kind is kept until another kind asks. */
const placesOf = (entity: Entity, shape: Shape): Places => {
  const known = placesOfShapes.get(shape);
  if (known?.entity === entity) return known;
  const all = findPlaces(entity, shape);
  const form = { id: "", ...Object.fromEntries((all ?? []).map(({ name }) => [name, undefined])) };
  const made = { entity, all, form };
  placesOfShapes.set(shape, made);
  return made;
};

/** Of a member, itself; of an entry, its key. */
const orderOf = (item: string | LogRow): string => (typeof item === "string" ? item : item.key);

/** The row of record `at` of a planned sheaf, as projecting its document gives it. */
export const rowOfSheaf = (sheaf: Sheaf, at: number): Row | undefined => {
  const record = sheaf.records[at];
  const entity = record === undefined ? undefined : findEntity(kindOf(record));
  if (record === undefined || !entity) return undefined;
  const { cells, values } = sheaf;
  const { all: places, form } = placesOf(entity, sheaf.shapes[sheaf.shapeOf[at] ?? 0] ?? []);
  if (!places) return projectPaths(entity, record, entriesAt(sheaf, at));
  const row: Record<string, unknown> = { ...form };
  row["id"] = record;
  let cell = sheaf.starts[at] ?? 0;
  let lists: (string | LogRow)[][] | null = null;
  for (const { is, name } of places) {
    const first = values[cells[cell++] ?? 0] ?? null;
    if (is === "field") {
      row[name] = first;
      continue;
    }
    const value: FieldValue = values[cells[cell++] ?? 0] ?? null;
    const item = is === "member" ? String(first) : ({ ...(value as LogEntry), key: String(first) } as unknown as LogRow);
    const list = row[name] as (string | LogRow)[] | undefined;
    if (list) (lists ??= []).push(list);
    if (list) list.push(item);
    else row[name] = [item];
  }
  for (const list of lists ?? []) list.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  return row as unknown as Row;
};
