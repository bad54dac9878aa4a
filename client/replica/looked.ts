import { createSignal } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import { findEntity } from "#client/replica/seen.ts";
import { kindOf } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { ReplicaApi } from "#workers/replica/api.ts";
import { rowPaths, shownAt } from "./row-paths.ts";

/** What each record opened on this device looked like when its person last looked: for a quiet mark on what has changed since. */
export interface Looked {
  /** Parts of the page that have changed since; none for a record that was never opened here, or not lately. */
  readonly since: (row: Row) => ReadonlySet<string>;
  /** The person sees this. */
  readonly look: (row: Row) => void;
  /** The person wrote `paths` of a record without opening it: that is no news to them. */
  readonly wrote: (row: Row, paths: readonly string[]) => void;
  readonly knows: (record: RecordId) => boolean;
}

const NAME = "looked";
/** Records remembered: those looked at last. */
const KEPT = 200;
/** Pause before what was looked at is stored, in milliseconds. */
const SETTLE = 1_000;

type Seen = Readonly<Record<string, number>>;

/** FNV-1a: two values that differ have different marks but for one pair in four thousand million. */
const markOf = (value: FieldValue): number => {
  let mark = 0x811c9dc5;
  for (const letter of JSON.stringify(value)) mark = Math.imul(mark ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return mark;
};

const seenIn = (row: Row): Seen => {
  const entity = findEntity(kindOf(row.id));
  return entity ? Object.fromEntries([...rowPaths(entity, row)].map(([path, value]) => [path, markOf(value)])) : {};
};

const read = (stored: string | null): readonly (readonly [string, Seen])[] => {
  try {
    const value: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(value) ? (value as readonly (readonly [string, Seen])[]) : [];
  } catch {
    return [];
  }
};

const NONE: ReadonlySet<string> = new Set();

export const createLooked = (local: Pick<ReplicaApi, "getLocal" | "setLocal">): Looked => {
  const seen = new Map<string, Seen>();
  const [changes, setChanges] = createSignal(0);
  let timer: ReturnType<typeof setTimeout> | undefined;

  void local.getLocal(NAME).then((stored) => {
    const later = [...seen];
    seen.clear();
    for (const [record, marks] of [...read(stored), ...later]) seen.set(record, marks);
    setChanges((count) => count + 1);
  });

  const keep = (record: string, marks: Seen): void => {
    seen.delete(record);
    seen.set(record, marks);
    for (const oldest of seen.keys()) if (seen.size > KEPT) seen.delete(oldest);
    setChanges((count) => count + 1);
    clearTimeout(timer);
    timer = setTimeout(() => void local.setLocal({ [NAME]: JSON.stringify([...seen]) }), SETTLE);
  };

  return {
    knows: (record) => seen.has(record),
    since: (row) => {
      changes();
      const before = seen.get(row.id);
      if (!before) return NONE;
      const now = seenIn(row);
      const paths = new Set([...Object.keys(before), ...Object.keys(now)]);
      return new Set([...paths].filter((path) => before[path] !== now[path]).map(shownAt));
    },
    look: (row) => keep(row.id, seenIn(row)),
    wrote: (row, paths) => {
      const before = seen.get(row.id);
      if (!before) return;
      const now = seenIn(row);
      const marks: Record<string, number> = { ...before };
      for (const path of paths) {
        const mark = now[path];
        if (mark === undefined) delete marks[path];
        else marks[path] = mark;
      }
      keep(row.id, marks);
    },
  };
};
