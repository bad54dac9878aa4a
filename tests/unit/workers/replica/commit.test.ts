import { describe, expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import type { Edit } from "#workers/replica/api.ts";
import type { Replica } from "#workers/replica/replica.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import { ANN, BEN, BOSS, createWorld, rowOf } from "#tests/contracts/replica-world.ts";

const key = (n: number): string => n.toString().padStart(16, "0");
const deal = recordId("opportunity", key(1));
const line = `line/lines/${key(5)}`;

const setUp = async (values: Values = {}) => {
  const world = await createWorld();
  await world.seed(deal, { subject: "Deal", owner: ANN, stage: "engaging", probability: "25", ...values });
  const storage = createMemoryStorage();
  const { replica, online } = await world.device(ANN, { storage });
  await world.pass();
  online(false);
  await world.pass();
  return { world, storage, replica, online };
};

const commit = async (replica: Replica, edits: readonly Edit[]) => {
  const done = await replica.commit(edits);
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  return done.value;
};

describe("commits", () => {
  it("[O-01] undo puts back what was there, and redo what was written", async () => {
    const { replica } = await setUp();
    const before = await rowOf(replica, deal);
    const done = await commit(replica, [{ record: deal, values: { subject: "New", budget: "5", "set/contacts/contact/1": 1 } }]);
    const undone = await commit(replica, done.undo);
    expect(await rowOf(replica, deal)).toEqual(before);
    await commit(replica, undone.undo);
    expect(await rowOf(replica, deal)).toMatchObject({ subject: "New", budget: "5", contacts: ["contact/1"] });
  });

  it("[D-15] what waits is told newest first, with its record, its paths and when, until the relay has it", async () => {
    const { world, replica, online } = await setUp();
    await commit(replica, [{ record: deal, values: { subject: "New" } }]);
    await commit(replica, [{ record: deal, values: { budget: "5" } }]);
    const told = (await replica.waiting(50)).map(({ docs }) => docs.map(({ doc, changes }) => [doc, changes.map(({ path }) => path)]));
    expect(told).toEqual([[[deal, ["budget"]]], [[deal, ["subject"]]]]);
    expect(await replica.waiting(1)).toHaveLength(1);
    expect((await replica.waiting(1))[0]?.at).toBeGreaterThan(0);
    online(true);
    await world.pass();
    expect(await replica.waiting(50)).toEqual([]);
  });

  it("[O-01] undo leaves alone what has been changed since, and says so", async () => {
    const { replica } = await setUp();
    const done = await commit(replica, [{ record: deal, values: { subject: "New", budget: "5" } }]);
    await commit(replica, [{ record: deal, values: { subject: "Newer" } }]);
    const undone = await commit(replica, done.undo);
    expect(undone.skipped).toEqual([{ record: deal, path: "subject" }]);
    const row = await rowOf(replica, deal);
    expect(row).toMatchObject({ subject: "Newer" });
    expect(row?.budget).toBeUndefined();
  });

  it("[O-01] a removed line comes back with all its fields, signed by who brings it back", async () => {
    const boss = { by: BOSS, at: 1 };
    const { replica } = await setUp({ [line]: boss, [`${line}/product`]: "product/1", [`${line}/quantity`]: "3" });
    const done = await commit(replica, [{ record: deal, values: { [line]: null } }]);
    expect((await rowOf(replica, deal))?.lines).toBeUndefined();
    await commit(replica, done.undo);
    expect((await rowOf(replica, deal))?.lines).toMatchObject([{ key: key(5), product: "product/1", quantity: "3", added: { by: ANN } }]);
  });

  it("[O-01] a line that was added goes with undo, also after its fields were changed, and comes back whole with redo", async () => {
    const { replica } = await setUp();
    const added = await commit(replica, [{ record: deal, values: { [line]: { by: ANN, at: 1 }, [`${line}/product`]: "product/1", [`${line}/unitPrice`]: "9" } }]);
    await commit(replica, [{ record: deal, values: { [`${line}/quantity`]: "4" } }]);
    const undone = await commit(replica, added.undo);
    expect((await rowOf(replica, deal))?.lines).toBeUndefined();
    await commit(replica, undone.undo);
    expect((await rowOf(replica, deal))?.lines).toMatchObject([{ key: key(5), product: "product/1", quantity: "4", unitPrice: "9" }]);
  });

  it("[O-01] a new line starts with its defaults, and undoing a creation puts the record in the recycle bin", async () => {
    const { world, replica } = await setUp();
    await commit(replica, [{ record: deal, values: { [line]: { by: ANN, at: 1 }, [`${line}/product`]: "product/1" } }]);
    expect((await rowOf(replica, deal))?.lines).toMatchObject([{ product: "product/1", quantity: "1" }]);
    const customer = recordId("customer", key(2));
    const made = await commit(replica, [{ record: customer, values: { name: "A" } }]);
    expect(await rowOf(replica, customer)).toMatchObject({ name: "A", owner: ANN, created: { by: ANN, at: world.time.now() } });
    await commit(replica, made.undo);
    expect((await rowOf(replica, customer))?.deleted).toMatchObject({ by: ANN });
    await commit(replica, [{ record: customer, values: { deleted: null } }]);
    expect((await rowOf(replica, customer))?.deleted).toBeUndefined();
  });

  it("[OP-10] a drag on the board sets stage, probability, closing day and history in one commit, and one undo takes it back", async () => {
    const { replica } = await setUp();
    const done = await commit(replica, [{ record: deal, values: { stage: "won" } }]);
    const won = await rowOf(replica, deal);
    expect(won).toMatchObject({ stage: "won", probability: "100", closedOn: "2026-11-22", daysInStage: null });
    expect(won?.advances).toMatchObject([{ stage: "won", by: ANN }]);
    await commit(replica, done.undo);
    const back = await rowOf(replica, deal);
    expect(back).toMatchObject({ stage: "engaging", probability: "25" });
    expect(back?.closedOn).toBeUndefined();
    expect(back?.advances).toMatchObject([{ stage: "won" }, { stage: "engaging" }]);
  });

  it("[OP-17] a record made in a later stage has that stage's probability, and a date left empty stays empty", async () => {
    const { replica } = await setUp();
    const made = await replica.newId("opportunity");
    await commit(replica, [{ record: made, values: { subject: "Late", stage: "proposal", discoveredOn: null } }]);
    const row = await rowOf(replica, made);
    expect(row).toMatchObject({ stage: "proposal", probability: "60", status: "open" });
    expect(row?.discoveredOn).toBeUndefined();
    expect(row?.advances).toMatchObject([{ stage: "proposal", probability: "60" }]);
  });

  it("[O-02] what does not fit, lacks a required field or is not allowed is refused as a whole, before anything is stored", async () => {
    const { replica, storage } = await setUp();
    const refused = async (edits: readonly Edit[]) => {
      const done = await replica.commit(edits);
      return done.ok ? null : done.error;
    };
    expect(await refused([{ record: deal, values: { subject: "Fine", budget: "1,5" } }])).toMatchObject({ type: "Invalid", path: "budget", reason: "notDecimal" });
    expect(await refused([{ record: recordId("customer", key(3)), values: { phone: "1" } }])).toMatchObject({ path: "name", reason: "required" });
    expect(await refused([{ record: recordId("product", key(3)), values: { name: "P" } }])).toMatchObject({ type: "Denied", reason: "needsRight", right: "products" });
    expect(await refused([{ record: recordId("customer", key(3)), values: { name: "C", owner: BEN } }])).toMatchObject({ type: "Denied", reason: "notOwner" });
    expect(await refused([{ record: deal, values: { nonsense: "1" } }])).toMatchObject({ reason: "unknownField" });
    expect(await storage.entries("outbox")).toEqual([]);
  });

  it("[O-04] five hundred records in one commit are one storage record and five hundred transactions, main and facet in one", async () => {
    const world = await createWorld();
    const storage = createMemoryStorage();
    const { replica, online } = await world.device(BOSS, { storage });
    await world.pass();
    online(false);
    await world.pass();
    const edits = Array.from({ length: 500 }, (_, n) => ({ record: recordId("product", key(n)), values: { name: `P${n}`, cost: "7" } }));
    await commit(replica, edits);
    const [[, record] = [0, undefined], ...more] = await storage.entries("outbox");
    expect(more).toEqual([]);
    expect(record?.txs).toHaveLength(500);
    expect(record?.txs[0]?.docs.map(({ doc }) => doc)).toEqual([`product/${key(0)}`, `product/${key(0)}#cost`]);
    expect(await rowOf(replica, recordId("product", key(499)))).toMatchObject({ name: "P499", cost: "7" });
    online(true);
    await world.pass(10_000);
    expect(await storage.entries("outbox")).toEqual([]);
  });

  it("[O-01] a commit that changes nothing stores nothing", async () => {
    const { replica, storage } = await setUp();
    expect(await commit(replica, [{ record: deal, values: { subject: "Deal" } }])).toMatchObject({ undo: [] });
    expect(await storage.entries("outbox")).toEqual([]);
  });
});
