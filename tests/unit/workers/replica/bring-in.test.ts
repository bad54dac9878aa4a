import * as Y from "yjs";
import { describe, expect, it } from "vitest";
import { generateDemo } from "#domain/demo/generate.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { kindOf, recordId, type RecordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { fieldsOf, loadDocument } from "#domain/record/document.ts";
import { createSheafBuilder } from "#domain/record/sheaf-builder.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Edit } from "#workers/replica/api.ts";
import type { Replica } from "#workers/replica/replica.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import { ANN, BEN, BOSS, createWorld, rowOf } from "#tests/contracts/replica-world.ts";

const id = (kind: string, n: number): RecordId => recordId(kind, n.toString().padStart(16, "0"));

const bound = (edits: readonly Edit[]): Uint8Array => {
  const builder = createSheafBuilder();
  for (const { record, values } of edits) builder.add(record, Object.entries(values));
  return builder.finish().bytes;
};

const bringIn = async (replica: Replica, edits: readonly Edit[]) => {
  const done = await replica.bringIn(bound(edits));
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  return done.value;
};

const setUp = async (person = ANN) => {
  const world = await createWorld();
  const storage = createMemoryStorage();
  const { replica, online } = await world.device(person, { storage });
  await world.pass();
  online(false);
  await world.pass();
  return { world, storage, replica, online };
};

const customers = (count: number, more: (at: number) => Values = () => ({})): readonly Edit[] => Array.from({ length: count }, (_, at) => ({ record: id("customer", at), values: { name: `Customer ${at}`, category: "vip", ...more(at) } }));

