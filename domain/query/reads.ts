import type { Entity } from "#domain/schema/entity.ts";
import { same } from "#domain/same.ts";
import { findColumn } from "./column.ts";
import type { QueryContext, RowChange } from "./context.ts";
import { pathsOf } from "./filter.ts";
import type { Query } from "./query.ts";

/** What of which kinds an answer depends on: the names of fields, sets, lists and logs, or everything. */
export type Reads = ReadonlyMap<string, ReadonlySet<string> | "all">;

export type ReadsInMaking = Map<string, Set<string> | "all">;

/** Fields that are read whatever is asked: a record in the recycle bin is in no answer. */
const ALWAYS = ["deleted"];

export const readAll = (into: ReadsInMaking, kind: string): void => void into.set(kind, "all");

export const readField = (into: ReadsInMaking, kind: string, field: string): void => {
  const known = into.get(kind);
  if (known === "all") return;
  if (known) known.add(field);
  else into.set(kind, new Set([...ALWAYS, field]));
};

/** A field of a kind, or all that goes into a derived one. */
const readNamed = (into: ReadsInMaking, entity: Entity, name: string): void => {
  const derived = entity.derived?.[name];
  if (!derived) readField(into, entity.kind, name);
  else if (!derived.from) readAll(into, entity.kind);
  else for (const path of derived.from) readField(into, entity.kind, path.split(".", 1)[0] ?? path);
};

/** Everything that the column of a path reads, of its own kind and of those that it leads through. */
export const readPath = (into: ReadsInMaking, entity: Entity, path: string, context: QueryContext): void => {
  readNamed(into, entity, path.split(".", 1)[0] ?? path);
  for (const { kind, field } of findColumn(entity, path, context)?.reads ?? []) {
    const target = context.entity(kind);
    if (target) readNamed(into, target, field);
  }
};

/** The names by which records of a kind are shown and ordered. */
export const readTitles = (into: ReadsInMaking, kind: string, context: QueryContext): void => {
  const target = context.entity(kind);
  if (target) readField(into, kind, target.title);
};

/** What the result of a query depends on: all of its own records, of others what filter and sort look at, and all that it is searched through. */
export const readsOfQuery = ({ kind, filter, sort = [], search }: Query, context: QueryContext): Reads => {
  const reads: ReadsInMaking = new Map();
  const entity = context.entity(kind);
  for (const path of [...(filter ? pathsOf(filter) : []), ...sort.map(({ by }) => by)]) {
    if (!entity) break;
    readPath(reads, entity, path, context);
    const to = findColumn(entity, path, context)?.to;
    if (to) readTitles(reads, to, context);
  }
  for (const path of search === undefined ? [] : (entity?.searchedThrough ?? [])) {
    const to = entity && findColumn(entity, path, context)?.to;
    if (to) readAll(reads, to);
  }
  readAll(reads, kind);
  return reads;
};

/** Whether a record came, went, or has another value in the field. Lists are built anew with every change of their record, so they are compared by content. */
export const changesField = ({ before, after }: RowChange, field: string): boolean => !before || !after || !same(before[field], after[field]);
