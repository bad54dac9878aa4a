import type { DocId, Key } from "#domain/id.ts";
import type { Hlc } from "#domain/record/hlc.ts";
import type { Pending } from "./overlay.ts";
import { isOfSheaf, pendingOfSheaf, sheafTxs } from "./sheaf-txs.ts";
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
  readonly of: OutboxRecord;
  readonly txs: readonly PendingTx[];
}

export interface OutboxChange {
  readonly put: readonly (readonly [number, OutboxRecord])[];
  readonly deleted: readonly number[];
}

export interface Outbox {
  readonly load: () => Promise<void>;
  /** Takes in a stored record, of this tab or another; answers the documents concerned. */
  readonly add: (key: number, record: OutboxRecord, progress: "new" | "unknown") => readonly DocId[];
  readonly all: () => readonly PendingTx[];
  /** Number of the newest record; 0 when there is none. */
  readonly last: () => number;
  readonly ofDoc: (doc: DocId) => readonly PendingTx[];
  /** What waits for a document, oldest first, as rows are made of it. */
  readonly pending: (doc: DocId) => readonly Pending[];
  /** Every document that something waits for. */
  readonly docs: () => Iterable<DocId>;
  /** Readings of the clock that what waits was made at. */
  readonly clocks: () => Iterable<Hlc>;
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

const sameBytes = (a: Uint8Array, b: Uint8Array | undefined): boolean => a === b || (b !== undefined && a.length === b.length && a.every((byte, at) => byte === b[at]));

/** What a sheaf makes anew each time is compared by what it says. */
const sameContent = (tx: PendingTx, { docs }: StoredTx): boolean => tx.docs.every(({ update }, at) => (isOfSheaf(tx) ? sameBytes(update, docs[at]?.update) : update === docs[at]?.update));

const NEW: Progress = { is: "new" };
const UNKNOWN: Progress = { is: "unknown" };

const docsOf = (tx: PendingTx): readonly DocId[] => (isOfSheaf(tx) ? [tx.doc] : tx.docs.map(({ doc }) => doc));

const storedOf = (tx: PendingTx): StoredTx => ({ id: tx.id, docs: tx.docs });

/** What waits for the relay, in the order of its storage records. Memory mirrors storage; storage is written first. */
export const createOutbox = (storage: ReplicaStorage): Outbox => {
  const records = new Map<number, Kept>();
  const byDoc = new Map<DocId, PendingTx | readonly PendingTx[]>();
  const byId = new Map<Key, PendingTx>();
  let order: PendingTx[] | null = null;

  const listOf = (doc: DocId): readonly PendingTx[] => {
    const found = byDoc.get(doc);
    if (found === undefined) return [];
    return Array.isArray(found) ? (found as readonly PendingTx[]) : [found as PendingTx];
  };

  const putList = (doc: DocId, txs: readonly PendingTx[]): void => {
    const [only] = txs;
    if (only === undefined) byDoc.delete(doc);
    else byDoc.set(doc, txs.length === 1 ? only : txs);
  };

  const index = (tx: PendingTx, docs: Iterable<DocId>): void => {
    byId.set(tx.id, tx);
    for (const doc of docs) putList(doc, [...listOf(doc), tx]);
  };

  const unindex = (tx: PendingTx): void => {
    byId.delete(tx.id);
    for (const doc of docsOf(tx)) putList(doc, listOf(doc).filter((other) => other !== tx));
  };

  const set = (key: number, record: OutboxRecord, progress: (id: Key, tx: StoredTx | null) => Progress): void => {
    for (const tx of records.get(key)?.txs ?? []) unindex(tx);
    const txs = record.txs.map((tx): PendingTx => ({ ...tx, progress: progress(tx.id, tx), record: key, at: record.at, leased: record.leased }));
    for (const tx of txs) index(tx, docsOf(tx));
    for (const tx of record.sheaf ? sheafTxs(key, record, record.sheaf, (id) => progress(id, null)) : []) {
      txs.push(tx);
      index(tx, [tx.doc]);
    }
    records.set(key, { of: record, txs });
    order = null;
  };

  const all = (): readonly PendingTx[] => {
    order ??= [...records].sort(([a], [b]) => a - b).flatMap(([, kept]) => kept.txs);
    return order;
  };

  const ofDoc = (doc: DocId): readonly PendingTx[] => {
    const txs = listOf(doc);
    return txs.length < 2 ? txs : [...new Set(txs)].sort((a, b) => a.record - b.record);
  };

  return {
    load: async () => {
      const stored = await storage.entries("outbox");
      // At no moment does it look as if nothing waited.
      records.clear();
      byDoc.clear();
      byId.clear();
      order = null;
      for (const [key, record] of stored) set(key, record, () => UNKNOWN);
    },
    add: (key, record, progress) => {
      set(key, record, () => (progress === "new" ? NEW : UNKNOWN));
      return (records.get(key)?.txs ?? []).flatMap(docsOf);
    },
    all,
    last: () => Math.max(0, ...records.keys()),
    ofDoc,
    pending: (doc) => ofDoc(doc).flatMap((tx): readonly Pending[] => (isOfSheaf(tx) ? [pendingOfSheaf(tx)] : tx.docs.filter((part) => part.doc === doc))),
    docs: () => byDoc.keys(),
    clocks: function* () {
      for (const { of, txs } of records.values()) {
        if (of.sheaf) yield of.sheaf.at;
        for (const tx of txs) if (!isOfSheaf(tx)) for (const part of tx.docs) for (const { at } of part.changes) yield at;
      }
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
        const { at, by, sheaf } = kept.of;
        const left = kept.txs.filter((tx) => !removed.has(tx));
        const leased = left.every((tx) => tx.leased || replaced.has(tx));
        const places = left.flatMap((tx) => (isOfSheaf(tx) ? [tx.place] : []));
        if (left.length === 0) deleted.push(key);
        // A sheaf is one writer's: once one of it is written anew, all of it is kept one by one.
        else if (sheaf && places.length === left.length && !left.some((tx) => replaced.has(tx))) put.push([key, { at, by, txs: [], sheaf: { ...sheaf, left: places }, leased }]);
        else put.push([key, { at, by, txs: left.map((tx) => replaced.get(tx) ?? storedOf(tx)), leased }]);
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
        for (const tx of records.get(key)?.txs ?? []) for (const doc of docsOf(tx)) docs.add(doc);
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
        set(key, record, (id, tx) => {
          const known = before.get(id);
          return known && (tx === null || sameContent(known, tx)) ? known.progress : NEW;
        });
        note(key);
      }
      order = null;
      return docs;
    },
  };
};
