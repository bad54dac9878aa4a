import { describe, expect, it } from "vitest";
import { docId, recordId } from "#domain/id.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import type { ReplicaStorage } from "#workers/replica/storage/storage.ts";
import { openPage } from "./replica-page.ts";
import { createBrowser } from "./replica-tabs.ts";
import { ANN, BEN, BOSS, createWorld, rowOf, stateOf, type World } from "./replica-world.ts";
import { storedHere } from "./stored-here.ts";

const customer = recordId("customer", "0000000000000001");
const deal = recordId("opportunity", "0000000000000001");

/** The same storage, which takes pages late: once `hold` has been called, not before what it answers is. */
const slowly = (storage: ReplicaStorage): { readonly slow: ReplicaStorage; readonly hold: () => () => void } => {
  let busy: Promise<void> | null = null;
  return {
    slow: {
      ...storage,
      write: async (operations, durability) => {
        if (operations.some(({ table }) => table === "rows")) await busy;
        return storage.write(operations, durability);
      },
    },
    hold: () => {
      let free: () => void = () => undefined;
      busy = new Promise((resolve) => {
        free = resolve;
      });
      return free;
    },
  };
};

/** Two tabs over one storage; the first leads, and can be held up as it stores pages. */
const twoTabs = async (world: World, user = ANN) => {
  const browser = createBrowser({ set: world.time.set, clear: (timer) => world.time.clear(timer as number) });
  const storage = createMemoryStorage();
  const { slow, hold } = slowly(storage);
  const one = await world.device(user, { storage: slow, tabs: browser.tab("one"), seed: 3 });
  const two = await world.device(user, { storage, tabs: browser.tab("two"), seed: 4 });
  await world.pass();
  return { browser, storage, hold, one, two };
};

