import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { createKeySource, recordId } from "#domain/id.ts";
import { createDice } from "#tests/simulation/dice.ts";
import { createDexieStorage, problemOf } from "#workers/replica/storage/dexie.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import type { OutboxRecord, ReplicaStorage } from "#workers/replica/storage/storage.ts";

const me = recordId("user", "ann");
const keys = createKeySource({ now: () => 1 }, createDice(1));
const record = (): OutboxRecord => ({ at: 1, by: me, leased: true, txs: [{ id: keys.next(), docs: [] }] });

const STORAGES: readonly (readonly [string, () => ReplicaStorage])[] = [
  ["memory", createMemoryStorage],
  ["Dexie", () => createDexieStorage({ name: "test", indexedDB: new IDBFactory(), keyRange: IDBKeyRange })],
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
