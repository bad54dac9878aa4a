import { beforeAll, describe, expect, it } from "vitest";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import type { ListResult } from "#workers/replica/api.ts";
import type { Replica } from "#workers/replica/replica.ts";
import { createImportJournal } from "#workers/transfer/import-journal.ts";
import { openPage } from "./replica-page.ts";
import { ANN, attentionOf, BEN, BOSS, createWorld, customer, deal, key, rowOf, stateOf, type World } from "./replica-world.ts";
import { storedHere } from "./stored-here.ts";
import { needReportCode } from "#workers/replica/late-reports.ts";

const contact = recordId("contact", key(1));
const pump = recordId("product", key(1));
const CANARY = "xkanari";

const listed = (replica: Replica, kind: string) => {
  const results: ListResult[] = [];
  const list = replica.list({ kind }, ["name", "subject"], (result) => results.push(result));
  list.show(0, 20);
  return () => results.at(-1)?.count;
};

const keepHistory = async (world: World, replica: Replica, records: readonly RecordId[]) => {
  const asked = records.map((record) => replica.history(record));
  await world.pass();
  for (const { entries } of await Promise.all(asked)) expect(entries.length).toBeGreaterThan(0);
};

/** Ben shares what Ann owns; Ann has written canaries into everything, several times over. */
const company = async () => {
  const world = await createWorld();
  await world.seed(customer(1), { name: "Acme", owner: ANN, [`set/sharedWith/${BEN}`]: 1 });
  for (const n of [1, 2]) await world.seed(deal(n), { subject: `Deal ${n}`, customer: customer(1), owner: ANN, [`set/sharedWith/${BEN}`]: 1 });
  const ann = await world.device(ANN);
  const ben = await world.device(BEN, { seed: 8 });
  await world.pass();
  await ann.replica.commit([{ record: contact, values: { name: "Kim", owner: ANN, [`set/customers/${customer(1)}`]: 1 } }]);
  for (const n of [1, 2, 3]) {
    await ann.replica.commit([
      { record: customer(1), values: { name: `Acme ${CANARY} ${n}`, phone: `${CANARY} ${n}` } },
      { record: contact, values: { name: `Kim ${CANARY} ${n}` } },
      { record: deal(1), values: { remarks: `${CANARY} ${n}`, budget: `${n}00` } },
    ]);
    await world.pass();
  }
  const page = await openPage(ann.replica, docId(deal(1)));
  page.type(`What they want: ${CANARY}`);
  await world.pass();
  page.leave();
  return { world, ann, ben };
};

const revoke = (replica: Replica, ...records: readonly RecordId[]) => replica.commit(records.map((record) => ({ record, values: { [`set/sharedWith/${BEN}`]: null } })));

/* Questions are answered at once when their code is here. */
beforeAll(async () => {
  await needReportCode();
});

