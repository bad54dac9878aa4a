import { linePath, logPath, memberPath } from "#domain/record/path.ts";
import { sameValue } from "#domain/record/change.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { linesOf, logOf, membersOf } from "#domain/schema/read.ts";

/** A row as the paths that its document holds; derived columns and prose are left out. */
export const rowPaths = (entity: Entity, row: Row): ReadonlyMap<string, FieldValue> => {
  const paths = new Map<string, FieldValue>();
  for (const name of Object.keys(entity.fields)) {
    const value = row[name];
    if (value !== undefined && value !== null && !Array.isArray(value)) paths.set(name, value as FieldValue);
  }
  for (const set of Object.keys(entity.sets ?? {})) for (const member of membersOf(row, set)) paths.set(memberPath(set, member), 1);
  for (const list of Object.keys(entity.lines ?? {})) {
    for (const { key, added, ...fields } of linesOf(row, list)) {
      paths.set(linePath(list, key), added);
      for (const [name, value] of Object.entries(fields)) if (value !== undefined && value !== null) paths.set(linePath(list, key, name), value);
    }
  }
  for (const log of Object.keys(entity.logs ?? {})) for (const { key, ...entry } of logOf(row, log)) paths.set(logPath(log, key), entry);
  return paths;
};

/** Paths whose value differs between two states of a record, with what stands now. */
export const changedPaths = (
  before: ReadonlyMap<string, FieldValue>,
  after: ReadonlyMap<string, FieldValue>,
): ReadonlyMap<string, FieldValue> => {
  const changed = new Map<string, FieldValue>();
  for (const [path, value] of after) if (!sameValue(before.get(path) ?? null, value)) changed.set(path, value);
  for (const path of before.keys()) if (!after.has(path)) changed.set(path, null);
  return changed;
};

/** The part of the page that shows `path`: a set as a whole, a line's own cells, else the field itself. */
export const shownAt = (path: string): string => (path.startsWith("set/") ? (path.split("/")[1] ?? path) : path);

/** What stands at one path of a row; null when nothing does. */
export const valueInPaths = (entity: Entity, row: Row, path: string): FieldValue => rowPaths(entity, row).get(path) ?? null;
