import { kindOf, recordId } from "#domain/id.ts";
import { findEntity } from "#domain/entities/registry.ts";
import type { LiveSource, QueryContext, RowChange } from "#domain/query/context.ts";
import type { Row } from "#domain/schema/entity.ts";

export interface MemorySource extends LiveSource {
  readonly put: (...rows: readonly Row[]) => void;
  readonly remove: (id: string) => void;
}

/** Rows in a map, told of as the replica tells of them. */
export const createMemorySource = (rows: readonly Row[] = []): MemorySource => {
  const byId = new Map<string, Row>(rows.map((row) => [row.id, row]));
  const listeners = new Set<(changes: readonly RowChange[]) => void>();
  const tell = (changes: readonly RowChange[]): void => listeners.forEach((listener) => listener(changes));
  return {
    rows: (kind) => [...byId.values()].filter((row) => kindOf(row.id) === kind),
    row: (id) => byId.get(id),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    put: (...changed) => {
      tell(
        changed.map((after) => {
          const before = byId.get(after.id);
          byId.set(after.id, after);
          return { id: after.id, kind: kindOf(after.id), before, after };
        }),
      );
    },
    remove: (id) => {
      const before = byId.get(id);
      byId.delete(id);
      tell([{ id, kind: kindOf(id), before, after: undefined }]);
    },
  };
};

export const TODAY = "2026-11-22";
export const ME = recordId("user", "me");

export const contextOf = (source: { readonly row: QueryContext["row"] }, changed: Partial<QueryContext> = {}): QueryContext => ({
  now: Date.parse(`${TODAY}T04:00:00Z`),
  today: TODAY,
  offsetMinutes: 0,
  me: ME,
  locale: "zh-CN",
  entity: findEntity,
  row: source.row,
  ...changed,
});

/** A row of `kind` under a key; keys of tests need not be real ones. */
export const rowOf = (kind: string, key: string, fields: Omit<Row, "id"> = {}): Row => ({ id: recordId(kind, key), ...fields });

export const mark = (day: string, by = ME) => ({ by, at: Date.parse(`${day}T10:00:00Z`) });

/** Seeded numbers from 0 to 1 (mulberry32): the same seed gives the same test. */
export const createDice = (seed: number) => {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { next, below, pick: <T>(items: readonly T[]): T => items[below(items.length)] as T };
};
