import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { createKeySource, recordId } from "#domain/id.ts";
import { createDice } from "#tests/simulation/dice.ts";
import { createHeldStorage } from "#workers/replica/storage/held.ts";
import { createDexieStorage, problemOf } from "#workers/replica/storage/dexie.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import { afterHolder, holdFirst, type HoldParts, type StorageLocks } from "#workers/replica/storage/first-holder.ts";
import { TABLES, type Operation, type OutboxRecord, type ReplicaStorage } from "#workers/replica/storage/storage.ts";

const me = recordId("user", "ann");
const keys = createKeySource({ now: () => 1 }, createDice(1));
const record = (): OutboxRecord => ({ at: 1, by: me, leased: true, txs: [{ id: keys.next(), docs: [] }] });

const createDexie = (): ReplicaStorage => createDexieStorage({ name: "test", indexedDB: new IDBFactory(), keyRange: IDBKeyRange });
const unexpected = (problem: string): never => {
  throw new Error(problem);
};
const createHeld = (storage: ReplicaStorage) => createHeldStorage({ come: async () => storage, failed: unexpected });
/** Whoever waits for the storage asks for it. */
const createComing = (): ReplicaStorage => {
  const held = createHeld(createDexie());
  held.settle();
  return held;
};

const STORAGES: readonly (readonly [string, () => ReplicaStorage])[] = [
  ["memory", createMemoryStorage],
  ["Dexie", createDexie],
  ["Dexie that comes while it is used", createComing],
];

describe.each(STORAGES)("storage in %s", (_name, create) => {
  const opened = async (): Promise<ReplicaStorage> => {
    const storage = create();
    expect(await storage.open()).toEqual({ ok: true, value: true });
    return storage;
  };

  it("[D-01] puts, gets and deletes by key", async () => {
    const storage = await opened();
    await storage.write([{ table: "meta", key: "a", put: { n: 1 } }, { table: "local", key: "b", put: "two" }], "relaxed");
    expect(await storage.get("meta", "a")).toEqual({ n: 1 });
    expect(await storage.getMany("local", ["b", "c"])).toEqual(["two", undefined]);
    await storage.write([{ table: "meta", delete: "a" }], "strict");
    expect(await storage.get("meta", "a")).toBeUndefined();
  });

  it("[D-01] gives added records growing numbers, also after the last one was deleted", async () => {
    const storage = await opened();
    const first = await storage.write([{ table: "outbox", add: record() }, { table: "outbox", add: record() }], "strict");
    if (!first.ok) throw new Error(first.error);
    const [one = 0, two = 0] = first.value;
    expect(two).toBeGreaterThan(one);
    await storage.write([{ table: "outbox", delete: two }], "strict");
    const next = await storage.write([{ table: "outbox", add: record() }], "strict");
    expect(next.ok && (next.value[0] ?? 0) > two).toBe(true);
    expect((await storage.entries("outbox")).map(([key]) => key)).toEqual([one, next.ok ? next.value[0] : 0]);
  });

  it("[D-01] lists numeric keys in order of number and keeps bytes as they are", async () => {
    const storage = await opened();
    for (const key of [10, 9, 100]) {
      const put = { ends: Uint32Array.of(2), bytes: Uint8Array.of(key, 255) };
      await storage.write([{ table: "snapshots", key, put }], "relaxed");
    }
    const entries = await storage.entries("snapshots");
    expect(entries.map(([key]) => key)).toEqual([9, 10, 100]);
    expect(entries[0]?.[1].bytes).toEqual(Uint8Array.of(9, 255));
  });

  it("[D-04] hands out each number of a counter once, none below the floor", async () => {
    const storage = await opened();
    const taken = await Promise.all([storage.take("ids", 4, 0), storage.take("ids", 4, 0), storage.take("ids", 1, 100), storage.take("other", 1, 1)]);
    expect(taken.map((one) => (one.ok ? one.value : -1)).toSorted((a, b) => a - b)).toEqual([0, 1, 4, 100]);
  });

  it("[D-01] forgets everything when cleared", async () => {
    const storage = await opened();
    await storage.write([{ table: "outbox", add: record() }, { table: "meta", key: "me", put: 1 }], "strict");
    await storage.take("ids", 3, 0);
    await storage.clear();
    expect(await storage.entries("outbox")).toEqual([]);
    expect(await storage.take("ids", 1, 0)).toEqual({ ok: true, value: 0 });
  });
});

