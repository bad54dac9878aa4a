import { describe, expect, it } from "vitest";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import { CLOSE } from "#domain/protocol/close.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import type { Tx } from "#domain/protocol/up/push.ts";
import { parseUp } from "#domain/protocol/up.ts";
import { seedCommit } from "#sync-server/seed.ts";
import { createDice } from "#tests/simulation/dice.ts";
import { createVirtualTime } from "#tests/simulation/virtual-time.ts";
import type { Connect } from "#workers/replica/deps.ts";
import { createReplica, type Replica } from "#workers/replica/replica.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import { TABLES, type Operation, type ReplicaStorage } from "#workers/replica/storage/storage.ts";
import { createSingleTab } from "#workers/replica/tabs.ts";
import { openPage } from "./replica-page.ts";
import { ANN, attentionOf, BOSS, createWorld, key, rowOf, START, stateOf, type World } from "./replica-world.ts";

const customer = recordId("customer", key(1));
const deal = recordId("opportunity", key(1));

const changesOf = async (world: World, replica: Replica, record: RecordId, path: string) => {
  const asked = replica.history(record);
  await world.pass();
  return (await asked).entries.filter((entry) => entry.path === path).map(({ to }) => to);
};

/** The same content in another storage, as a restored profile has it. */
const copyOf = async (storage: ReplicaStorage, counters: readonly string[]): Promise<ReplicaStorage> => {
  const copy = createMemoryStorage();
  for (const table of TABLES) {
    const operations = (await storage.entries(table)).map(([at, value]) => ({ table, key: at, put: value }) as unknown as Operation);
    await copy.write(operations, "strict");
  }
  for (const counter of counters) {
    const now = await storage.take(counter, 0, 0);
    if (now.ok) await copy.take(counter, 0, now.value);
  }
  return copy;
};

