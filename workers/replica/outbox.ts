import type { DocId, Key, RecordId } from "#domain/id.ts";
import type { Operation, OutboxRecord, PendingDoc, ReplicaStorage, StoredTx } from "./storage/storage.ts";

/**
 * - new: never handed to a connection. - sent: on the present connection, unanswered.
 * - unknown: handed to a connection that is gone, or found in storage: it is sent again as it is.
 * - stale: the relay wants it written anew on the present state. - rewrite: the same, though the relay has not
 *   judged it: it keeps its id. - durable: at the relay, waits for the feed to reach `seq`.
 */
export type Progress =
  | { readonly is: "new" | "sent" | "unknown" | "stale" | "rewrite" }
  | { readonly is: "durable"; readonly seq: number };

/** A transaction of this device that its acknowledged state does not contain yet. */
export interface PendingTx {
  id: Key;
  docs: readonly PendingDoc[];
  progress: Progress;
  readonly record: number;
  readonly at: number;
  leased: boolean;
}

interface Kept {
  readonly at: number;
  readonly by: RecordId;
  readonly txs: readonly PendingTx[];
}

export interface OutboxChange {
  readonly put: readonly (readonly [number, OutboxRecord])[];
  readonly deleted: readonly number[];
}

export interface Outbox {
  readonly load: () => Promise<void>;
  /** Takes in a stored record, of this tab or another. */
  readonly add: (key: number, record: OutboxRecord, progress: "new" | "unknown") => void;
  readonly all: () => readonly PendingTx[];
  /** Number of the newest record; 0 when there is none. */
  readonly last: () => number;
  readonly ofDoc: (doc: DocId) => readonly PendingTx[];
  readonly has: (doc: DocId) => boolean;
  readonly find: (id: Key) => PendingTx | undefined;
  /** Smallest id of a transaction. */
  readonly oldest: () => Key | null;
  /** Transactions the relay has not made durable. */
  readonly waiting: () => number;
  /** Plans removing some transactions and putting others in place of what they were. */
  readonly plan: (removed: ReadonlySet<PendingTx>, replaced: ReadonlyMap<PendingTx, StoredTx>) => { readonly operations: readonly Operation[]; readonly change: OutboxChange };
  /** Applies a planned change; answers the documents concerned. */
  readonly apply: (change: OutboxChange) => ReadonlySet<DocId>;
}

const storedOf = (tx: PendingTx): StoredTx => ({ id: tx.id, docs: tx.docs });

/** What waits for the relay, in the order of its storage records. Memory mirrors storage; storage is written first. */
export const createOutbox = (storage: ReplicaStorage): Outbox => {
  const records = new Map<number, Kept>();
  const byDoc = new Map<DocId, Set<PendingTx>>();
  const byId = new Map<Key, PendingTx>();
  let order: PendingTx[] | null = null;

  const index = (tx: PendingTx): void => {
    byId.set(tx.id, tx);
    for (const { doc } of tx.docs) {
      const set = byDoc.get(doc);
      if (set) set.add(tx);
      else byDoc.set(doc, new Set([tx]));
    }
  };

  const unindex = (tx: PendingTx): void => {
    byId.delete(tx.id);
    for (const { doc } of tx.docs) {
      const set = byDoc.get(doc);
      set?.delete(tx);
      if (set?.size === 0) byDoc.delete(doc);
    }
  };

  const set = (key: number, record: OutboxRecord, progress: (tx: StoredTx) => Progress): void => {
    const txs = record.txs.map((tx): PendingTx => ({ ...tx, progress: progress(tx), record: key, at: record.at, leased: record.leased }));
    for (const tx of records.get(key)?.txs ?? []) unindex(tx);
    records.set(key, { at: record.at, by: record.by, txs });
    for (const tx of txs) index(tx);
    order = null;
  };

  const all = (): readonly PendingTx[] => {
    order ??= [...records].sort(([a], [b]) => a - b).flatMap(([, kept]) => kept.txs);
    return order;
  };

  return {
    load: async () => {
      records.clear();
      byDoc.clear();
      byId.clear();
      order = null;
      for (const [key, record] of await storage.entries("outbox")) set(key, record, () => ({ is: "unknown" }));
    },
    add: (key, record, progress) => {
      set(key, record, () => ({ is: progress }));
    },
    all,
    last: () => Math.max(0, ...records.keys()),
    ofDoc: (doc) => {
      const set = byDoc.get(doc);
      if (!set) return [];
      return set.size === 1 ? [...set] : [...set].sort((a, b) => a.record - b.record);
    },
    has: (doc) => byDoc.has(doc),
    find: (id) => byId.get(id),
    oldest: () => all().reduce<Key | null>((oldest, { id }) => (oldest === null || id < oldest ? id : oldest), null),
    waiting: () => all().reduce((count, tx) => (tx.progress.is === "durable" ? count : count + 1), 0),
    plan: (removed, replaced) => {
      const put: (readonly [number, OutboxRecord])[] = [];
      const deleted: number[] = [];
      const touched = new Set([...removed, ...replaced.keys()].map((tx) => tx.record));
      for (const key of touched) {
        const kept = records.get(key);
        if (!kept) continue;
        const txs = kept.txs.filter((tx) => !removed.has(tx)).map((tx) => replaced.get(tx) ?? storedOf(tx));
        const leased = kept.txs.every((tx) => tx.leased || removed.has(tx) || replaced.has(tx));
        if (txs.length === 0) deleted.push(key);
        else put.push([key, { at: kept.at, by: kept.by, txs, leased }]);
      }
      const operations: Operation[] = [
        ...put.map(([key, record]) => ({ table: "outbox" as const, key, put: record })),
        ...deleted.map((key) => ({ table: "outbox" as const, delete: key })),
      ];
      return { operations, change: { put, deleted } };
    },
    apply: ({ put, deleted }) => {
      const docs = new Set<DocId>();
      const note = (key: number): void => {
        for (const tx of records.get(key)?.txs ?? []) for (const { doc } of tx.docs) docs.add(doc);
      };
      for (const key of deleted) {
        note(key);
        for (const tx of records.get(key)?.txs ?? []) unindex(tx);
        records.delete(key);
      }
      for (const [key, record] of put) {
        note(key);
        const before = new Map((records.get(key)?.txs ?? []).map((tx) => [tx.id, tx]));
        // A transaction with the same content keeps how far it has come; one written anew starts again.
        set(key, record, (tx) => {
          const known = before.get(tx.id);
          return known && known.docs.every(({ update }, at) => update === tx.docs[at]?.update) ? known.progress : { is: "new" };
        });
        note(key);
      }
      order = null;
      return docs;
    },
  };
};
