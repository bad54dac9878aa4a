import { ok } from "#domain/result.ts";
import { TABLES, type KeyOf, type Operation, type ReplicaStorage, type TableName, type ValueOf } from "./storage.ts";

type Contents = { [T in TableName]: Map<KeyOf<T>, ValueOf<T>> };

/** Storage in memory: operator commands, simulation, and browsers that refuse IndexedDB. Several replicas may share one, as tabs do. */
export const createMemoryStorage = (): ReplicaStorage => {
  const empty = (): Contents => Object.fromEntries(TABLES.map((table) => [table, new Map()])) as unknown as Contents;
  let contents = empty();
  let counters = new Map<string, number>();
  let lastAdded = 0;

  const mapOf = <T extends TableName>(table: T): Map<KeyOf<T>, ValueOf<T>> => contents[table] as unknown as Map<KeyOf<T>, ValueOf<T>>;

  const apply = (operation: Operation, added: number[]): void => {
    const map = mapOf(operation.table) as Map<number | string, unknown>;
    if ("add" in operation) {
      lastAdded += 1;
      map.set(lastAdded, operation.add);
      added.push(lastAdded);
    } else if ("put" in operation) map.set(operation.key, operation.put);
    else map.delete(operation.delete);
  };

  return {
    open: async () => ok(true),
    get: async (table, key) => mapOf(table).get(key),
    getMany: async (table, keys) => keys.map((key) => mapOf(table).get(key)),
    entries: async (table) => [...mapOf(table).entries()].sort(([a], [b]) => (a < b ? -1 : 1)),
    write: async (operations) => {
      const added: number[] = [];
      for (const operation of operations) apply(operation, added);
      return ok(added);
    },
    take: async (counter, count, atLeast) => {
      const first = Math.max(counters.get(counter) ?? 0, atLeast);
      counters.set(counter, first + count);
      return ok(first);
    },
    takeFirst: async (list, count) => {
      const all = (contents.meta.get(list) ?? []) as readonly string[];
      if (all.length > 0) contents.meta.set(list, all.slice(count));
      return ok(all.slice(0, count));
    },
    clear: async () => {
      contents = empty();
      counters = new Map();
    },
    close: () => undefined,
    onLost: () => undefined,
  };
};
