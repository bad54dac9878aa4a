import { describe, expect, it } from "vitest";
import { docId, recordId, recordOf, type RecordId } from "#domain/id.ts";
import { DEFINITIONS } from "#domain/entities/registry.ts";
import { createDocument, fieldsOf, loadDocument } from "#domain/record/document.ts";
import type { Row } from "#domain/schema/entity.ts";
import { EMPTY_COMMIT } from "#sync-server/storage/storage.ts";
import { createMemoryStorage as createRelayStorage } from "#sync-server/storage/memory.ts";
import { unpackSegment } from "#workers/replica/segments.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import * as Y from "yjs";
import { ANN, createWorld, rowOf, stateOf } from "./replica-world.ts";

const deal = recordId("opportunity", "0000000000000001");
const doc = docId(deal);

/** A deal as an earlier version wrote it: `colour` is a field no more, `probability` was a word then. */
const earlier = (): Uint8Array => {
  const made = createDocument(doc, 7);
  for (const [path, value] of Object.entries({ subject: "Pumps", owner: ANN, stage: "engaging", budget: "12.5", probability: "high", colour: "red" })) fieldsOf(made).set(path, value);
  return Y.encodeStateAsUpdate(made);
};

/** As that version read it: without `budget`, which it did not have. */
const EARLIER_ROW = { id: deal, subject: "Pumps", owner: ANN, stage: "engaging", probability: "high", colour: "red" } as unknown as Row;
const NOW_ROW = { id: deal, subject: "Pumps", owner: ANN, stage: "engaging", budget: "12.5" };

describe("definitions that have changed since rows were made", () => {
  it("[V-01] [V-02] a relay makes its rows anew at its start, once, and keeps every value in the document", async () => {
    const storage = createRelayStorage();
    const before = await createWorld(storage);
    await before.pass();
    await storage.reproject(1, ({ row }) => row);
    const base = await storage.counters();
    const { head, history, series } = base;
    await storage.commit({ ...EMPTY_COMMIT, base, counters: { head: head + 1, history, series }, documents: [{ doc, seq: head + 1, snapshot: earlier(), row: EARLIER_ROW, scopes: [], clocks: {} }] });
    await before.restart(storage);
    const [kept] = await storage.documents([doc]);
    expect(kept?.row).toEqual(NOW_ROW);
    expect(kept?.seq).toBe(head + 1);
    expect(fieldsOf(loadDocument(doc, kept?.snapshot ?? null)).toJSON()).toMatchObject({ colour: "red", probability: "high" });
    expect(await storage.reproject(DEFINITIONS, () => EARLIER_ROW)).toBe(0);
  });

  it("[V-01] a device makes its rows anew before it speaks to the relay, also without a network", async () => {
    const world = await createWorld();
    await world.seed(deal, { subject: "Pumps", owner: ANN, stage: "engaging", budget: "12.5" });
    const storage = createMemoryStorage();
    const first = await world.device(ANN, { storage });
    await world.pass(5_000);
    expect(await rowOf(first.replica, deal)).toMatchObject({ budget: "12.5" });
    first.replica.stop();

    const packed = await storage.entries("rows");
    for (const [key, stored] of packed) {
      const segment = unpackSegment(stored);
      const rows = (JSON.parse(segment.rows) as readonly Row[]).map((row) => (row.id === deal ? EARLIER_ROW : row));
      await storage.write([{ table: "rows", key, put: { ...segment, rows: JSON.stringify(rows) } }], "strict");
    }
    await storage.write([{ table: "meta", key: "definitions", put: 1 }], "strict");

    const second = await world.device(ANN, { storage });
    second.online(false);
    await world.pass(1_000);
    expect(await rowOf(second.replica, deal)).toMatchObject({ subject: "Pumps", budget: "12.5" });
    expect(await rowOf(second.replica, deal)).not.toHaveProperty("colour");
    expect(await storage.get("meta", "definitions")).toBe(DEFINITIONS);
    second.replica.stop();
  });

  it("[V-02] [V-05] an app that does not know a path or a kind keeps them, and works on the rest", async () => {
    const storage = createRelayStorage();
    const world = await createWorld(storage);
    await world.seed(deal, { subject: "Pumps", owner: ANN, stage: "engaging" });
    const [stored] = await storage.documents([doc]);
    const scopes = stored?.scopes ?? [];
    const base = await storage.counters();
    const { head, history, series } = base;
    const gadget = docId("gadget/0000000000000009" as RecordId);
    const later = loadDocument(doc, stored?.snapshot ?? null, 7);
    fieldsOf(later).set("colour", "red");
    const documents = [
      { doc, seq: head + 1, snapshot: Y.encodeStateAsUpdate(later), row: { ...stored?.row, id: deal, colour: "red" }, scopes, clocks: {} },
      { doc: gadget, seq: head + 2, snapshot: earlier(), row: { id: recordOf(gadget), name: "New" }, scopes, clocks: {} },
    ];
    await storage.commit({ ...EMPTY_COMMIT, base, counters: { head: head + 2, history, series }, documents });
    await world.restart(storage);

    const ann = await world.device(ANN);
    await world.pass(5_000);
    expect(await ann.replica.commit([{ record: deal, values: { budget: "9" } }])).toMatchObject({ ok: true });
    await world.pass(5_000);
    expect(stateOf(ann.replica)).toMatchObject({ kind: "saved", waiting: 0, attention: 0 });
    const [now] = await storage.documents([doc]);
    expect(fieldsOf(loadDocument(doc, now?.snapshot ?? null)).toJSON()).toMatchObject({ colour: "red", budget: "9", subject: "Pumps" });
    expect((await ann.storage.entries("rows")).flatMap(([, stored]) => unpackSegment(stored).docs)).toContain(gadget);
    ann.replica.stop();
  });
});
