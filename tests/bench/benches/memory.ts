import { setTimeout as sleep } from "node:timers/promises";
import { docId, recordId } from "#domain/id.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { createDocument, fieldsOf } from "#domain/record/document.ts";
import type { Row } from "#domain/schema/entity.ts";
import { pathsOf } from "#workers/replica/overlay.ts";
import { docsOfPart } from "#workers/replica/packed/part.ts";
import { createRows, type Rows } from "#workers/replica/rows.ts";
import { createSegments, SEGMENT } from "#workers/replica/segments.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import type { Bench, Comparison } from "../harness/bench.ts";
import { demoRows } from "../harness/demo-rows.ts";
import { compare, interleave, type Contender } from "../harness/interleave.ts";
import { keyOf } from "../harness/keys.ts";

const SIZES = [10_000, 30_000, 100_000, 300_000] as const;
/** Live documents are kept for so many records at most: more do not fit, and each takes the same. */
const MOST_DOCUMENTS = 10_000;

/** Kinds as the sample company has them, in percent. */
const MIX = { followUp: 54, opportunity: 18, contact: 13, order: 9, customer: 6 } as const;

const rowsOf = (size: number, seed: number): readonly Row[] =>
  Object.entries(MIX).flatMap(([kind, percent]) => demoRows(kind, Math.round((size * percent) / 100), seed).map((row, at) => ({ ...row, id: recordId(kind, keyOf(at)) })));

/** Bytes in use after everything that nobody holds has been collected: buffers are given back some time after their owners. */
const inUse = async (): Promise<number> => {
  for (let i = 0; i < 3; i += 1) {
    globalThis.gc?.();
    await sleep(100);
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/** What `make` leaves in memory, by record; it answers what is to be held meanwhile, and how many records that has. */
const kept = (name: string, make: () => Promise<{ readonly held: unknown; readonly records: number; readonly read: () => string }>): Contender<string> => ({
  name,
  run: async () => {
    const before = await inUse();
    const { held, records, read } = await make();
    const bytes = ((await inUse()) - before) / records;
    return { answer: held === null ? "" : read(), took: { bytes } };
  },
});

const packed = async (rows: () => readonly Row[]): Promise<{ readonly held: Rows; readonly records: number; readonly read: () => string }> => {
  // Contents stay in the storage: only what the worker holds in memory counts.
  const segments = createSegments({ ...createMemoryStorage(), getMany: async () => [] });
  const shown = createRows({ ...segments, at: segments.packedAt, pending: () => [], pendingDocs: () => [] });
  const all = rows();
  for (let from = 0; from < all.length; from += SEGMENT) {
    const { change } = await segments.plan(all.slice(from, from + SEGMENT).map((row, at) => ({ doc: docId(row.id), seq: from + at, row, snapshot: new Uint8Array(0) })), []);
    const stored = structuredClone(change);
    segments.apply(stored);
    shown.refresh(stored.added.flatMap(({ parts }) => parts.flatMap(docsOfPart)));
  }
  segments.settle(true);
  const { id } = all[0] as Row;
  return { held: shown, records: all.length, read: () => JSON.stringify(shown.row(id)?.created ?? null) };
};

const objects = async (rows: () => readonly Row[]): Promise<{ readonly held: ReadonlyMap<string, Row>; readonly records: number; readonly read: () => string }> => {
  const held = new Map((JSON.parse(JSON.stringify(rows())) as readonly Row[]).map((row) => [row.id as string, row]));
  const [first] = held.values();
  return { held, records: held.size, read: () => JSON.stringify(first?.created ?? null) };
};

const documents = async (rows: () => readonly Row[]): Promise<{ readonly held: unknown; readonly records: number; readonly read: () => string }> => {
  const all = rows();
  const step = Math.max(1, Math.floor(all.length / MOST_DOCUMENTS));
  const held = all.filter((_, at) => at % step === 0).map((row, at) => {
    const doc = createDocument(row.id, at + 10);
    const fields = fieldsOf(doc);
    doc.transact(() => {
      for (const [path, value] of pathsOf(entityOf(row.id.slice(0, row.id.indexOf("/"))), row)) fields.set(path, value);
    });
    return doc;
  });
  return { held, records: held.length, read: () => JSON.stringify(fieldsOf(held[0]!).get("created") ?? null) };
};

export const bench: Bench = {
  title: "Memory of the replica",
  about:
    "What the replica keeps in memory of its records after a garbage collection: packed columns, the index and what is shown, in Node. Contents of documents stay in the storage. Plain objects are the same rows as parsed JSON in a Map; live documents are Y.Docs with the same fields.",
  peers: ["yjs"],
  run: async ({ quick, rounds, seed, say }) => {
    const comparisons: Comparison[] = [];
    for (const size of quick ? SIZES.slice(0, 1) : SIZES) {
      const rows = (): readonly Row[] => rowsOf(size, seed);
      const played = await interleave({
        ours: kept("Tidebook", () => packed(rows)),
        peers: [kept("plain objects", () => objects(rows)), kept("live Y.Docs", () => documents(rows))],
        rounds: Math.min(rounds, 3),
        warmUps: 1,
        patience: 120_000,
        say,
      });
      const what = "memory per record";
      comparisons.push(...compare(played, [{ what: `${what}, ${size.toLocaleString("en-US")} records`, unit: "bytes", measure: "bytes", size: { of: what, records: size }, target: "≤ 200 bytes, ≥ 50 × less than live documents" }]));
    }
    return { checked: "when and by whom the first record was made.", comparisons, remarks: ["Three rounds count: what is measured does not vary with the machine's load."] };
  },
};
