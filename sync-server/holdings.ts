import { ENTITIES } from "#domain/entities/registry.ts";
import { facetOf, kindOf, recordOf, type RecordId } from "#domain/id.ts";
import { isPooled, type Row } from "#domain/schema/entity.ts";
import { isDeleted, textOf } from "#domain/schema/read.ts";
import type { Published } from "./batch.ts";
import type { Storage } from "./storage/storage.ts";

const POOLED = new Set(ENTITIES.filter(isPooled).map(({ kind }) => kind));

/** By whom a record is held from which pool, as one text; null for one that nobody holds from a pool. */
export const holdingOf = (row: Row | null): string | null => {
  const [pool, owner] = row && !isDeleted(row) ? [textOf(row, "pool"), textOf(row, "owner")] : [null, null];
  return pool === null || owner === null ? null : holdingKey(pool, owner);
};

export const holdingKey = (pool: string, owner: string): string => `${pool} ${owner}`;

/** Which records people hold from pools. Kept right from the first question on. */
export interface Holdings {
  /** By what was durable before the present commit. */
  readonly of: (pool: RecordId, owner: RecordId) => Promise<ReadonlySet<RecordId>>;
  readonly committed: (published: readonly Published[]) => void;
  readonly clear: () => void;
}

export const createHoldings = (storage: Storage): Holdings => {
  const held = new Map<string, Set<RecordId>>();
  const known = new Map<RecordId, string>();
  let loading: Promise<void> | null = null;

  const put = (record: RecordId, row: Row | null): void => {
    const before = known.get(record);
    if (before !== undefined) held.get(before)?.delete(record);
    const key = holdingOf(row);
    if (key === null) {
      known.delete(record);
      return;
    }
    known.set(record, key);
    held.set(key, (held.get(key) ?? new Set()).add(record));
  };

  const load = async (): Promise<void> => {
    held.clear();
    known.clear();
    for (const kind of POOLED) for (const { doc, row } of await storage.ofKind(kind)) put(recordOf(doc), row);
  };

  const clear = (): void => {
    loading = null;
  };

  return {
    of: async (pool, owner) => {
      loading ??= load();
      await loading.catch((error: unknown) => {
        clear();
        throw error;
      });
      return held.get(holdingKey(pool, owner)) ?? new Set();
    },
    committed: (published) => {
      if (loading === null) return;
      for (const { doc, after } of published) {
        const record = recordOf(doc);
        if (facetOf(doc) === null && POOLED.has(kindOf(record))) put(record, after?.row ?? null);
      }
    },
    clear,
  };
};