describe("a storage that comes later", () => {
  const page = (key: number): Operation[] => [
    { table: "snapshots", key, put: { ends: Uint32Array.of(1), bytes: Uint8Array.of(key) } },
    { table: "meta", key: "feed", put: key },
  ];
  const contents = (storage: ReplicaStorage) => Promise.all(TABLES.map((table) => storage.entries(table)));

  it("[D-01] [D-21] answers as one that was there from the start, and has the same in it in the end, whenever it comes", async () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const dice = createDice(seed);
      const upTo = (most: number): number => (dice.bytes(1)[0] ?? 0) % most;
      const [model, real] = [createMemoryStorage(), createDexie()];
      const held = createHeld(real);
      const steps: readonly ((storage: ReplicaStorage, key: number, added: OutboxRecord) => Promise<unknown>)[] = [
        (storage, key) => storage.write(page(key), "relaxed"),
        (storage, key) => storage.write([{ table: "snapshots", delete: key }, { table: "meta", key: "device", put: key }], "strict"),
        (storage, key) => storage.take(`counter ${key % 2}`, key, key),
        (storage, key) => storage.get("snapshots", key),
        (storage, key) => storage.getMany("meta", ["feed", `list ${key}`, "device"]),
        (storage) => storage.entries("snapshots"),
        (storage, _, added) => storage.write([{ table: "outbox", add: added }, { table: "meta", key: "epoch", put: 1 }], "strict"),
        (storage, key) => storage.write([{ table: "meta", key: "list 0", put: ["a", "b", "c"].slice(key % 3) }], "strict"),
        (storage) => storage.takeFirst("list 0", 1),
      ];
      const comesAt = upTo(40);
      // Until then nothing is done that has it come by itself.
      for (let step = 0; step < 40; step += 1) {
        if (step === comesAt) held.settle();
        const does = steps[upTo(step < comesAt ? 6 : steps.length)];
        const [key, added] = [upTo(6), record()];
        expect(await does?.(held, key, added)).toEqual(await does?.(model, key, added));
      }
      await held.kept;
      expect(await contents(real)).toEqual(await contents(model));
      for (const counter of ["counter 0", "counter 1"]) expect(await real.take(counter, 1, 0)).toEqual(await model.take(counter, 1, 0));
    }
  });

  it("[D-21] holds what the relay says again, in one write once it comes; of what was written meanwhile nothing is lost", async () => {
    const real = createDexie();
    const writes: number[] = [];
    const held = createHeld({ ...real, write: (operations, durability) => (writes.push(operations.length), real.write(operations, durability)) });
    for (const key of [1, 2, 3]) expect(await held.write(page(key), "relaxed")).toEqual({ ok: true, value: [] });
    expect(writes).toEqual([]);
    held.settle();
    const more = Promise.all([held.write(page(4), "relaxed"), held.take("ids", 5, 0), held.write(page(5), "relaxed"), held.take("ids", 1, 0)]);
    expect((await more)[3]).toEqual({ ok: true, value: 5 });
    await held.kept;
    expect((await real.entries("snapshots")).map(([key]) => key)).toEqual([1, 2, 3, 4, 5]);
    expect(await real.get("meta", "feed")).toBe(5);
    expect(writes[0]).toBeGreaterThanOrEqual(4);
  });

  it("[D-21] somebody's work counts as written once it is kept, and has it come", async () => {
    const real = createDexie();
    let come: () => void = () => undefined;
    const way = new Promise<void>((resolve) => {
      come = resolve;
    });
    let asked = false;
    const held = createHeldStorage({ come: () => ((asked = true), way.then(() => real)), failed: unexpected });
    let remembered = false;
    const screen = held.write([{ table: "local", key: "width", put: "3" }], "relaxed").then(() => (remembered = true));
    await Promise.resolve();
    expect(asked).toBe(false);
    const written = held.write([{ table: "outbox", add: record() }], "strict");
    expect(asked).toBe(true);
    expect(remembered).toBe(false);
    expect(await held.entries("outbox")).toEqual([]);
    come();
    expect((await written).ok).toBe(true);
    await screen;
    expect(await real.entries("outbox")).toHaveLength(1);
    expect(await real.get("local", "width")).toBe("3");
  });

  it("[D-21] what a screen has set is read back meanwhile", async () => {
    const real = createDexie();
    let come: () => void = () => undefined;
    const way = new Promise<void>((resolve) => {
      come = resolve;
    });
    const held = createHeldStorage({ come: () => way.then(() => real), failed: unexpected });
    const set = held.write([{ table: "local", key: "home/whose", put: "mine" }], "relaxed");
    const unset = held.write([{ table: "local", delete: "width" }], "relaxed");
    expect(await held.getMany("local", ["home/whose", "width"])).toEqual(["mine", undefined]);
    held.settle();
    come();
    await Promise.all([set, unset]);
    expect(await held.get("local", "home/whose")).toBe("mine");
    expect(await real.entries("local")).toEqual([["home/whose", "mine"]]);
  });

  it("[D-21] says when it cannot be opened or does not take what was held, and then takes nothing any more", async () => {
    const refusals: readonly Partial<ReplicaStorage>[] = [
      { open: async () => ({ ok: false, error: "refused" }) },
      { write: async () => ({ ok: false, error: "refused" }) },
      { take: async () => ({ ok: false, error: "refused" }) },
    ];
    for (const refusal of refusals) {
      const told: string[] = [];
      const held = createHeldStorage({ come: async () => ({ ...createMemoryStorage(), ...refusal }), failed: (problem) => told.push(problem) });
      await held.take("ids", 1, 0);
      await held.write(page(1), "relaxed");
      let kept = false;
      void held.kept.then(() => (kept = true));
      void held.write([{ table: "outbox", add: record() }], "strict").then(() => (kept = true));
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      expect(told).toEqual(["refused"]);
      expect(kept).toBe(false);
    }
  });

  it("[D-21] emptied before it has come, it holds nothing of what was written before that", async () => {
    const real = createDexie();
    const held = createHeld(real);
    await held.write(page(1), "relaxed");
    const screen = held.write([{ table: "local", key: "width", put: "3" }], "relaxed");
    await held.clear();
    await screen;
    expect(await real.entries("local")).toEqual([]);
    expect(await real.entries("snapshots")).toEqual([]);
  });

  it("[D-21] closed before it has come, it leaves nothing behind", async () => {
    const real = createMemoryStorage();
    const held = createHeld(real);
    await held.write(page(1), "relaxed");
    held.close();
    held.settle();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect(await real.entries("snapshots")).toEqual([]);
  });
});