describe("the outbox", () => {
  it("[O-05] found in storage after a restart, a transaction that was handed in goes out under its id, and counts once", async () => {
    const world = await createWorld();
    await world.seed(customer, { name: "First", owner: ANN });
    const ann = await world.device(ANN);
    await world.pass();
    const done = await ann.replica.commit([{ record: customer, values: { name: "Second" } }]);
    if (!done.ok) throw new Error("refused");
    // The push has arrived, its answer has not.
    await world.pass(8);
    ann.online(false);
    ann.replica.stop();
    expect(await world.relay.storage.answers([done.value.tx])).toMatchObject([{ answer: { ok: true } }]);
    const { head } = await world.relay.storage.counters();
    const [, stored] = (await ann.storage.entries("outbox"))[0] ?? [];
    expect(stored?.txs.map(({ id }) => id)).toEqual([done.value.tx]);
    const again = await world.device(ANN, { storage: ann.storage, seed: 8 });
    await world.pass();
    expect(stateOf(again.replica)).toMatchObject({ kind: "saved", waiting: 0, attention: 0 });
    expect((await world.relay.storage.counters()).head).toBe(head);
    expect(await changesOf(world, again.replica, customer, "name")).toEqual(["Second"]);
  });

  it("[O-06] accepted while the device is still catching up, a transaction stays until the feed has reached it", async () => {
    const world = await createWorld();
    await world.seed(customer, { name: "First", owner: ANN });
    const ann = await world.device(ANN);
    await world.pass();
    ann.online(false);
    await world.pass();
    const many = Array.from({ length: 1_200 }, (_, n) => ({ id: recordId("customer", key(100 + n)), values: { name: `C ${n}`, owner: ANN }, at: START, by: BOSS }));
    await world.relay.seed((counters) => seedCommit(counters, many));
    await ann.replica.commit([{ record: customer, values: { name: "Second" } }]);
    // Hello and the push go through; the requests for further pages do not.
    ann.allow(2);
    ann.online(true);
    await world.pass(10_000);
    expect(stateOf(ann.replica).waiting).toBe(0);
    expect(await ann.storage.entries("outbox")).toHaveLength(1);
    expect((await rowOf(ann.replica, customer))?.name).toBe("Second");
    ann.online(false);
    ann.replica.stop();
    const again = await world.device(ANN, { storage: ann.storage, seed: 8 });
    expect((await rowOf(again.replica, customer))?.name).toBe("Second");
    await world.pass(10_000);
    expect(await ann.storage.entries("outbox")).toHaveLength(0);
    expect((await rowOf(again.replica, customer))?.name).toBe("Second");
    expect(await again.replica.allRows("customer")).toHaveLength(1_201);
  });

  it("[O-08] a restored profile that used its client ids again writes its changes anew, and they arrive", async () => {
    const world = await createWorld();
    await world.seed(customer, { name: "First", owner: ANN });
    const first = await world.device(ANN);
    await world.pass();
    first.replica.stop();
    const device = (await first.storage.get("meta", "device")) as { readonly number: number };
    const profile = await copyOf(first.storage, [`clientIds:${device.number}`]);
    const live = await world.device(ANN, { storage: first.storage, seed: 3 });
    await world.pass();
    await live.replica.commit([{ record: customer, values: { name: "Second" } }]);
    await world.pass();
    live.replica.stop();
    const restored = await world.device(ANN, { storage: profile, seed: 4 });
    restored.online(false);
    const done = await restored.replica.commit([{ record: customer, values: { phone: "7" } }]);
    if (!done.ok) throw new Error("refused");
    restored.online(true);
    await world.pass(10_000);
    // The relay judged the change as it was made, and took it as it was written anew.
    expect(await world.relay.storage.answers([done.value.tx])).toMatchObject([{ answer: { ok: false, refusal: { reason: "usedClock" } } }]);
    expect(await rowOf(restored.replica, customer)).toMatchObject({ name: "Second", phone: "7" });
    expect(stateOf(restored.replica)).toMatchObject({ kind: "saved", waiting: 0, attention: 0 });
    expect(await changesOf(world, restored.replica, customer, "phone")).toEqual(["7"]);
  });

  it("[O-08] what is found stale again and again goes to the tray after the fifth time, under a new id each time", async () => {
    const time = createVirtualTime(START);
    const pushed: Tx[] = [];
    const connect: Connect = (events) => {
      const tell = (message: object): void => void time.set(() => events.message(encodeFrame(message)), 5);
      time.set(events.opened, 5);
      return {
        send: (bytes) => {
          const message = parseUp(bytes);
          if (!message.ok) return events.closed(CLOSE.badFrame.code);
          if (message.value.type === "hello") {
            tell({ type: "welcome", person: ANN, device: 5_000, deviceKey: "k", used: 0, now: time.now(), head: 0, start: "s", common: 0, total: 0, scopes: [] });
            tell({ type: "page", entries: [], cursor: 0, head: 0, more: false, scopes: [] });
          } else if (message.value.type === "push") {
            pushed.push(...message.value.txs);
            const refusal = { code: "stale", reason: "gap", doc: null, path: null };
            tell({ type: "answers", answers: message.value.txs.map(({ id }) => ({ tx: id, ok: false, refusal })) });
          }
        },
        close: () => undefined,
      };
    };
    const replica = await createReplica({
      storage: createMemoryStorage(),
      connect,
      http: async (_method, path) => ({ status: 200, body: path === "/api/ticket" ? { ticket: "t" } : { id: ANN, name: "Ann" } }),
      clock: time,
      random: createDice(1),
      timers: { set: time.set, clear: (timer) => time.clear(timer as number) },
      tabs: createSingleTab(),
      log: () => undefined,
      offsetMinutes: () => 0,
      locale: () => "en",
      online: () => true,
      persist: () => undefined,
    });
    await replica.start();
    await time.runUntil(START + 1_000);
    await replica.commit([{ record: customer, values: { name: "Mine" } }]);
    await time.runUntil(START + 10_000);
    expect(pushed).toHaveLength(6);
    expect(new Set(pushed.map(({ id }) => id)).size).toBe(6);
    for (const { docs } of pushed) expect(docs[0]?.changes).toContainEqual(expect.objectContaining({ path: "name", to: "Mine" }));
    expect(attentionOf(replica)).toMatchObject([{ refusal: { code: "stale" }, docs: [{ doc: customer }] }]);
    expect(stateOf(replica)).toMatchObject({ waiting: 0, attention: 1 });
    replica.stop();
  });

  it("[O-10] words become one transaction after a pause, at the latest after a second, and go on in it until it is handed in", async () => {
    const world = await createWorld();
    await world.seed(deal, { subject: "Deal", owner: ANN });
    const ann = await world.device(ANN);
    await world.pass();
    ann.online(false);
    const page = await openPage(ann.replica, docId(deal));
    const transactions = async () => (await ann.storage.entries("outbox")).flatMap(([, { txs }]) => txs);
    page.type("one");
    await world.pass(290);
    expect(await transactions()).toHaveLength(0);
    await world.pass(20);
    const [first] = await transactions();
    expect(first?.docs[0]?.texts).toEqual({ requirement: "one" });
    // Never a pause as long as 300 ms: the second counts.
    for (let n = 0; n < 4; n += 1) {
      page.type(`more ${n}`);
      await world.pass(200);
    }
    expect((await transactions())[0]?.docs[0]?.texts).toEqual({ requirement: "one" });
    page.type("last");
    await world.pass(210);
    const merged = await transactions();
    expect(merged.map(({ id }) => id)).toEqual([first?.id]);
    expect(merged[0]?.docs[0]?.texts?.requirement).toContain("more 3");
    await world.pass(1_000);
    ann.online(true);
    await world.pass(5_000);
    page.type("after");
    await world.pass();
    expect(await world.relay.storage.answers([first?.id ?? ("" as never)])).toMatchObject([{ answer: { ok: true } }]);
    const [stored] = await world.relay.storage.documents([docId(deal)]);
    expect(String(stored?.row.requirement).split("\n")).toEqual(["one", "more 0", "more 1", "more 2", "more 3", "last", "after"]);
  });

  it("[O-11] a file taken in twice at the same moment waits once, and is handed in", async () => {
    const world = await createWorld();
    await world.seed(customer, { name: "First", owner: ANN });
    const ann = await world.device(ANN);
    await world.pass();
    ann.online(false);
    await ann.replica.commit([{ record: customer, values: { name: "From the file" } }]);
    const file = await ann.replica.exportOutbox();
    const fresh = await world.device(ANN, { seed: 11 });
    await world.pass();
    const both = await Promise.all([fresh.replica.restoreOutbox(file), fresh.replica.restoreOutbox(file)]);
    expect(both).toEqual([{ ok: true, value: { restored: 1 } }, { ok: true, value: { restored: 0 } }]);
    await world.pass(20_000);
    expect((await rowOf(fresh.replica, customer))?.name).toBe("From the file");
    expect(stateOf(fresh.replica)).toMatchObject({ kind: "saved", waiting: 0 });
  });

  it("[O-11] a file taken in elsewhere and the device that it came from hand the same change in once", async () => {
    const world = await createWorld();
    await world.seed(customer, { name: "First", owner: ANN });
    const ann = await world.device(ANN);
    await world.pass();
    ann.online(false);
    const done = await ann.replica.commit([{ record: customer, values: { name: "From the file" } }]);
    if (!done.ok) throw new Error("refused");
    const file = await ann.replica.exportOutbox();
    const other = await world.device(BOSS, { seed: 12 });
    const fresh = await world.device(ANN, { seed: 11 });
    await world.pass();
    expect(await other.replica.restoreOutbox(file)).toMatchObject({ ok: false, error: { type: "OtherPerson", person: ANN } });
    expect(await fresh.replica.restoreOutbox(file)).toEqual({ ok: true, value: { restored: 1 } });
    expect(await fresh.replica.restoreOutbox(file)).toMatchObject({ ok: true });
    await world.pass();
    expect(await world.relay.storage.answers([done.value.tx])).toMatchObject([{ tx: done.value.tx, answer: { ok: true } }]);
    const { head } = await world.relay.storage.counters();
    ann.online(true);
    await world.pass(5_000);
    expect(stateOf(ann.replica)).toMatchObject({ kind: "saved", waiting: 0, attention: 0 });
    expect((await world.relay.storage.counters()).head).toBe(head);
    expect(await changesOf(world, fresh.replica, customer, "name")).toEqual(["From the file"]);
  });

  it("[O-12] many edits are taken portion by portion, up to the first that cannot be made, and undone as far as they were done", async () => {
    const world = await createWorld();
    const ids = Array.from({ length: 450 }, (_, n) => recordId("customer", key(100 + n)));
    await world.relay.seed((counters) => seedCommit(counters, ids.map((id) => ({ id, values: { name: "Old", owner: ANN }, at: START, by: BOSS }))));
    const ann = await world.device(ANN);
    await world.pass();
    const named = async (name: string) => (await ann.replica.rows(ids)).filter((row) => row.name === name).length;
    const edits = ids.map((record, n) => ({ record, values: { name: n === 430 ? "" : "New" } }));
    const running = ann.replica.commitMany(edits.map((edit, n) => (n === 430 ? { ...edit, values: { name: null } } : edit)));
    await world.pass();
    const outcome = await running;
    expect(outcome).toMatchObject({ done: 400, problem: { type: "Invalid", path: "name" } });
    expect(await named("New")).toBe(400);
    const undoing = ann.replica.commitMany(outcome.undo);
    await world.pass();
    expect(await undoing).toMatchObject({ done: 400, problem: null });
    expect(await named("Old")).toBe(450);
  });
});
