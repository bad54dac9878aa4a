import { recordOf, type DocId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { docsOfPart, numberIn, packPart, typeOf, type PackedPart } from "./packed/part.ts";
import { readRows } from "./packed/read.ts";
import { partsOf, storeParts } from "./packed/stored.ts";
import { createSegmentIndex, type NewPart, type SegmentIndex } from "./segment-index.ts";
import type { Operation, PlainSegmentRows, ReplicaStorage, SegmentRows, SegmentSnapshots } from "./storage/storage.ts";

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

/** One packed record that a write adds. */
export interface AddedSegment {
  readonly segment: number;
  readonly parts: readonly PackedPart[];
  /** The documents are those that were there before, in another record. */
  readonly moved: boolean;
}

/** What a write does to the index, in a form that other tabs apply too. */
export interface SegmentsChange {
  readonly added: readonly AddedSegment[];
  readonly dropped: readonly number[];
  readonly gone: readonly DocId[];
}

/** Storage operations, and what to do in memory once they are stored. */
export interface SegmentsPlan {
  readonly operations: readonly Operation[];
  readonly change: SegmentsChange;
}

export interface Segments extends Pick<SegmentIndex, "row" | "seq" | "docs" | "slots" | "place" | "packedAt" | "packs" | "settle"> {
  /** Reads what there is of rows; no content. */
  readonly load: () => Promise<void>;
  readonly snapshots: (docs: readonly DocId[]) => Promise<ReadonlyMap<DocId, Uint8Array>>;
  /** Plans storing documents and removing every copy of others; of `anew`, which are among those stored, every earlier copy. */
  readonly plan: (entries: readonly Acknowledged[], gone: readonly DocId[], anew?: Iterable<DocId>) => Promise<SegmentsPlan>;
  /** Plans merging small and wasteful records; null when there is nothing to gain. */
  readonly planCompaction: () => Promise<SegmentsPlan | null>;
  /** Numbers of the packed records. */
  readonly numbers: () => readonly number[];
  /** Those of them that an earlier version of the app wrote. */
  readonly plainNumbers: () => readonly number[];
  /** Plans packing these records anew; with `rowOf`, with the rows that it makes. */
  readonly planRows: (numbers: readonly number[], rowOf?: (entry: Acknowledged) => Row) => Promise<SegmentsPlan>;
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

const byType = <E extends { readonly doc: DocId }>(entries: readonly E[]): ReadonlyMap<string, readonly E[]> => {
  const types = new Map<string, E[]>();
  for (const entry of entries) {
    const type = typeOf(entry.doc);
    const known = types.get(type);
    if (known) known.push(entry);
    else types.set(type, [entry]);
  }
  return types;
};

/** One stored record as earlier versions of the app stored it: documents in the order of its contents. */
export const unpackSegment = (stored: SegmentRows | PlainSegmentRows): PlainSegmentRows => {
  if ("docs" in stored) return stored;
  const parts = partsOf(stored).map(({ read }) => read());
  const docs = parts.map(docsOfPart);
  const rows = parts.flatMap(({ pack }, at) => readRows(pack, (docs[at] ?? []).map(recordOf)));
  return { docs: docs.flat(), seqs: parts.flatMap(({ seqs, pack }) => Array.from({ length: pack.count }, (_, at) => numberIn(seqs, at))), rows: JSON.stringify(rows) };
};

/** The parts of a stored record, to be read when they are asked for. */
const partsIn = (stored: SegmentRows | PlainSegmentRows): readonly NewPart[] => {
  if (!("docs" in stored)) return partsOf(stored);
  const rows = JSON.parse(stored.rows) as readonly Row[];
  const types = byType(stored.docs.map((doc, at) => ({ doc, at, seq: stored.seqs[at] ?? 0, row: rows[at] as Row })));
  return [...types.values()].map((entries) => ({ ...newPart(packPart(entries)), positions: entries.map(({ at }) => at) }));
};

const newPart = (packed: PackedPart): NewPart => ({ kind: packed.kind, facet: packed.facet, count: packed.pack.count, read: () => packed });

/**
 * Acknowledged state: packed records in storage, the same packed rows and an index of places in memory. A document's newest record
 * wins; the newest is the one with the largest number, so numbers only grow and one writer at a time hands them out.
 */
export const createSegments = (storage: ReplicaStorage): Segments => {
  const index = createSegmentIndex();
  const { row, seq, docs, slots, place, packedAt, packs, settle } = index;
  let next = 1;

  const snapshots = async (docs: readonly DocId[]): Promise<ReadonlyMap<DocId, Uint8Array>> => {
    const wanted = new Map<number, { readonly doc: DocId; readonly at: number }[]>();
    for (const doc of docs) {
      const found = index.find(doc);
      if (!found) continue;
      const one = { doc, at: found.position };
      const list = wanted.get(found.number);
      if (list) list.push(one);
      else wanted.set(found.number, [one]);
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

  const read = async (docs: readonly DocId[]): Promise<Acknowledged[]> => {
    const contents = await snapshots(docs);
    return docs.flatMap((doc) => {
      const [seq, row, snapshot] = [index.seq(doc), index.row(doc), contents.get(doc)];
      return seq !== undefined && row && snapshot ? [{ doc, seq, row, snapshot }] : [];
    });
  };

  /** Packs entries into records, those of one kind together. */
  const pack = (entries: readonly Acknowledged[], moved: boolean, from: number): { readonly operations: readonly Operation[]; readonly added: readonly AddedSegment[] } => {
    const operations: Operation[] = [];
    const added: AddedSegment[] = [];
    const sorted = [...byType(entries).values()].flat();
    for (let first = 0; first < sorted.length; first += SEGMENT) {
      const some = [...byType(sorted.slice(first, first + SEGMENT)).values()];
      const segment = from + added.length;
      const parts = some.map(packPart);
      operations.push({ table: "rows", key: segment, put: storeParts(parts) });
      operations.push({ table: "snapshots", key: segment, put: packSnapshots(some.flat().map(({ snapshot }) => snapshot)) });
      added.push({ segment, parts, moved });
    }
    return { operations, added };
  };

  /** Packs what is kept and what is new, and drops records. */
  const rewrite = (kept: readonly Acknowledged[], entries: readonly Acknowledged[], numbers: readonly number[], gone: readonly DocId[]): SegmentsPlan => {
    const before = pack(kept, true, next);
    const after = pack(entries, false, next + before.added.length);
    const operations: Operation[] = [...before.operations, ...after.operations];
    for (const key of numbers) operations.push({ table: "rows", delete: key }, { table: "snapshots", delete: key });
    return { operations, change: { added: [...before.added, ...after.added], dropped: numbers, gone } };
  };

  const readLive = (numbers: readonly number[], except: ReadonlySet<DocId> = new Set()): Promise<Acknowledged[]> =>
    read(numbers.flatMap(index.liveOf).filter((doc) => !except.has(doc)));

  return {
    row,
    seq,
    docs,
    slots,
    place,
    packedAt,
    packs,
    settle,
    load: async () => {
      const stored = await storage.entries("rows");
      for (const [number] of stored) next = Math.max(next, number + 1);
      index.renew(stored.map(([number, rows]) => [number, () => partsIn(rows)]));
    },
    snapshots,
    plan: async (entries, gone, anew = []) => {
      const newest = new Map(entries.map((entry) => [entry.doc, entry]));
      const tainted = index.holding([...gone, ...anew]);
      const kept = tainted.length > 0 ? await readLive(tainted, new Set([...gone, ...newest.keys()])) : [];
      const emptied = new Map<number, number>();
      for (const doc of newest.keys()) {
        const number = index.find(doc)?.number;
        if (number !== undefined) emptied.set(number, (emptied.get(number) ?? 0) + 1);
      }
      const empty = [...index.tallies()].filter(({ number, live }) => emptied.get(number) === live).map(({ number }) => number);
      return rewrite(kept, [...newest.values()], [...new Set([...tainted, ...empty])], gone);
    },
    planCompaction: async () => {
      const small: number[] = [];
      const wasteful: number[] = [];
      for (const { number, count, live } of index.tallies()) {
        if (count < SEGMENT / 2) small.push(number);
        else if (live < count / 2) wasteful.push(number);
      }
      if (small.length <= SMALL_SEGMENTS && wasteful.length === 0) return null;
      const chosen = small.length > SMALL_SEGMENTS ? [...small, ...wasteful] : wasteful;
      return rewrite(await readLive(chosen), [], chosen, []);
    },
    numbers: () => [...index.tallies()].map(({ number }) => number),
    plainNumbers: () => [...index.tallies()].flatMap(({ number, plain }) => (plain ? [number] : [])),
    planRows: async (numbers, made) => {
      const there = numbers.filter(index.has);
      const entries = await readLive(there);
      return made ? rewrite([], entries.map((entry) => ({ ...entry, row: made(entry) })), there, []) : rewrite(entries, [], there, []);
    },
    apply: ({ added, dropped, gone }) => {
      for (const { segment, parts } of added) {
        if (index.has(segment)) continue;
        next = Math.max(next, segment + 1);
        index.insert(segment, () => parts.map(newPart));
      }
      for (const number of dropped) index.drop(number);
      for (const doc of gone) index.forget(doc);
    },
  };
};