describe("the first to store anything", () => {
  /** Locks as a browser has them, of one name. */
  const createLocks = (): StorageLocks => {
    let sharers = 0;
    let alone: Promise<unknown> | null = null;
    const request: StorageLocks["request"] = async (_name, { ifAvailable, mode }, hold) => {
      if (ifAvailable && (alone !== null || sharers > 0)) return hold(null);
      await alone;
      if (mode === "shared") {
        sharers += 1;
        return hold({}).finally(() => (sharers -= 1));
      }
      const mine = hold({});
      alone = mine;
      await mine;
      alone = null;
    };
    return { request };
  };
  const NONE = async () => [{ name: "another" }];
  const first = (locks: StorageLocks | undefined, databases: HoldParts["databases"] = NONE) => {
    const real = createMemoryStorage();
    return holdFirst({ locks, name: "test", databases, hold: () => createHeld(real) });
  };

  it("[D-21] holds only where there is no database, and where that can be told", async () => {
    expect(await first(createLocks())).not.toBeNull();
    expect(await first(undefined)).toBeNull();
    expect(await first(createLocks(), async () => [{ name: "test" }])).toBeNull();
    expect(await first(createLocks(), () => Promise.reject(new Error("not supported")))).toBeNull();
    expect(await first(createLocks(), () => (undefined as unknown as HoldParts["databases"])())).toBeNull();
  });

  it("[D-21] another tab opens the storage once what is held is in it, and asks for that", async () => {
    const locks = createLocks();
    const held = await first(locks);
    expect(await first(locks)).toBeNull();
    const heard: string[] = [];
    const other = afterHolder(locks, { ...createMemoryStorage(), open: async () => (heard.push("open"), { ok: true, value: true }) }, () => heard.push("knock"));
    const opened = other.open();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect(heard).toEqual(["knock"]);
    void held?.kept.then(() => heard.push("kept"));
    held?.settle();
    expect(await opened).toEqual({ ok: true, value: true });
    expect(heard).toEqual(["knock", "kept", "open"]);
    expect(await first(locks)).not.toBeNull();
  });
});

describe("failures of IndexedDB", () => {
  const named = (name: string, inner?: unknown) => Object.assign(new Error(name), { name, ...(inner === undefined ? {} : { inner }) });

  it("[D-08] a full disk, a refusing browser and a newer database are told apart", () => {
    expect(problemOf(named("AbortError", named("QuotaExceededError")))).toBe("quota");
    expect(problemOf(named("OpenFailedError", named("SecurityError")))).toBe("refused");
    expect(problemOf(named("MissingAPIError"))).toBe("refused");
    expect(problemOf(named("VersionError"))).toBe("lost");
    expect(problemOf(named("DatabaseClosedError"))).toBe("lost");
  });

  it("[D-08] a database deleted under the app is told", async () => {
    const indexedDB = new IDBFactory();
    const storage = createDexieStorage({ name: "test", indexedDB, keyRange: IDBKeyRange });
    let lost = 0;
    storage.onLost(() => {
      lost += 1;
    });
    await storage.open();
    await new Promise((resolve) => {
      indexedDB.deleteDatabase("test").onsuccess = resolve;
    });
    expect(lost).toBeGreaterThan(0);
    const written = await storage.write([{ table: "meta", key: "a", put: 1 }], "strict");
    expect(written).toEqual({ ok: false, error: "lost" });
  });
});
