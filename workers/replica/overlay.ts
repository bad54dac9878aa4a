import type { RecordId } from "#domain/id.ts";
import type { Change } from "#domain/record/change.ts";
import { linePath, logPath, memberPath, type Path } from "#domain/record/path.ts";
import { projectPaths } from "#domain/record/project.ts";
import type { Cell, Entity, LineRow, LogRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/** The paths and values that a row stands for: the inverse of projection, for what a row keeps. */
export const pathsOf = (entity: Entity, row: Row): Map<Path, FieldValue> => {
  const paths = new Map<Path, FieldValue>();
  for (const name of Object.keys(entity.fields)) {
    const value = row[name];
    if (value !== undefined && value !== null) paths.set(name, value as FieldValue);
  }
  for (const set of Object.keys(entity.sets ?? {})) {
    for (const member of (row[set] ?? []) as readonly string[]) paths.set(memberPath(set, member), 1);
  }
  for (const list of Object.keys(entity.lines ?? {})) {
    for (const { key, added, ...fields } of (row[list] ?? []) as readonly LineRow[]) {
      paths.set(linePath(list, key), added);
      for (const [name, value] of Object.entries(fields)) if (value !== undefined) paths.set(linePath(list, key, name), value);
    }
  }
  for (const log of Object.keys(entity.logs ?? {})) {
    for (const { key, ...entry } of (row[log] ?? []) as readonly LogRow[]) paths.set(logPath(log, key), entry);
  }
  return paths;
};

/** The value at a path as a row shows it; null when nothing is there. */
export const valueInRow = (row: Row | undefined, path: Path): FieldValue => {
  if (!row) return null;
  const [head = "", name = "", key = "", field] = path.split("/");
  switch (head) {
    case "set":
      return ((row[name] ?? []) as readonly string[]).includes(path.slice(head.length + name.length + 2)) ? 1 : null;
    case "line": {
      const line = ((row[name] ?? []) as readonly LineRow[]).find((line) => line.key === key);
      return line?.[field ?? "added"] ?? null;
    }
    case "log": {
      const entry = ((row[name] ?? []) as readonly LogRow[]).find((entry) => entry.key === key);
      if (!entry) return null;
      const { key: _key, ...value } = entry;
      return value;
    }
    default:
      return (row[path] ?? null) as FieldValue;
  }
};

/** Pending changes of one document, oldest first. */
export interface Pending {
  readonly changes: readonly Change[];
  /** The row that these changes alone make, where it is at hand. */
  readonly row?: Row | undefined;
  readonly texts?: Readonly<Record<string, string>>;
}

/** A row with pending changes on top: what its author sees until the relay has judged them. */
export const overlay = (entity: Entity, record: RecordId, row: Row | undefined, pending: readonly Pending[]): Row => {
  const paths = row ? pathsOf(entity, row) : new Map<Path, FieldValue>();
  const texts: Record<string, string> = {};
  for (const { changes, texts: after } of pending) {
    for (const { path, to } of changes) {
      if (path.startsWith("prose/")) continue;
      if (to === null) paths.delete(path);
      else paths.set(path, to);
    }
    Object.assign(texts, after);
  }
  const built: Record<string, Cell> = projectPaths(entity, record, paths) as Record<string, Cell>;
  for (const name of Object.keys(entity.prose ?? {})) {
    const text = texts[name] ?? row?.[name];
    if (text !== undefined && text !== "") built[name] = text;
  }
  return built as Row;
};
