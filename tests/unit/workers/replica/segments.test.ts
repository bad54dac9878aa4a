import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { docId, recordId, recordOf, type DocId } from "#domain/id.ts";
import { createDocument, fieldsOf } from "#domain/record/document.ts";
import { createDice } from "#tests/simulation/dice.ts";
import { createSegments, packSnapshots, SMALL_SEGMENTS, unpackSegment, type Acknowledged, type Segments } from "#workers/replica/segments.ts";
import { applyDiff } from "#workers/replica/writing.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import type { ReplicaStorage } from "#workers/replica/storage/storage.ts";

const doc = (n: number): DocId => docId(recordId("customer", n.toString().padStart(16, "0")));
const entry = (n: number, seq: number): Acknowledged => ({
  doc: doc(n),
  seq,
  row: { id: recordOf(doc(n)), name: `${n} at ${seq}` },
  snapshot: new TextEncoder().encode(`${n}:${seq}`.repeat(1 + (seq % 3))),
});

const store = async (storage: ReplicaStorage, segments: Segments, plan: Awaited<ReturnType<Segments["planCompaction"]>>): Promise<void> => {
  if (!plan) return;
  await storage.write(plan.operations, "relaxed");
  segments.apply(plan.change);
};

/** Every byte of storage, as text. */
const everything = async (storage: ReplicaStorage): Promise<string> => {
  const rows = (await storage.entries("rows")).map(([, packed]) => JSON.stringify(unpackSegment(packed)));
  const contents = (await storage.entries("snapshots")).map(([, packed]) => new TextDecoder().decode(packed.bytes));
  return [...rows, ...contents].join("\n");
};

describe("segments", () => {
  it.each([1, 2, 3, 4, 5])("[D-02] agree with a plain map over random stores, removals, compactions and reloads (seed %i)", async (seed) => {
    const dice = createDice(seed);
    const storage = createMemoryStorage();
    let segments = createSegments(storage);
    const expected = new Map<DocId, Acknowledged>();
    for (let seq = 1; seq <= 300; seq += 1) {
      const entries = new Map(Array.from({ length: dice.below(12) }, () => dice.below(120)).map((n) => [n, entry(n, seq)]));
      const gone = dice.chance(0.2) ? [dice.below(120), dice.below(120)].filter((n) => !entries.has(n)).map(doc) : [];
      await store(storage, segments, await segments.plan([...entries.values()], gone));
      for (const one of entries.values()) expected.set(one.doc, one);
      for (const one of gone) expected.delete(one);
      if (dice.chance(0.1)) await store(storage, segments, await segments.planCompaction());
      if (dice.chance(0.05)) {
        segments = createSegments(storage);
        await segments.load();
      }
    }
    const docs = [...expected.keys()];
    expect([...segments.docs()].sort()).toEqual(docs.toSorted());
    const contents = await segments.snapshots(docs);
    for (const [id, { row, seq, snapshot }] of expected) {
      expect(segments.row(id)).toEqual(row);
      expect(segments.seq(id)).toBe(seq);
      expect(contents.get(id)).toEqual(snapshot);
    }
  });

  it("[D-07] removing a document leaves no byte of it in storage, not even of its older versions", async () => {
    const storage = createMemoryStorage();
    const segments = createSegments(storage);
    await store(storage, segments, await segments.plan([entry(1, 1), entry(2, 1)], []));
    await store(storage, segments, await segments.plan([entry(1, 2), entry(3, 2)], []));
    await store(storage, segments, await segments.plan([], [doc(1)]));
    const left = await everything(storage);
    expect(left).not.toContain(doc(1));
    expect(left).not.toContain("1:1");
    expect(left).not.toContain("1:2");
    expect([...(await segments.snapshots([doc(1), doc(2), doc(3)])).keys()]).toEqual([doc(2), doc(3)]);
  });

  it("[D-02] records of earlier versions, kinds mixed and rows as JSON, open as they are and are packed without losing anything", async () => {
    const storage = createMemoryStorage();
    const mixed = Array.from({ length: 40 }, (_, n) => ({ ...entry(n, n + 1), doc: n % 3 === 0 ? docId(recordOf(doc(n)), "credit") : n % 3 === 1 ? docId(recordId("order", `odd-${n}`)) : doc(n) }));
    const rowsOf = (one: Acknowledged): Acknowledged => ({ ...one, row: { ...one.row, id: recordOf(one.doc) } });
    const entries = mixed.map(rowsOf);
    for (const [number, part] of [[3, entries.slice(0, 25)], [7, [...entries.slice(25), { ...entries[2]!, seq: 90, row: { ...entries[2]!.row, name: "newer" } }]]] as const) {
      await storage.write([{ table: "rows", key: number, put: { docs: part.map((one) => one.doc), seqs: part.map(({ seq }) => seq), rows: JSON.stringify(part.map(({ row }) => row)) } }, { table: "snapshots", key: number, put: packSnapshots(part.map(({ snapshot }) => snapshot)) }], "relaxed");
    }
    const expected = new Map([...entries, { ...entries[2]!, seq: 90, row: { ...entries[2]!.row, name: "newer" } }].map((one) => [one.doc, one]));
    const check = async (segments: Segments): Promise<void> => {
      expect([...segments.docs()].sort()).toEqual([...expected.keys()].sort());
      const contents = await segments.snapshots([...expected.keys()]);
      for (const [id, { row, seq, snapshot }] of expected) expect([segments.row(id), segments.seq(id), contents.get(id)]).toEqual([row, seq, snapshot]);
    };
    const segments = createSegments(storage);
    await segments.load();
    expect(segments.plainNumbers()).toEqual([3, 7]);
    await check(segments);
    await store(storage, segments, await segments.planRows(segments.plainNumbers()));
    await check(segments);
    expect(segments.plainNumbers()).toEqual([]);
    const again = createSegments(storage);
    await again.load();
    expect(again.plainNumbers()).toEqual([]);
    await check(again);
  });

  it("[D-02] many small records become few once there are more than the limit", async () => {
    const storage = createMemoryStorage();
    const segments = createSegments(storage);
    for (let seq = 1; seq <= SMALL_SEGMENTS + 1; seq += 1) {
      expect(await segments.planCompaction()).toBeNull();
      await store(storage, segments, await segments.plan([entry(seq, seq)], []));
    }
    await store(storage, segments, await segments.planCompaction());
    expect(await storage.entries("rows")).toHaveLength(1);
    expect([...segments.docs()]).toHaveLength(SMALL_SEGMENTS + 1);
  });

  it("[D-02] a diff on its base is the whole document", () => {
    const source = createDocument("customer/1", 5);
    fieldsOf(source).set("name", "A");
    const base = Y.encodeStateAsUpdate(source);
    const vector = Y.encodeStateVector(source);
    fieldsOf(source).set("phone", "1");
    const merged = createDocument("customer/1");
    Y.applyUpdate(merged, applyDiff(base, Y.encodeStateAsUpdate(source, vector)));
    expect(fieldsOf(merged).toJSON()).toEqual({ name: "A", phone: "1" });
  });
});
