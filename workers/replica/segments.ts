import type { DocId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Operation, ReplicaStorage, SegmentRows, SegmentSnapshots } from "./storage/storage.ts";

/** Documents per packed storage record. */
export const SEGMENT = 1_000;
/** Small records allowed before they are merged. */
export const SMALL_SEGMENTS = 200;

/** One acknowledged document. */
export interface Acknowledged {
  readonly doc: DocId;
  readonly seq: number;
  readonly row: Row;
  readonly snapshot: Uint8Array;
}

/** What a write does to the index, in a form that other tabs apply too. */
export interface SegmentsChange {
  readonly added: readonly { readonly segment: number; readonly docs: readonly DocId[]; readonly seqs: readonly number[]; readonly rows: readonly Row[] }[];
  readonly dropped: readonly number[];
  readonly gone: readonly DocId[];
}

/** Storage operations, and what to do in memory once they are stored. */
export interface SegmentsPlan {
  readonly operations: readonly Operation[];
  readonly change: SegmentsChange;
}

interface Place {
  segment: number;
  at: number;
  readonly seq: number;
  readonly row: Row;
}

interface Segment {
  /** Every document packed in the record, the superseded ones included. */
  readonly docs: readonly DocId[];
  live: number;
}

export interface Segments {
  /** Reads all rows; no content. */
  readonly load: () => Promise<void>;
  readonly row: (doc: DocId) => Row | undefined;
  readonly seq: (doc: DocId) => number | undefined;
  readonly docs: () => IterableIterator<DocId>;
  readonly size: () => number;
  readonly snapshots: (docs: readonly DocId[]) => Promise<ReadonlyMap<DocId, Uint8Array>>;
  /** Plans storing documents and removing every copy of others; of `anew`, which are among those stored, every earlier copy. */
  readonly plan: (entries: readonly Acknowledged[], gone: readonly DocId[], anew?: Iterable<DocId>) => Promise<SegmentsPlan>;
  /** Plans merging small and wasteful records; null when there is nothing to gain. */
  readonly planCompaction: () => Promise<SegmentsPlan | null>;
  /** Numbers of the packed records. */
  readonly numbers: () => readonly number[];
  /** Plans packing these records anew with rows made by `rowOf`. */
  readonly planRows: (numbers: readonly number[], rowOf: (entry: Acknowledged) => Row) => Promise<SegmentsPlan>;
  readonly apply: (change: SegmentsChange) => void;
}

export const packSnapshots = (snapshots: readonly Uint8Array[]): SegmentSnapshots => {
  const ends = new Uint32Array(snapshots.length);
  let length = 0;
  for (const [at, snapshot] of snapshots.entries()) ends[at] = length += snapshot.length;
  const bytes = new Uint8Array(length);
  for (const [at, snapshot] of snapshots.entries()) bytes.set(snapshot, at === 0 ? 0 : ends[at - 1]);
  return { ends, bytes };
};

export const unpackSnapshot = (packed: SegmentSnapshots, at: number): Uint8Array =>
  packed.bytes.slice(at === 0 ? 0 : packed.ends[at - 1], packed.ends[at]);

export const packRows = (entries: readonly Acknowledged[]): SegmentRows => ({
  docs: entries.map((entry) => entry.doc),
  seqs: entries.map((entry) => entry.seq),
  rows: JSON.stringify(entries.map((entry) => entry.row)),
});

/**
 * Acknowledged state: packed records in storage, rows and an index of places in memory. A document's newest record wins; the
 * newest is the one with the largest number, so numbers only grow and one writer at a time hands them out.
 */