describe("several tabs of one device", () => {
  it("[D-05] one holds the connection, both show the same, and each other's commits at once", async () => {
    const world = await createWorld();
    await world.seed(customer, { name: "First", owner: ANN });
    const { browser, one, two } = await twoTabs(world);
    expect(browser.leader()).toBe("one");
    expect((await rowOf(two.replica, customer))?.name).toBe("First");
    expect(stateOf(two.replica).kind).toBe("saved");
    one.online(false);
    await world.pass();
    await two.replica.commit([{ record: customer, values: { name: "Second" } }]);
    await world.pass(1);
    expect((await rowOf(one.replica, customer))?.name).toBe("Second");
    expect(stateOf(one.replica)).toMatchObject({ kind: "offline", waiting: 1 });
    expect(stateOf(two.replica)).toMatchObject({ kind: "offline", waiting: 1 });
    one.online(true);
    await world.pass();
    expect(stateOf(two.replica)).toMatchObject({ kind: "saved", waiting: 0 });
  });

  it("[D-06] a tab that cannot read what the leader left says so, and leads once it can", async () => {
    const world = await createWorld();
    await world.seed(customer, { name: "First", owner: ANN });
    const browser = createBrowser({ set: world.time.set, clear: (timer) => world.time.clear(timer as number) });
    const storage = createMemoryStorage();
    let readable = true;
    const shaky = { ...storage, get: async (...asked: Parameters<typeof storage.get>) => (readable ? storage.get(...asked) : Promise.reject(new Error("storage is gone"))) } as typeof storage;
    const one = await world.device(ANN, { storage, tabs: browser.tab("one"), seed: 3 });
    const two = await world.device(ANN, { storage: shaky, tabs: browser.tab("two"), seed: 4 });
    await world.pass();
    readable = false;
    browser.crash("one");
    one.online(false);
    await world.pass();
    expect(browser.leader()).toBe("two");
    expect(stateOf(two.replica)).toMatchObject({ kind: "broken", problem: "lost" });
    readable = true;
    await world.pass(10_000);
    await two.replica.commit([{ record: customer, values: { name: "Second" } }]);
    await world.pass();
    expect(stateOf(two.replica)).toMatchObject({ kind: "saved", problem: null, waiting: 0 });
  });

  it("[D-06] when the leader dies in mid-push another tab takes over, and every change counts once", async () => {
    const world = await createWorld();
    await world.seed(customer, { name: "First", owner: ANN });
    const boss = await world.device(BOSS, { seed: 9 });
    const { browser, one, two } = await twoTabs(world);
    await one.replica.commit([{ record: customer, values: { name: "Second" } }]);
    await two.replica.commit([{ record: customer, values: { phone: "1" } }]);
    await world.pass(8);
    browser.crash("one");
    one.online(false);
    await world.pass();
    expect(browser.leader()).toBe("two");
    await two.replica.commit([{ record: customer, values: { name: "Third" } }]);
    await world.pass();
    expect(await rowOf(boss.replica, customer)).toMatchObject({ name: "Third", phone: "1" });
    expect(stateOf(two.replica)).toMatchObject({ kind: "saved", waiting: 0, attention: 0 });
    const asked = two.replica.history(customer);
    await world.pass();
    const mine = (await asked).entries.filter(({ path }) => path === "name" || path === "phone");
    expect(mine.map(({ path, to }) => `${path} ${String(to)}`).toSorted()).toEqual(["name Second", "name Third", "phone 1"]);
  });

  it("[D-05] [D-06] what a tab asks while it starts is answered once somebody leads, and without a connection as soon as that is known", async () => {
    const world = await createWorld();
    const { browser, storage, one } = await twoTabs(world, BOSS);
    const everything = { by: null, kind: null, record: null, path: null, since: null, until: null };
    const startInPlaceOf = async (before: string, name: string, online: boolean) => {
      browser.crash(before);
      const next = await world.device(BOSS, { storage, tabs: browser.tab(name), seed: 5 });
      next.online(online);
      const answer = next.replica.log(everything, null, 50);
      await world.pass(3_000);
      return Promise.race([answer, Promise.resolve("no answer")]);
    };
    browser.crash("two");
    one.online(false);
    expect(await startInPlaceOf("one", "three", true)).toMatchObject({ ok: true });
    expect(await startInPlaceOf("three", "four", false)).toEqual({ ok: false, error: { type: "Offline" } });
  });

  it("[D-05] a hidden leader gives way to a tab that comes into view", async () => {
    const world = await createWorld();
    const { browser, one, two } = await twoTabs(world);
    one.replica.setVisible(false);
    two.replica.setVisible(false);
    await world.pass();
    two.replica.setVisible(true);
    await world.pass();
    expect(browser.leader()).toBe("two");
    expect(stateOf(one.replica).kind).toBe("saved");
    await one.replica.commit([{ record: customer, values: { name: "New" } }]);
    await world.pass();
    expect(stateOf(one.replica)).toMatchObject({ kind: "saved", waiting: 0 });
  });

  it("[D-05] a tab without the connection reads history through the one that has it", async () => {
    const world = await createWorld();
    const { two } = await twoTabs(world);
    await two.replica.commit([{ record: customer, values: { name: "New" } }]);
    await world.pass();
    const asked = two.replica.history(customer);
    await world.pass();
    expect(await asked).toMatchObject({ fresh: true, pending: [] });
    expect((await asked).entries.length).toBeGreaterThan(0);
  });

  it("[D-05] a record open in two tabs stays in step while offline, and who is there is known in both", async () => {
    const world = await createWorld();
    await world.seed(deal, { subject: "Deal", owner: ANN });
    const { one, two } = await twoTabs(world);
    one.online(false);
    await world.pass();
    const left = await openPage(one.replica, docId(deal));
    const right = await openPage(two.replica, docId(deal));
    left.type("left");
    await world.pass();
    right.type("right");
    await world.pass();
    expect(left.text()).toBe("left\nright");
    expect(right.text()).toBe(left.text());
    left.here({ field: "subject" });
    await world.pass();
    expect(right.others()).toEqual([{ field: "subject" }]);
    left.leave();
    await world.pass();
    expect(right.others()).toEqual([]);
    expect((await rowOf(two.replica, deal))?.requirement).toBe("left\nright");
  });

  it("[A-12] [D-18] what one tab still stores while another signs out is no longer there for whoever signs in next", async () => {
    const world = await createWorld();
    await world.seed(customer, { name: "First", owner: ANN });
    const boss = await world.device(BOSS, { seed: 9 });
    const { browser, storage, hold, one, two } = await twoTabs(world);
    expect(browser.leader()).toBe("one");
    const free = hold();
    await boss.replica.commit([{ record: customer, values: { name: "Secret" } }]);
    await world.pass(50);
    expect(await two.replica.signOut(true)).toEqual({ ok: true, value: true });
    one.signedIn(false);
    await world.pass();
    free();
    await world.pass();
    expect(await storedHere(storage, "Secret")).toEqual([]);
    expect(await rowOf(one.replica, customer)).toBeUndefined();
    const next = await world.device(BEN, { storage, tabs: browser.tab("three"), seed: 5 });
    await world.pass();
    expect(await rowOf(next.replica, customer)).toBeUndefined();
  });

  it("[D-05] a leader that gives way while it stores a page is waited for: nothing that the next one stores is lost", async () => {
    const world = await createWorld();
    await world.seed(customer, { name: "First", owner: ANN });
    const boss = await world.device(BOSS, { seed: 9 });
    const rename = (name: string) => boss.replica.commit([{ record: customer, values: { name } }]);
    const { browser, storage, hold, one, two } = await twoTabs(world);
    const free = hold();
    await rename("Second");
    await world.pass(50);
    await rename("Third");
    one.replica.setVisible(false);
    two.replica.setVisible(false);
    two.replica.setVisible(true);
    await world.pass(5_000);
    free();
    await world.pass(5_000);
    expect(browser.leader()).toBe("two");
    await boss.replica.commit([{ record: deal, values: { subject: "Later", owner: ANN } }]);
    await world.pass();
    expect([stateOf(one.replica).kind, stateOf(two.replica).kind]).toEqual(["saved", "saved"]);
    const again = await world.device(ANN, { storage, seed: 8 });
    again.online(false);
    for (const { replica } of [one, two, again]) expect((await rowOf(replica, customer))?.name).toBe("Third");
  });

  it("[D-05] a tab that reads storage again while a record is stored twice shows the later, and goes on from there", async () => {
    const world = await createWorld();
    await world.seed(customer, { name: "First", owner: ANN });
    const boss = await world.device(BOSS, { seed: 9 });
    const rename = async (name: string) => {
      await boss.replica.commit([{ record: customer, values: { name } }]);
      await world.pass();
    };
    const browser = createBrowser({ set: world.time.set, clear: (timer) => world.time.clear(timer as number) });
    const storage = createMemoryStorage();
    const one = await world.device(ANN, { storage, tabs: browser.tab("one"), seed: 3 });
    let way: Promise<void> | null = null;
    let go: () => void = () => undefined;
    const slow: ReplicaStorage = {
      ...storage,
      getMany: async (...asked) => {
        const found = await storage.getMany(...asked);
        if (asked[0] === "meta") await way;
        return found;
      },
    };
    let deaf = false;
    const tab = browser.tab("two");
    const two = await world.device(ANN, { storage: slow, tabs: { ...tab, listen: (call) => tab.listen((message) => deaf || call(message)) }, seed: 4 });
    await world.pass();
    const names: unknown[] = [];
    two.replica.list({ kind: "customer" }, ["name"], ({ rows }) => names.push(rows[0]?.["name"]));
    deaf = true;
    await rename("Second");
    deaf = false;
    way = new Promise((resolve) => {
      go = resolve;
    });
    await rename("Third");
    for (const name of ["Fourth", "Fifth"]) await rename(name);
    go();
    await world.pass();
    expect(names.at(-1)).toBe("Fifth");
    await rename("Sixth");
    for (const { replica } of [one, two]) expect((await rowOf(replica, customer))?.name).toBe("Sixth");
    expect(names.at(-1)).toBe("Sixth");
  });
});
