import { Dexie, type Table } from "dexie";
import type { StorageProblem } from "#workers/replica/api.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { TABLES, type KeyOf, type Operation, type ReplicaStorage, type TableName, type ValueOf } from "./storage.ts";

interface DexieOptions {
  /** Database name: one per workspace address. */
  readonly name: string;
  /** Other than the browser's own, for tests. */
  readonly indexedDB?: IDBFactory;
  readonly keyRange?: typeof IDBKeyRange;
}

/** `outbox` counts its own keys so that every tab's commits fall into one order. */
const STORES: Readonly<Record<TableName | "counters", string>> = {
  rows: "",
  snapshots: "",
  outbox: "++",
  attention: "",
  history: "",
  meta: "",
  local: "",
  counters: "",
};

const REFUSED = new Set(["SecurityError", "InvalidStateError", "MissingAPIError", "UnknownError", "OpenFailedError"]);

/** What a failed IndexedDB call means to the person at the device. */
export const problemOf = (error: unknown): StorageProblem => {
  for (let cause: unknown = error; typeof cause === "object" && cause !== null; ) {
    const { name, inner } = cause as { readonly name?: unknown; readonly inner?: unknown };
    if (name === "QuotaExceededError") return "quota";
    if (name === "VersionError") return "lost";
    if (inner === undefined || inner === cause) return REFUSED.has(String(name)) ? "refused" : "lost";
    cause = inner;
  }
  return "lost";
};

export const createDexieStorage = (options: DexieOptions): ReplicaStorage => {
  const { indexedDB, keyRange } = options;
  const create = (durability: "strict" | "relaxed"): Dexie => {
    const db = new Dexie(options.name, {
      chromeTransactionDurability: durability,
      ...(indexedDB ? { indexedDB } : {}),
      ...(keyRange ? { IDBKeyRange: keyRange } : {}),
    });
    db.version(1).stores(STORES);
    return db;
  };
  // Durability is a property of a Dexie instance, so there are two over one database. Reads go by the first; the other opens when it is first written by.
  const strict = create("strict");
  const relaxed = create("relaxed");
  const listeners = new Set<() => void>();
  /** Answers false so that Dexie does not make ready to open the database again. */
  const lost = (): false => {
    strict.close();
    relaxed.close();
    for (const call of listeners) call();
    return false;
  };
  strict.on("versionchange", lost);
  relaxed.on("versionchange", lost);
  strict.on("blocked", () => undefined);

  const tableOf = <T extends TableName>(db: Dexie, table: T) => db.table(table) as Table<ValueOf<T>, KeyOf<T>>;

  const attempt = async <R>(work: () => Promise<R>): Promise<Result<R, StorageProblem>> => {
    try {
      return ok(await work());
    } catch (error) {
      return err(problemOf(error));
    }
  };

  const run = async (db: Dexie, operations: readonly Operation[]): Promise<readonly number[]> => {
    const names = [...new Set(operations.map((operation) => operation.table))];
    const added: number[] = [];
    await db.transaction("rw", names, async () => {
      for (const operation of operations) {
        const table = db.table(operation.table);
        if ("add" in operation) added.push((await table.add(operation.add)) as number);
        else if ("put" in operation) await table.put(operation.put, operation.key);
        else await table.delete(operation.delete);
      }
    });
    return added;
  };

  return {
    open: () =>
      attempt(async () => {
        await strict.open();
        return true as const;
      }),
    get: (table, key) => tableOf(strict, table).get(key),
    getMany: (table, keys) => tableOf(strict, table).bulkGet([...keys]),
    entries: (table) =>
      strict.transaction("r", table, async () => {
        const store = tableOf(strict, table);
        const [keys, values] = await Promise.all([store.toCollection().primaryKeys() as PromiseLike<KeyOf<typeof table>[]>, store.toArray()]);
        return keys.map((key, at) => [key, values[at] as ValueOf<typeof table>] as const);
      }),
    write: (operations, durability) =>
      operations.length === 0 ? Promise.resolve(ok([])) : attempt(() => run(durability === "strict" ? strict : relaxed, operations)),
    take: (counter, count, atLeast) =>
      attempt(() =>
        strict.transaction("rw", "counters", async () => {
          const counters = strict.table<number, string>("counters");
          const first = Math.max((await counters.get(counter)) ?? 0, atLeast);
          await counters.put(first + count, counter);
          return first;
        }),
      ),
    takeFirst: (list, count) =>
      attempt(() =>
        strict.transaction("rw", "meta", async () => {
          const meta = strict.table<readonly string[], string>("meta");
          const all = (await meta.get(list)) ?? [];
          if (all.length > 0) await meta.put(all.slice(count), list);
          return all.slice(0, count);
        }),
      ),
    clear: async () => {
      await strict.transaction("rw", [...TABLES, "counters"], async () => {
        for (const table of [...TABLES, "counters"]) await strict.table(table).clear();
      });
    },
    close: () => {
      strict.close();
      relaxed.close();
    },
    onLost: (call) => {
      listeners.add(call);
    },
  };
};