export const createSegments = (storage: ReplicaStorage): Segments => {
  const places = new Map<DocId, Place>();
  const segments = new Map<number, Segment>();
  let next = 1;

  const insert = (segment: number, docs: readonly DocId[], seqs: readonly number[], rows: readonly Row[]): void => {
    next = Math.max(next, segment + 1);
    segments.set(segment, { docs, live: docs.length });
    for (const [at, doc] of docs.entries()) {
      release(doc);
      places.set(doc, { segment, at, seq: seqs[at] ?? 0, row: rows[at] as Row });
    }
  };

  const release = (doc: DocId): void => {
    const before = places.get(doc);
    const segment = before && segments.get(before.segment);
    if (segment) segment.live -= 1;
  };

  const read = async (docs: readonly DocId[]): Promise<Acknowledged[]> => {
    const contents = await snapshots(docs);
    return docs.flatMap((doc) => {
      const place = places.get(doc);
      const snapshot = contents.get(doc);
      return place && snapshot ? [{ doc, seq: place.seq, row: place.row, snapshot }] : [];
    });
  };

  const snapshots = async (docs: readonly DocId[]): Promise<ReadonlyMap<DocId, Uint8Array>> => {
    const wanted = new Map<number, { readonly doc: DocId; readonly at: number }[]>();
    for (const doc of docs) {
      const place = places.get(doc);
      if (!place) continue;
      const list = wanted.get(place.segment);
      if (list) list.push({ doc, at: place.at });
      else wanted.set(place.segment, [{ doc, at: place.at }]);
    }
    const numbers = [...wanted.keys()];
    const packed = await storage.getMany("snapshots", numbers);
    const found = new Map<DocId, Uint8Array>();
    for (const [i, number] of numbers.entries()) {
      const contents = packed[i];
      if (contents) for (const { doc, at } of wanted.get(number) ?? []) found.set(doc, unpackSnapshot(contents, at));
    }
    return found;
  };

  /** Packs entries into records and drops `dropped`. */
  const rewrite = (entries: readonly Acknowledged[], dropped: readonly number[], gone: readonly DocId[]): SegmentsPlan => {
    const operations: Operation[] = [];
    const added: SegmentsChange["added"][number][] = [];
    let number = next;
    for (let from = 0; from < entries.length; from += SEGMENT) {
      const part = entries.slice(from, from + SEGMENT);
      const rows = packRows(part);
      operations.push({ table: "rows", key: number, put: rows });
      operations.push({ table: "snapshots", key: number, put: packSnapshots(part.map((entry) => entry.snapshot)) });
      added.push({ segment: number, docs: rows.docs, seqs: rows.seqs, rows: part.map((entry) => entry.row) });
      number += 1;
    }
    for (const key of dropped) operations.push({ table: "rows", delete: key }, { table: "snapshots", delete: key });
    return { operations, change: { added, dropped, gone } };
  };

  const liveOf = (number: number, except: ReadonlySet<DocId>): readonly DocId[] =>
    (segments.get(number)?.docs ?? []).filter((doc) => places.get(doc)?.segment === number && !except.has(doc));

  return {
    load: async () => {
      places.clear();
      segments.clear();
      for (const [segment, packed] of await storage.entries("rows")) {
        insert(segment, packed.docs, packed.seqs, JSON.parse(packed.rows) as readonly Row[]);
      }
    },
    row: (doc) => places.get(doc)?.row,
    seq: (doc) => places.get(doc)?.seq,
    docs: () => places.keys(),
    size: () => places.size,
    snapshots,
    plan: async (entries, gone, anew = []) => {
      const newest = new Map(entries.map((entry) => [entry.doc, entry]));
      const goneSet = new Set(gone);
      const replaced = new Set([...goneSet, ...newest.keys()]);
      const removed = new Set([...goneSet, ...anew]);
      const holdsGone = (docs: readonly DocId[]): boolean => removed.size > 0 && docs.some((doc) => removed.has(doc));
      // A record that holds any copy of a document that must go, also a superseded one, is written anew without it.
      const tainted = [...segments].filter(([, { docs }]) => holdsGone(docs)).map(([number]) => number);
      const kept = await read(tainted.flatMap((number) => liveOf(number, replaced)));
      const emptied = new Map<number, number>();
      for (const doc of newest.keys()) {
        const at = places.get(doc)?.segment;
        if (at !== undefined) emptied.set(at, (emptied.get(at) ?? 0) + 1);
      }
      const empty = [...emptied].filter(([number, count]) => segments.get(number)?.live === count).map(([number]) => number);
      return rewrite([...kept, ...newest.values()], [...new Set([...tainted, ...empty])], gone);
    },
    planCompaction: async () => {
      const small = [...segments].filter(([, { docs }]) => docs.length < SEGMENT / 2).map(([number]) => number);
      const wasteful = [...segments].filter(([, { docs, live }]) => docs.length >= SEGMENT / 2 && live < docs.length / 2).map(([number]) => number);
      if (small.length <= SMALL_SEGMENTS && wasteful.length === 0) return null;
      const chosen = small.length > SMALL_SEGMENTS ? [...small, ...wasteful] : wasteful;
      const none = new Set<DocId>();
      return rewrite(await read(chosen.flatMap((number) => liveOf(number, none))), chosen, []);
    },
    numbers: () => [...segments.keys()],
    planRows: async (numbers, rowOf) => {
      const there = numbers.filter((number) => segments.has(number));
      const none = new Set<DocId>();
      const entries = await read(there.flatMap((number) => liveOf(number, none)));
      return rewrite(entries.map((entry) => ({ ...entry, row: rowOf(entry) })), there, []);
    },
    apply: ({ added, dropped, gone }) => {
      for (const { segment, docs, seqs, rows } of added) insert(segment, docs, seqs, rows);
      for (const number of dropped) segments.delete(number);
      for (const doc of gone) {
        release(doc);
        places.delete(doc);
      }
    },
  };
};
