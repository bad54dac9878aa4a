import { describe, expect, it, vi } from "vitest";
import { docId, recordId, type Key } from "#domain/id.ts";
import { MAX_CHANGES } from "#domain/protocol/parts.ts";
import { linePath } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { Overtaken } from "#workers/replica/api.ts";
import { openPage } from "./replica-page.ts";
import { ANN, attentionOf, BEN, BOSS, createWorld, customer, key, rowOf, START, stateOf } from "./replica-world.ts";

/** A new order of so many lines, each with everything filled in. */
const linesOfOrder = (count: number, product: string): Readonly<Record<string, FieldValue>> => {
  const values: Record<string, FieldValue> = { subject: "Large", customer: customer(1) };
  for (let n = 0; n < count; n += 1) {
    const line = linePath("lines", key(n) as Key);
    const fields = { product, quantity: "2", deliveredQuantity: "1", unitPrice: "129.9", discount: "2.5", remark: `Delivered in the order of the list, pallet ${n}` };
    values[line] = { by: ANN, at: START };
    for (const [name, value] of Object.entries(fields)) values[`${line}/${name}`] = value;
  }
  return values;
};

describe("replica and relay", () => {
  it("[F-01] a new device receives what its person may read, and rights are known", async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "Ann's", owner: ANN });
    await world.seed(customer(2), { name: "Ben's", owner: BEN });
    const { replica } = await world.device(ANN);
    await world.pass();
    expect((await rowOf(replica, customer(1)))?.name).toBe("Ann's");
    expect(await rowOf(replica, customer(2))).toBeUndefined();
    expect(stateOf(replica)).toMatchObject({ kind: "saved", waiting: 0, progress: null });
    expect((await replica.mayWrite(customer(1), { name: "x" })).ok).toBe(true);
  });

  it("[G-11] asked without values, a device knows whether its person may write a record at all", async () => {
    const world = await createWorld();
    const view = recordId("view", key(1));
    await world.seed(customer(1), { name: "Ann's", owner: ANN });
    await world.seed(view, { name: "Shared", owner: BEN, of: "customer", shared: { by: BEN, at: 1 } });
    const { replica } = await world.device(ANN);
    await world.pass();
    expect((await rowOf(replica, view))?.name).toBe("Shared");
    expect((await replica.mayWrite(customer(1), {})).ok).toBe(true);
    expect(await replica.mayWrite(view, {})).toMatchObject({ ok: false, error: { reason: "notYours" } });
  });

  it("[D-03] a cold start needs neither network nor content: rows, person and rights come from storage", async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "First", owner: ANN });
    const ann = await world.device(ANN);
    await world.pass();
    ann.online(false);
    ann.replica.stop();
    const read = new Set<string>();
    const storage = {
      ...ann.storage,
      getMany: (table: Parameters<typeof ann.storage.getMany>[0], keys: never) => {
        read.add(table);
        return ann.storage.getMany(table, keys);
      },
      entries: (table: Parameters<typeof ann.storage.entries>[0]) => {
        read.add(table);
        return ann.storage.entries(table);
      },
    } as typeof ann.storage;
    const again = await world.device(ANN, { storage, seed: 8 });
    again.online(false);
    expect((await rowOf(again.replica, customer(1)))?.name).toBe("First");
    expect((await again.replica.mayWrite(customer(1), { name: "x" })).ok).toBe(true);
    expect(await again.replica.mayWrite(recordId("product", key(1)), { name: "x" })).toMatchObject({ ok: false, error: { reason: "needsRight" } });
    expect([...read]).not.toContain("snapshots");
  });

  it("[R-07] a record made on one device appears on another with its official number", async () => {
    const world = await createWorld();
    const ann = await world.device(ANN);
    const boss = await world.device(BOSS, { seed: 9 });
    ann.online(false);
    await world.pass();
    const made = await ann.replica.commit([{ record: customer(3), values: { name: "Alpha" } }]);
    expect(made.ok).toBe(true);
    expect(await rowOf(ann.replica, customer(3))).toMatchObject({ name: "Alpha", owner: ANN, customerNo: "~1", category: "potential" });
    ann.online(true);
    await world.pass();
    const there = await rowOf(boss.replica, customer(3));
    expect(there).toMatchObject({ name: "Alpha", owner: ANN });
    expect(there?.customerNo).toMatch(/^C-\d+$/);
    expect(await rowOf(ann.replica, customer(3))).toEqual(there);
    expect(stateOf(ann.replica)).toMatchObject({ kind: "saved", waiting: 0 });
  });

  it("[R-10] records made without a connection have official numbers from a block of the device, then labels; with one it is filled up", async () => {
    const world = await createWorld();
    const ann = await world.device(ANN);
    const boss = await world.device(BOSS, { seed: 9 });
    await world.pass();
    const make = async (from: number, to: number): Promise<readonly unknown[]> => {
      const ids = Array.from({ length: to - from }, (_, at) => recordId("customer", `0abcdefgh${String(from + at).padStart(7, "0")}`));
      for (const record of ids) await ann.replica.commit([{ record, values: { name: record } }]);
      return Promise.all(ids.map(async (id) => (await rowOf(ann.replica, id))?.customerNo));
    };
    ann.online(false);
    await world.pass();
    const offline = await make(0, 12);
    expect(offline.slice(0, 10).every((number) => /^C-\d{6}$/.test(String(number)))).toBe(true);
    expect(new Set(offline).size).toBe(12);
    expect(offline.slice(10)).toEqual(["~1", "~2"]);
    ann.online(true);
    await world.pass();
    const there = await Promise.all(Array.from({ length: 12 }, async (_, at) => (await rowOf(boss.replica, recordId("customer", `0abcdefgh${String(at).padStart(7, "0")}`)))?.customerNo));
    expect(there.slice(0, 10)).toEqual(offline.slice(0, 10));
    expect(there.slice(10).every((number) => /^C-\d{6}$/.test(String(number)))).toBe(true);
    expect(new Set(there).size).toBe(12);
    ann.online(false);
    await world.pass();
    const later = await make(20, 31);
    expect(later.map((number) => String(number).startsWith("~"))).toEqual([...Array.from({ length: 10 }, () => false), true]);
    expect(new Set([...there, ...later]).size).toBe(23);
  });

  it("[R-10] a number in use is not handed out twice by tabs that make records at the same moment", async () => {
    const world = await createWorld();
    const ann = await world.device(ANN);
    await world.pass();
    ann.online(false);
    await world.pass();
    const second = await world.device(ANN, { storage: ann.storage, seed: 8 });
    second.online(false);
    const ids = Array.from({ length: 8 }, (_, at) => recordId("customer", `0abcdefgh${String(at).padStart(7, "0")}`));
    await Promise.all(ids.map((record, at) => (at % 2 === 0 ? ann : second).replica.commit([{ record, values: { name: record } }])));
    const numbers = await Promise.all(ids.map(async (id, at) => (await rowOf((at % 2 === 0 ? ann : second).replica, id))?.customerNo));
    expect(new Set(numbers).size).toBe(8);
    expect(numbers.every((number) => /^C-\d{6}$/.test(String(number)))).toBe(true);
  });

  it("[U-06] lists and figures of a page that stays in sight are those of the new day after midnight", async () => {
    const world = await createWorld();
    await world.seed(recordId("opportunity", key(1)), { subject: "Tomorrow", owner: ANN, expectedSignDate: "2026-11-23" });
    const { replica } = await world.device(ANN);
    await world.pass();
    const counts: number[] = [];
    const figures: (string | null | undefined)[] = [];
    replica.list({ kind: "opportunity", filter: { field: "expectedSignDate", is: "atMost", value: { days: 0 } } }, ["subject"], ({ count }) => counts.push(count));
    replica.report({ kind: "opportunity", measures: ["count"], by: [], span: { on: "expectedSignDate", unit: "day" } }, (table) => figures.push(table?.total.values[0]));
    await vi.waitFor(() => expect(figures).toEqual(["0"]));
    await world.pass(12 * 3_600_000);
    expect([counts, figures]).toEqual([[0], ["0"]]);
    await world.pass(4 * 3_600_000 + 120_000);
    expect([counts, figures]).toEqual([[0, 1], ["0", "1"]]);
    replica.stop();
  });

  it("[O-03] offline changes wait, survive a restart, and are sent once the network is back", async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "First", owner: ANN });
    const ann = await world.device(ANN);
    const boss = await world.device(BOSS, { seed: 9 });
    await world.pass();
    ann.online(false);
    await world.pass();
    await ann.replica.commit([{ record: customer(1), values: { name: "Second", phone: "1" } }]);
    expect(stateOf(ann.replica)).toMatchObject({ kind: "offline", waiting: 1 });
    ann.replica.stop();
    const again = await world.device(ANN, { storage: ann.storage, seed: 8 });
    expect(await rowOf(again.replica, customer(1))).toMatchObject({ name: "Second", phone: "1" });
    await world.pass();
    expect(await rowOf(boss.replica, customer(1))).toMatchObject({ name: "Second", phone: "1" });
    expect(stateOf(again.replica)).toMatchObject({ kind: "saved", waiting: 0 });
  });

  it("[O-05] an answer that never arrived is asked for again, and the change counts once", async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "First", owner: ANN });
    const ann = await world.device(ANN);
    await world.pass();
    await ann.replica.commit([{ record: customer(1), values: { name: "Second" } }]);
    await world.pass(8);
    ann.online(false);
    await world.pass();
    ann.online(true);
    await world.pass();
    expect(stateOf(ann.replica)).toMatchObject({ kind: "saved", waiting: 0 });
    const asked = ann.replica.history(customer(1));
    await world.pass();
    expect((await asked).entries.filter(({ path }) => path === "name")).toHaveLength(1);
  });

  it("[O-04] an order of 200 lines with everything filled in is one transaction, taken whole", async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "Ann's", owner: ANN });
    const pump = recordId("product", key(1));
    await world.seed(pump, { name: "Pump" });
    const ann = await world.device(ANN);
    const boss = await world.device(BOSS, { seed: 9 });
    await world.pass();
    const order = recordId("order", key(1));
    const values = linesOfOrder(200, pump);
    expect((await ann.replica.commit([{ record: order, values }])).ok).toBe(true);
    expect(stateOf(ann.replica).waiting).toBe(1);
    await world.pass();
    expect(stateOf(ann.replica)).toMatchObject({ kind: "saved", attention: 0 });
    expect((await rowOf(boss.replica, order))?.lines).toHaveLength(200);
  });

  it("[O-04] more than one transaction holds is refused before anything is stored", async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "Ann's", owner: ANN });
    const ann = await world.device(ANN);
    await world.pass();
    const values = linesOfOrder(MAX_CHANGES / 7, recordId("product", key(1)));
    expect(await ann.replica.commit([{ record: recordId("order", key(1)), values }])).toMatchObject({ ok: false, error: { type: "Invalid", reason: "tooMany" } });
    expect(stateOf(ann.replica).waiting).toBe(0);
  });

  it("[D-12] a question that the relay does not answer is given up", async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "First", owner: ANN });
    const boss = await world.device(BOSS);
    await world.pass();
    boss.allow(0);
    const asked = boss.replica.history(customer(1));
    const purged = boss.replica.purge(customer(1));
    await world.pass(11_000);
    expect(await asked).toMatchObject({ fresh: false });
    expect(await purged).toEqual({ ok: false, error: { type: "Offline" } });
  });

  it("[C-01] the later of two edits of one field stands on every device, whichever device comes online first", async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "First", owner: ANN });
    const ann = await world.device(ANN);
    const boss = await world.device(BOSS, { seed: 9 });
    await world.pass();
    boss.online(false);
    ann.online(false);
    await world.pass();
    await boss.replica.commit([{ record: customer(1), values: { name: "Monday" } }]);
    await world.pass(60_000);
    await ann.replica.commit([{ record: customer(1), values: { name: "Tuesday" } }]);
    ann.online(true);
    await world.pass();
    boss.online(true);
    await world.pass();
    expect((await rowOf(ann.replica, customer(1)))?.name).toBe("Tuesday");
    expect((await rowOf(boss.replica, customer(1)))?.name).toBe("Tuesday");
  });

  it("[C-01] whose edit was overtaken is told what stands instead; who wrote later, or twice oneself, is told nothing", async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "First", phone: "1", owner: ANN });
    const ann = await world.device(ANN);
    const boss = await world.device(BOSS, { seed: 9 });
    const told: Record<string, Overtaken[]> = { ann: [], boss: [] };
    ann.replica.overtaken((items) => told.ann?.push(...items));
    boss.replica.overtaken((items) => told.boss?.push(...items));
    await world.pass();
    boss.online(false);
    ann.online(false);
    await world.pass();
    await boss.replica.commit([{ record: customer(1), values: { name: "Monday", phone: "2" } }]);
    await boss.replica.commit([{ record: customer(1), values: { name: "Monday noon" } }]);
    await world.pass(60_000);
    await ann.replica.commit([{ record: customer(1), values: { name: "Tuesday" } }]);
    await ann.replica.commit([{ record: customer(1), values: { name: "Tuesday noon" } }]);
    ann.online(true);
    await world.pass();
    boss.online(true);
    await world.pass();
    expect(told).toEqual({ ann: [], boss: [{ record: customer(1), path: "name", mine: "Monday noon", stands: "Tuesday noon" }] });
  });

  it("[O-07] of three pending changes the refused middle one goes to the tray and the others arrive, prose untouched", async () => {
    const world = await createWorld();
    const deal = recordId("opportunity", key(1));
    await world.seed(deal, { subject: "Deal", owner: ANN, stage: "prospecting", probability: "10" });
    const ann = await world.device(ANN);
    const boss = await world.device(BOSS, { seed: 9 });
    await world.pass();
    ann.online(false);
    await world.pass();
    // Meanwhile the boss gives the record to Ben and shares it with Ann, who may still write it but no longer say who reads it.
    await boss.replica.commit([{ record: deal, values: { owner: BEN, [`set/sharedWith/${ANN}`]: 1 } }]);
    const page = await openPage(ann.replica, docId(deal));
    await ann.replica.commit([{ record: deal, values: { expectedAmount: "100", budget: "7" } }]);
    page.type("We need ten.");
    await ann.replica.flush();
    await ann.replica.commit([{ record: deal, values: { [`set/sharedWith/${BOSS}`]: 1, budget: "8" } }]);
    await ann.replica.commit([{ record: deal, values: { expectedAmount: "300" } }]);
    page.type("And two more.");
    await ann.replica.flush();
    ann.online(true);
    await world.pass(5_000);
    const wanted = { expectedAmount: "300", budget: "7", owner: BEN, requirement: "We need ten.\nAnd two more." };
    expect(await rowOf(boss.replica, deal)).toMatchObject(wanted);
    expect(await rowOf(ann.replica, deal)).toMatchObject(wanted);
    expect(stateOf(ann.replica)).toMatchObject({ kind: "saved", waiting: 0, attention: 1 });
    expect(attentionOf(ann.replica)).toMatchObject([
      { refusal: { code: "denied", reason: "notOwner" }, text: null, docs: [{ title: "Deal", changes: [{ path: `set/sharedWith/${BOSS}`, to: 1 }, { path: "budget", to: "8" }] }] },
    ]);
    expect(page.closes).toEqual([4409]);
  });

  it("[O-07] [O-09] a change the relay refuses leaves its neighbours alone and closes the open document for a fresh start", async () => {
    const world = await createWorld();
    const deal = recordId("opportunity", key(1));
    await world.seed(deal, { subject: "Deal", owner: BEN, [`set/sharedWith/${ANN}`]: 1, stage: "prospecting" });
    const ann = await world.device(ANN);
    const ben = await world.device(BEN, { seed: 9 });
    await world.pass();
    ann.online(false);
    await world.pass();
    const page = await openPage(ann.replica, docId(deal));
    await ann.replica.commit([{ record: deal, values: { subject: "Ours" } }]);
    // Ann's record of the sharing is older than what the relay knows.
    await ben.replica.commit([{ record: deal, values: { [`set/sharedWith/${ANN}`]: null } }]);
    page.type("My words");
    await ann.replica.flush();
    await world.pass();
    ann.online(true);
    await world.pass(5_000);
    expect(await rowOf(ann.replica, deal)).toBeUndefined();
    expect(stateOf(ann.replica)).toMatchObject({ waiting: 0 });
    const items = attentionOf(ann.replica);
    expect(items.flatMap(({ docs }) => docs.flatMap(({ changes }) => changes.map(({ to }) => to)))).toContain("Ours");
    expect(items.map(({ text }) => text).join()).toContain("My words");
    expect((await rowOf(ben.replica, deal))?.subject).toBe("Deal");
    expect(page.closes.length).toBeGreaterThan(0);
  });

  it("[D-10] a session that ended keeps everything and sends it after signing in again", async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "First", owner: ANN });
    const ann = await world.device(ANN);
    await world.pass();
    ann.signedIn(false);
    await world.pass(10_000);
    expect(stateOf(ann.replica).kind).toBe("signIn");
    await ann.replica.commit([{ record: customer(1), values: { name: "Second" } }]);
    expect(stateOf(ann.replica)).toMatchObject({ kind: "signIn", waiting: 1 });
    expect((await ann.replica.signIn("ann", "x")).ok).toBe(true);
    await world.pass();
    expect(stateOf(ann.replica)).toMatchObject({ kind: "saved", waiting: 0 });
  });

  it("[C-03] a clock that is a day ahead is told and does not win against later edits", async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "First", owner: ANN });
    const ann = await world.device(ANN, { clock: { now: () => world.time.now() + 86_400_000 } });
    const boss = await world.device(BOSS, { seed: 9 });
    await world.pass();
    expect(Math.abs(stateOf(ann.replica).clockOffset + 86_400_000)).toBeLessThan(1_000);
    await ann.replica.commit([{ record: customer(1), values: { name: "Ahead" } }]);
    await world.pass();
    await boss.replica.commit([{ record: customer(1), values: { name: "Later" } }]);
    await world.pass();
    expect((await rowOf(ann.replica, customer(1)))?.name).toBe("Later");
  });

  it("[D-11] two pages on two devices write one text and see each other's words", async () => {
    const world = await createWorld();
    const deal = recordId("opportunity", key(1));
    await world.seed(deal, { subject: "Deal", owner: ANN });
    const ann = await world.device(ANN);
    const boss = await world.device(BOSS, { seed: 9 });
    await world.pass();
    const one = await openPage(ann.replica, docId(deal));
    const two = await openPage(boss.replica, docId(deal));
    one.type("from Ann");
    await world.pass();
    two.type("from the boss");
    await world.pass();
    expect(one.text()).toBe("from Ann\nfrom the boss");
    expect(two.text()).toBe(one.text());
    expect(stateOf(boss.replica)).toMatchObject({ kind: "saved", waiting: 0 });
  });

  it("[O-11] restored from a file, waiting changes reach the relay once", async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "First", owner: ANN });
    const ann = await world.device(ANN);
    await world.pass();
    ann.online(false);
    await world.pass();
    await ann.replica.commit([{ record: customer(1), values: { name: "From the file" } }]);
    const file = await ann.replica.exportOutbox();
    ann.replica.stop();
    const fresh = await world.device(ANN, { seed: 11 });
    await world.pass();
    expect(await fresh.replica.restoreOutbox(file)).toEqual({ ok: true, value: { restored: 1 } });
    expect(await fresh.replica.restoreOutbox(new Blob(["nonsense"]))).toMatchObject({ ok: false, error: { type: "NotAnOutbox" } });
    await world.pass();
    expect(stateOf(fresh.replica)).toMatchObject({ kind: "saved", waiting: 0 });
    const asked = fresh.replica.history(customer(1));
    await world.pass();
    expect((await asked).entries.filter(({ path }) => path === "name")).toHaveLength(1);
  });
});