/** A row without what differs between two devices that write the same: labels, keys and moments. */
const plain = (row: Row | undefined): unknown =>
  JSON.parse(JSON.stringify({ ...row, [entityOf(kindOf(row?.id ?? "customer/")).number?.field ?? ""]: "" }).replaceAll(/"key":"[^"]*"/g, '"key":""').replaceAll(/"at":\d+/g, '"at":0'));

describe("records brought in together", () => {
  it("[I-12] are the same records, with the same defaults and marks, as when each is committed by itself", async () => {
    const made = generateDemo({ seed: 3, now: 1_700_000_000_000 });
    const kinds = ["customer", "contact", "opportunity", "order", "followUp", "product", "expense"];
    const edits = kinds.flatMap((kind) =>
      made.filter((record) => kindOf(record.id) === kind).slice(0, 40).map(({ id: record, values }): Edit => ({ record, values: Object.fromEntries(Object.entries(values).filter(([path]) => !path.startsWith("log/") && path !== "owner" && path !== "created")) })),
    );
    const alone = await setUp(BOSS);
    const refusedAlone: RecordId[] = [];
    for (const edit of edits) if (!(await alone.replica.commit([edit])).ok) refusedAlone.push(edit.record);
    const together = await setUp(BOSS);
    const { refused } = await bringIn(together.replica, edits);
    expect(refused.map(({ at }) => edits[at]?.record).toSorted()).toEqual(refusedAlone.toSorted());
    expect(refusedAlone.length).toBeLessThan(edits.length / 4);
    for (const { record } of edits) expect(plain(await rowOf(together.replica, record))).toEqual(plain(await rowOf(alone.replica, record)));
  });

  it("[I-04] are one packed record of the outbox, which says the same after a restart", async () => {
    const { replica, storage, world } = await setUp();
    await bringIn(replica, customers(50));
    const stored = await storage.entries("outbox");
    expect(stored.map(([, { txs, sheaf }]) => [txs.length, sheaf?.ids.length])).toEqual([[0, 50]]);
    const before = await rowOf(replica, id("customer", 7));
    expect(before).toMatchObject({ name: "Customer 7", owner: ANN });
    replica.stop();
    const again = await world.device(ANN, { storage });
    expect(await rowOf(again.replica, id("customer", 7))).toEqual(before);
    expect((await again.replica.waiting(100)).length).toBe(50);
  });

  it("[I-04] reach the relay, each as a transaction of its own, and are then no longer pending", async () => {
    const { replica, storage, online, world } = await setUp();
    await bringIn(replica, customers(50));
    online(true);
    await world.pass();
    expect(await storage.entries("outbox")).toEqual([]);
    expect(await rowOf(replica, id("customer", 7))).toMatchObject({ name: "Customer 7", owner: ANN });
    const { replica: other } = await world.device(BOSS);
    await world.pass();
    expect(await rowOf(other, id("customer", 49))).toMatchObject({ name: "Customer 49" });
  });

  it("[I-12] keep out only what is not allowed, and write what exists already as a change", async () => {
    const { replica } = await setUp();
    await bringIn(replica, customers(30));
    const edits = customers(40, (at) => (at === 33 ? { owner: BOSS } : at === 35 ? { category: "nonsense" } : at === 5 ? { name: "Renamed" } : {}));
    const { refused, undo } = await bringIn(replica, edits);
    expect(refused.map(({ at, problem }) => [at, problem.type])).toEqual([
      [33, "Denied"],
      [35, "Invalid"],
    ]);
    expect(undo).toEqual([expect.objectContaining({ record: id("customer", 5), values: { name: "Customer 5" } })]);
    expect(await rowOf(replica, id("customer", 5))).toMatchObject({ name: "Renamed" });
    expect(await rowOf(replica, id("customer", 39))).toMatchObject({ name: "Customer 39" });
    expect(await rowOf(replica, id("customer", 33))).toBeUndefined();
  });

  it("[I-04] brought in a second time change nothing", async () => {
    const { replica, storage } = await setUp();
    await bringIn(replica, customers(50));
    const before = (await storage.entries("outbox")).length;
    expect(await bringIn(replica, customers(50))).toEqual({ refused: [], undo: [] });
    expect(await storage.entries("outbox")).toHaveLength(before);
  });

  it("[I-04] can be changed at once, before the relay knows them, and arrive as changed", async () => {
    const { replica, online, world } = await setUp();
    await bringIn(replica, customers(50));
    const changed = await replica.commit([{ record: id("customer", 3), values: { name: "Changed" } }]);
    expect(changed.ok).toBe(true);
    expect(await rowOf(replica, id("customer", 3))).toMatchObject({ name: "Changed" });
    online(true);
    await world.pass();
    const { replica: other } = await world.device(BOSS);
    await world.pass();
    expect(await rowOf(other, id("customer", 3))).toMatchObject({ name: "Changed", category: "vip" });
  });

  it("[O-02] what the relay refuses of them comes to the tray, the rest stands", async () => {
    const { replica, online, world } = await setUp();
    await bringIn(replica, customers(50, (at) => (at === 9 ? { owner: BEN } : {})));
    expect(await rowOf(replica, id("customer", 9))).toBeUndefined();
    await world.seed(id("customer", 11), { name: "Somebody else's", owner: BOSS });
    online(true);
    await world.pass();
    const items: unknown[] = [];
    replica.attention((now) => items.splice(0, items.length, ...now)).stop();
    expect(items.length).toBeGreaterThan(0);
    expect(await rowOf(replica, id("customer", 12))).toMatchObject({ name: "Customer 12", owner: ANN });
  });

  it("[R-02] their documents are what Yjs would have made of them", async () => {
    const { replica, storage } = await setUp();
    await bringIn(replica, customers(25));
    const [[, record] = [0, undefined]] = await storage.entries("outbox");
    expect(record?.sheaf).toBeDefined();
    const { createOutbox } = await import("#workers/replica/outbox.ts");
    const outbox = createOutbox(storage);
    await outbox.load();
    for (const { docs } of outbox.all()) {
      for (const { doc, update, changes } of docs) {
        const loaded = loadDocument(doc, update);
        expect(Object.fromEntries(fieldsOf(loaded).entries())).toEqual(Object.fromEntries(changes.map(({ path, to }) => [path, to])));
        expect(Buffer.compare(Y.encodeStateAsUpdate(loaded), update)).toBe(0);
      }
    }
  });
});