describe("access that is taken away", () => {
  it("[D-18] a connected device loses rows, documents, lists, search, reports, titles, history, taking back of imports, and open pages", async () => {
    const { world, ann, ben } = await company();
    const { replica } = ben;
    const counts = ["customer", "contact", "opportunity"].map((kind) => listed(replica, kind));
    const totals: unknown[] = [];
    replica.report({ kind: "opportunity", measures: ["sum(budget)"], by: [] }, (table) => totals.push(table));
    const titles = new Map<string, string | null>();
    replica.titles((changed) => {
      for (const [id, title] of changed) titles.set(id, title);
    });
    const page = await openPage(replica, docId(deal(1)));
    await keepHistory(world, replica, [customer(1), deal(1)]);
    const journal = createImportJournal(replica);
    const undo = [{ record: customer(1), values: { phone: `${CANARY} 0` } }, { record: deal(2), values: { remarks: null } }];
    await journal.begin({ id: "a", at: 0, file: "f.csv", kind: "customer", state: "finished", total: 2, done: 2, created: 0, updated: 2, rejected: 0, portions: 1 }, [{ sheaf: new Uint8Array(), undo }]);
    await journal.setPortion("a", 0, { left: false, undo, created: 0, updated: 2 });
    await world.pass();
    expect(counts.map((count) => count())).toEqual([1, 1, 2]);
    expect(titles.get(customer(1))).toBe(`Acme ${CANARY} 3`);
    expect((await replica.search(CANARY, null, 10)).length).toBeGreaterThan(0);
    expect((await storedHere(ben.storage, CANARY)).map((hit) => hit.split(" ")[0])).toEqual(expect.arrayContaining(["rows", "snapshots", "history", "local"]));

    await revoke(ann.replica, customer(1), deal(1));
    await world.pass();
    expect(await storedHere(ben.storage, CANARY)).toEqual([]);
    expect(counts.map((count) => count())).toEqual([0, 0, 1]);
    for (const id of [customer(1), contact, deal(1)]) {
      expect(await rowOf(replica, id)).toBeUndefined();
      expect(await replica.openOn(docId(id), { send: () => undefined, listen: () => undefined, close: () => undefined })).toBeNull();
      expect(titles.get(id)).toBeNull();
    }
    expect(await replica.search(CANARY, null, 10)).toEqual([]);
    expect(JSON.stringify(totals.at(-1))).not.toContain("300");
    expect(JSON.stringify(totals)).toContain("300");
    expect(page.closes).toEqual([4403]);
    expect((await journal.portion("a", 0))?.undo).toEqual([{ record: deal(2), values: { remarks: null } }]);
    const asked = replica.history(customer(1));
    await world.pass();
    expect((await asked).entries).toEqual([]);
    expect(await storedHere(ben.storage, CANARY)).toEqual([]);
    expect((await rowOf(replica, deal(2)))?.["subject"]).toBe("Deal 2");
  });

  it("[D-18] [O-14] a device that was away hands in first, is judged by today's rights, and keeps of a lost record only what its user wrote", async () => {
    const { world, ann, ben } = await company();
    const { replica } = ben;
    await keepHistory(world, replica, [customer(1), deal(1)]);
    ben.online(false);
    await replica.commit([{ record: deal(1), values: { remarks: "Ben's remark" } }]);
    await replica.commit([{ record: deal(2), values: { remarks: "stays shared" } }]);
    const page = await openPage(replica, docId(deal(1)));
    page.type("Ben's words");
    await world.pass();
    page.leave();
    await revoke(ann.replica, customer(1), deal(1));
    await world.pass();
    ben.online(true);
    await world.pass(20_000);
    expect(stateOf(replica)).toMatchObject({ kind: "saved", waiting: 0, attention: 2 });
    expect((await rowOf(ann.replica, deal(2)))?.["remarks"]).toBe("stays shared");
    expect((await rowOf(ann.replica, deal(1)))?.["remarks"]).toBe(`${CANARY} 3`);
    expect(await rowOf(replica, deal(1))).toBeUndefined();
    expect(await storedHere(ben.storage, CANARY)).toEqual([]);
    expect(attentionOf(replica).flatMap(({ docs, text, refusal }) => [refusal.reason, text, ...docs.flatMap(({ changes }) => changes.map(({ to }) => to))])).toEqual(["notYours", null, "Ben's remark", "notYours", "Ben's words", null]);
  });

  it("[D-18] a facet whose right is taken away leaves the record and nothing of itself", async () => {
    const world = await createWorld();
    await world.seed(pump, { name: "Pump", listPrice: "10" });
    const [boss, ben] = [await world.device(BOSS), await world.device(BEN, { seed: 8 })];
    await world.pass();
    await boss.replica.commit([{ record: BEN, values: { "set/rights/cost": 1 } }, { record: pump, values: { cost: "77123.45" } }]);
    await world.pass();
    expect((await rowOf(ben.replica, pump))?.["cost"]).toBe("77123.45");
    await boss.replica.commit([{ record: BEN, values: { "set/rights/cost": null } }]);
    await world.pass();
    expect(await rowOf(ben.replica, pump)).toMatchObject({ name: "Pump", listPrice: "10" });
    expect((await rowOf(ben.replica, pump))?.["cost"]).toBeUndefined();
    expect(await storedHere(ben.storage, "77123")).toEqual([]);
  });
});

describe("access that is given", () => {
  it("[D-19] a record gained, by sharing, by a rule or by a role, shows in lists, search, references and reports without loading anew", async () => {
    const world = await createWorld();
    for (const n of [1, 2, 3]) await world.seed(customer(n), { name: `Gain ${n}`, owner: ANN, category: n === 2 ? "vip" : "ordinary" });
    const [ann, boss, ben] = [await world.device(ANN), await world.device(BOSS, { seed: 8 }), await world.device(BEN, { seed: 9 })];
    const count = listed(ben.replica, "customer");
    const rows: unknown[] = [];
    ben.replica.row(customer(1), (row) => rows.push(row?.["name"]));
    const titles = new Set<string | null>();
    ben.replica.titles((changed) => changed.forEach((title) => titles.add(title)));
    await world.pass();
    expect(count()).toBe(0);
    await ann.replica.commit([{ record: customer(1), values: { [`set/readers/${BEN}`]: 1 } }]);
    await world.pass();
    expect([count(), rows.at(-1), titles.has("Gain 1")]).toEqual([1, "Gain 1", true]);
    expect((await ben.replica.search("gain", null, 10)).map(({ id }) => id)).toEqual([customer(1)]);
    await boss.replica.commit([{ record: recordId("sharingRule", key(1)), values: { name: "VIP", of: "customer", level: "read", criteria: "category=vip", [`set/users/${BEN}`]: 1 } }]);
    await world.pass();
    expect(count()).toBe(2);
    await boss.replica.commit([{ record: BEN, values: { role: "service" } }]);
    await world.pass();
    expect(count()).toBe(3);
    expect(await ben.replica.openOn(docId(customer(3)), { send: () => undefined, listen: () => undefined, close: () => undefined })).not.toBeNull();
    expect(stateOf(ben.replica)).toMatchObject({ kind: "saved", waiting: 0 });
  });
});
