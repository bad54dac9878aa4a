import { describe, expect, it } from "vitest";
import { docId, recordId } from "#domain/id.ts";
import { err } from "#domain/result.ts";
import { unpackSegment } from "#workers/replica/segments.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import type { ReplicaStorage } from "#workers/replica/storage/storage.ts";
import type { StorageProblem } from "#workers/replica/api.ts";
import { openPage } from "./replica-page.ts";
import { ANN, BOSS, createWorld, rowOf, stateOf } from "./replica-world.ts";

const customer = recordId("customer", "0000000000000001");
const deal = recordId("opportunity", "0000000000000001");

/** A storage that can be made to fail: after `left` more writes nothing is stored any more, as when the power goes. */
const failing = (inner: ReplicaStorage) => {
  const state = { left: Number.POSITIVE_INFINITY, problem: "lost" as StorageProblem, writes: 0 };
  const storage: ReplicaStorage = {
    ...inner,
    close: () => undefined,
    write: async (operations, durability) => {
      state.writes += 1;
      if (state.left <= 0) return err(state.problem);
      state.left -= 1;
      return inner.write(operations, durability);
    },
  };
  return { storage, state };
};

/** Ann's device, on a disk that can be made to fail, and the boss's. */
const annAndBoss = async () => {
  const world = await createWorld();
  await world.seed(deal, { subject: "First", owner: ANN });
  const { storage, state } = failing(createMemoryStorage());
  const ann = await world.device(ANN, { storage });
  const boss = await world.device(BOSS, { seed: 9 });
  await world.pass();
  return { world, ann, boss, storage, state };
};

