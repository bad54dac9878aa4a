import type { AttentionItem, StorageProblem } from "#workers/replica/api.ts";
import type { Instant } from "#domain/clock.ts";
import type { DocId, Key, RecordId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import type { Change } from "#domain/record/change.ts";
import type { Hlc } from "#domain/record/hlc.ts";
import type { Result } from "#domain/result.ts";
import type { StoredParts } from "#workers/replica/packed/stored.ts";

/** Rows of up to 1,000 documents in one storage record, one part after the other, by kind and facet: IndexedDB's cost is per record. */
export type SegmentRows = StoredParts;

/** The same as earlier versions of the app stored it. */
export interface PlainSegmentRows {
  readonly docs: readonly DocId[];
  readonly seqs: readonly number[];
  /** JSON array of rows in the order of `docs`. */
  readonly rows: string;
}

/** The contents beside those rows: document `i`, counted through all parts, is `bytes[ends[i - 1] … ends[i])`. */
export interface SegmentSnapshots {
  readonly ends: Uint32Array;
  readonly bytes: Uint8Array;
}

/** What one transaction does to one document, as it waits on this device. */
export interface PendingDoc {
  readonly doc: DocId;
  readonly update: Uint8Array;
  readonly changes: readonly Change[];
  /** `fields`: written by the replica from the changes alone, so it can be written again. `page`: came from an open document. */
  readonly origin: "fields" | "page";
  /** Plain text, cut for rows, of each prose after this transaction. */
  readonly texts?: Readonly<Record<string, string>>;
}

export interface StoredTx {
  readonly id: Key;
  readonly docs: readonly PendingDoc[];
}

/**
 * New records, each a transaction of its own that makes its main document out of fields alone, bound into a sheaf: updates and lists of changes
 * follow from it.
 */
export interface StoredSheaf {
  /** The transactions, record by record. */
  readonly ids: readonly Key[];
  /** Who wrote the documents, and when, by the hybrid clock, each of their changes was made. */
  readonly client: number;
  readonly at: Hlc;
  readonly bytes: Uint8Array;
  /** Positions of those that still wait; all of them unless given. */
  readonly left?: readonly number[];
}

/** Everything one commit call wrote, in one storage record: transactions one by one, or a sheaf of them. */
export interface OutboxRecord {
  readonly at: Instant;
  readonly by: RecordId;
  readonly txs: readonly StoredTx[];
  readonly sheaf?: StoredSheaf;
  /** False when the device had no client ids of its own yet: written anew once it has. */
  readonly leased: boolean;
}

export interface StoredHistory {
  readonly entries: readonly HistoryEntry[];
  readonly more: boolean;
}

/** Key and value of every table. */
export interface Tables {
  readonly rows: readonly [number, SegmentRows | PlainSegmentRows];
  readonly snapshots: readonly [number, SegmentSnapshots];
  readonly outbox: readonly [number, OutboxRecord];
  readonly attention: readonly [string, AttentionItem];
  readonly history: readonly [string, StoredHistory];
  readonly meta: readonly [string, unknown];
  readonly local: readonly [string, string];
}

export type TableName = keyof Tables;
export const TABLES: readonly TableName[] = ["rows", "snapshots", "outbox", "attention", "history", "meta", "local"];

export type KeyOf<T extends TableName> = Tables[T][0];
export type ValueOf<T extends TableName> = Tables[T][1];

type PutOrDelete = {
  [T in TableName]:
    | { readonly table: T; readonly put: ValueOf<T>; readonly key: KeyOf<T> }
    | { readonly table: T; readonly delete: KeyOf<T> };
}[TableName];

/** One step of a write. `add` gives the record the next number, counted across all tabs. */
export type Operation = PutOrDelete | { readonly table: "outbox"; readonly add: OutboxRecord };

/** `strict`: on disk when the promise resolves. `relaxed`: with the operating system. */
export type Durability = "strict" | "relaxed";

/** What the replica needs of a storage. All operations of one `write` happen or none does. */
export interface ReplicaStorage {
  /** Where there is such a thing: until then, what the relay said is in memory alone, and gone with the thread. */
  readonly kept?: Promise<void>;
  readonly open: () => Promise<Result<true, StorageProblem>>;
  readonly get: <T extends TableName>(table: T, key: KeyOf<T>) => Promise<ValueOf<T> | undefined>;
  readonly getMany: <T extends TableName>(table: T, keys: readonly KeyOf<T>[]) => Promise<readonly (ValueOf<T> | undefined)[]>;
  /** Every record in order of key. */
  readonly entries: <T extends TableName>(table: T) => Promise<readonly (readonly [KeyOf<T>, ValueOf<T>])[]>;
  /** Answers the keys given to the `add` operations, in order. */
  readonly write: (operations: readonly Operation[], durability: Durability) => Promise<Result<readonly number[], StorageProblem>>;
  /** Takes `count` numbers of a counter that all tabs share, none below `atLeast`; answers the first. Durable before it resolves. */
  readonly take: (counter: string, count: number, atLeast: number) => Promise<Result<number, StorageProblem>>;
  /** Takes the first `count` texts, or as many as there are, of a list in `meta` that all tabs share. Durable before it resolves. */
  readonly takeFirst: (list: string, count: number) => Promise<Result<readonly string[], StorageProblem>>;
  /** Removes everything. */
  readonly clear: () => Promise<void>;
  readonly close: () => void;
  /** Called when the storage is taken away while in use: deleted by the user, or opened by a newer version of the app. */
  readonly onLost: (call: () => void) => void;
}
