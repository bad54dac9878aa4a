import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { docId, recordId, recordOf, type DocId } from "#domain/id.ts";
import { createDocument, fieldsOf } from "#domain/record/document.ts";
import { createDice } from "#tests/simulation/dice.ts";
import { createSegments, SMALL_SEGMENTS, type Acknowledged, type Segments } from "#workers/replica/segments.ts";
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
  const rows = (await storage.entries("rows")).map(([, packed]) => packed.docs.join() + packed.rows);
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

  it("[D-02] many small records become few once there are more than the limit", async () => {
    const storage = createMemoryStorage();
    const segments = createSegments(storage);
    for (let seq = 1; seq <= SMALL_SEGMENTS + 1; seq += 1) {
      expect(await segments.planCompaction()).toBeNull();
      await store(storage, segments, await segments.plan([entry(seq, seq)], []));
    }
    await store(storage, segments, await segments.planCompaction());
    expect(await storage.entries("rows")).toHaveLength(1);
    expect(segments.size()).toBe(SMALL_SEGMENTS + 1);
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