describe("faults of a device", () => {
  it("[D-08] what is changed while the disk is full is in view, reaches the others, and is stored once there is room", async () => {
    const { world, ann, boss, storage, state } = await annAndBoss();
    Object.assign(state, { left: 0, problem: "quota" });
    expect((await ann.replica.commit([{ record: deal, values: { subject: "Second" } }])).ok).toBe(true);
    const made = recordId("customer", "0000000000000002");
    expect((await ann.replica.commit([{ record: made, values: { name: "Made on a full disk" } }])).ok).toBe(true);
    expect((await rowOf(ann.replica, deal))?.subject).toBe("Second");
    expect(stateOf(ann.replica)).toMatchObject({ kind: "broken", problem: "quota", waiting: 2 });
    expect(await storage.entries("outbox")).toEqual([]);
    await world.pass();
    expect((await rowOf(boss.replica, deal))?.subject).toBe("Second");
    expect((await rowOf(boss.replica, made))?.name).toBe("Made on a full disk");
    state.left = Number.POSITIVE_INFINITY;
    await world.pass();
    expect(stateOf(ann.replica)).toMatchObject({ kind: "saved", problem: null, waiting: 0 });
    expect((await rowOf(ann.replica, deal))?.subject).toBe("Second");
  });

  it("[D-08] offline, what a full disk did not take is stored in its place once there is room", async () => {
    const world = await createWorld();
    await world.seed(deal, { subject: "First", owner: ANN });
    const disk = createMemoryStorage();
    const { storage, state } = failing(disk);
    const ann = await world.device(ANN, { storage });
    await world.pass();
    ann.online(false);
    await world.pass(100);
    const write = async (subject: string): Promise<void> => void (await ann.replica.commit([{ record: deal, values: { subject } }]));
    await write("Second");
    Object.assign(state, { left: 0, problem: "quota" });
    await write("Third");
    await write("Fourth");
    state.left = Number.POSITIVE_INFINITY;
    await write("Fifth");
    const kept = await disk.entries("outbox");
    expect(kept.flatMap(([, { txs }]) => txs.flatMap(({ docs }) => docs.flatMap(({ changes }) => changes.map(({ to }) => to))))).toEqual(["Second", "Third", "Fourth", "Fifth"]);
    expect(stateOf(ann.replica)).toMatchObject({ kind: "offline", problem: null, waiting: 4 });
  });

  it("[D-08] words typed while the disk is full are stored once there is room", async () => {
    const { world, ann, boss, state } = await annAndBoss();
    const page = await openPage(ann.replica, docId(deal));
    Object.assign(state, { left: 0, problem: "quota" });
    page.type("precious");
    await world.pass();
    state.left = Number.POSITIVE_INFINITY;
    await world.pass();
    expect((await rowOf(boss.replica, deal))?.requirement).toBe("precious");
  });

  it("[D-08] a browser that refuses storage still works, and says that nothing is kept", async () => {
    const world = await createWorld();
    const refusing: ReplicaStorage = { ...createMemoryStorage(), open: async () => err("refused") };
    const ann = await world.device(ANN, { storage: refusing });
    await world.pass();
    expect((await ann.replica.commit([{ record: customer, values: { name: "A" } }])).ok).toBe(true);
    await world.pass();
    expect(stateOf(ann.replica)).toMatchObject({ kind: "saved", problem: "refused" });
  });

  it("[D-09] stopped after any number of storage writes, a device comes back whole and sends what it had taken", async () => {
    const run = async (stopAfter: number): Promise<number> => {
      const world = await createWorld();
      await world.seed(deal, { subject: "First", owner: ANN });
      await world.seed(customer, { name: "First", owner: ANN });
      const disk = createMemoryStorage();
      const { storage, state } = failing(disk);
      const boss = await world.device(BOSS, { seed: 9 });
      state.left = stopAfter;
      const ann = await world.device(ANN, { storage, seed: 3 });
      await world.pass();
      const taken: Record<string, string> = {};
      const edits = [
        { record: deal, values: { subject: "Second" } },
        { record: customer, values: { name: "Second", phone: "1" } },
        { record: deal, values: { budget: "10", subject: "Third" } },
      ];
      for (const edit of edits) {
        // Each is known to the device once its first state has arrived.
        if (!(await rowOf(ann.replica, edit.record))) continue;
        const done = await ann.replica.commit([edit]);
        if (done.ok) for (const [path, value] of Object.entries(edit.values)) taken[`${edit.record} ${path}`] = value;
        await world.pass(12);
      }
      await world.pass(3);
      ann.online(false);
      ann.replica.stop();
      const again = await world.device(ANN, { storage: disk, seed: 4 });
      for (const [place, value] of Object.entries(taken)) {
        const [record = "", path = ""] = place.split(" ");
        const row = await rowOf(again.replica, record as typeof deal);
        if (row) expect(row[path], `${place} after ${stopAfter} writes`).toBe(value);
      }
      await world.pass(90_000);
      expect(stateOf(again.replica), `after ${stopAfter} writes`).toMatchObject({ kind: "saved", waiting: 0, attention: 0 });
      for (const record of [deal, customer]) {
        const there = await rowOf(boss.replica, record);
        expect(await rowOf(again.replica, record)).toEqual(there);
        for (const [place, value] of Object.entries(taken)) {
          const [of, path = ""] = place.split(" ");
          if (of === record) expect(there?.[path], `${place} after ${stopAfter} writes`).toBe(value);
        }
      }
      return state.writes;
    };
    const writes = await run(Number.POSITIVE_INFINITY);
    expect(writes).toBeGreaterThan(6);
    for (let stopAfter = 0; stopAfter <= writes; stopAfter += 1) await run(stopAfter);
  });

  it("[D-07] losing the right to read removes every trace from the device's storage", async () => {
    const world = await createWorld();
    const secret = recordId("customer", "0000000000000002");
    await world.seed(customer, { name: "Kept", owner: ANN });
    await world.seed(secret, { name: "Confidential", owner: ANN });
    const storage = createMemoryStorage();
    const ann = await world.device(ANN, { storage });
    const boss = await world.device(BOSS, { seed: 9 });
    await world.pass();
    await boss.replica.commit([{ record: secret, values: { name: "Confidential too" } }]);
    await world.pass();
    const asked = ann.replica.history(secret);
    await world.pass();
    await asked;
    await boss.replica.commit([{ record: secret, values: { owner: BOSS } }]);
    await world.pass();
    expect(await rowOf(ann.replica, secret)).toBeUndefined();
    expect(await ann.replica.search("Confidential", null, 5)).toEqual([]);
    const rows = (await storage.entries("rows")).map(([, stored]) => unpackSegment(stored));
    const contents = await storage.entries("snapshots");
    expect(JSON.stringify(rows)).toContain("Kept");
    expect(JSON.stringify(rows)).not.toContain("Confidential");
    expect(contents.map(([, { bytes }]) => new TextDecoder().decode(bytes)).join()).not.toContain("Confidential");
    expect(await storage.get("history", secret)).toBeUndefined();
  });

  it("[D-10] another person may not take over changes that wait, and an empty device starts afresh for them", async () => {
    const world = await createWorld();
    await world.seed(customer, { name: "First", owner: ANN });
    const storage = createMemoryStorage();
    const ann = await world.device(ANN, { storage });
    await world.pass();
    ann.online(false);
    await world.pass();
    await ann.replica.commit([{ record: customer, values: { name: "Mine" } }]);
    ann.replica.stop();
    const asBoss = await world.device(BOSS, { storage, seed: 5 });
    expect(await asBoss.replica.signIn("boss", "x")).toMatchObject({ ok: false, error: { type: "ChangesWaiting", waiting: 1, person: { id: ANN } } });
    expect(await asBoss.replica.signOut(false)).toEqual({ ok: false, error: { type: "ChangesWaiting", waiting: 1 } });
    expect((await asBoss.replica.signOut(true)).ok).toBe(true);
    expect(await rowOf(asBoss.replica, customer)).toBeUndefined();
    expect(await asBoss.replica.signIn("boss", "x")).toMatchObject({ ok: true, value: { id: BOSS } });
    await world.pass();
    expect((await rowOf(asBoss.replica, customer))?.name).toBe("First");
  });
});
