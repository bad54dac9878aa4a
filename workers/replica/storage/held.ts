import type { StorageProblem } from "#workers/replica/api.ts";
import { createMemoryStorage } from "./memory.ts";
import type { Operation, ReplicaStorage, TableName } from "./storage.ts";

/** What the relay says again to a device that has lost it. All else counts as written once it is kept. */
const SAID_AGAIN = ["rows", "snapshots", "history", "meta"] as const satisfies readonly TableName[];
/** Somebody's work: it has the storage come at once. */
const isWork = ({ table }: Operation): boolean => table === "outbox";
/** What the device remembers of its screens waits until the storage is there. */
const isOfScreens = ({ table }: Operation): boolean => table === "local";
const isSaidAgain = ({ table }: Operation): boolean => SAID_AGAIN.some((name) => name === table);

export interface HeldStorage extends ReplicaStorage {
  readonly kept: Promise<void>;
  /** Has the storage come, if it is not on its way yet. */
  readonly settle: () => void;
}

export interface HeldParts {
  /** The storage. Nothing is in it, and nobody else writes to it before `kept`. */
  readonly come: () => Promise<ReplicaStorage>;
  /** It did not open, or did not take what was held. No write is answered from then on: whoever is told starts again. */
  readonly failed: (problem: StorageProblem) => void;
}

/**
 * An empty storage that is used before it is there. What the relay said is held in memory and read from there; it moves into the storage in one
 * write, all or nothing, before anything else is written to it. Closed before that, it leaves nothing behind.
 */
export const createHeldStorage = ({ come, failed }: HeldParts): HeldStorage => {
  const memory = createMemoryStorage();
  const counters = new Set<string>();
  const listeners: (() => void)[] = [];
  let current: ReplicaStorage = memory;
  /** False once it is being moved: what is written from then on waits. */
  let holding = true;
  let closed = false;
  let coming: Promise<void> | null = null;
  let moved: () => void = () => undefined;
  const kept = new Promise<void>((resolve) => {
    moved = resolve;
  });

  /** Counters first: numbers that nobody used do no harm, numbers that are given twice do. */
  const move = async (storage: ReplicaStorage): Promise<StorageProblem | null> => {
    const opened = await storage.open();
    if (!opened.ok) return opened.error;
    holding = false;
    for (const counter of counters) {
      const next = await memory.take(counter, 0, 0);
      const taken = next.ok ? await storage.take(counter, 0, next.value) : next;
      if (!taken.ok) return taken.error;
    }
    const held = await Promise.all(SAID_AGAIN.map(async (table) => (await memory.entries(table)).map(([key, put]) => ({ table, key, put }) as Operation)));
    const written = await storage.write(held.flat(), "strict");
    return written.ok ? null : written.error;
  };

  const arrive = async (): Promise<void> => {
    const storage = await come();
    const problem = closed ? null : await move(storage);
    if (problem !== null) return failed(problem);
    if (closed) return storage.close();
    current = storage;
    for (const call of listeners) storage.onLost(call);
    moved();
  };

  const settle = (): void => {
    coming ??= arrive();
  };

  /** Ends with the last write that waits, or has waited. */
  let ahead: Promise<unknown> = Promise.resolve();
  const writeLater: ReplicaStorage["write"] = (operations, durability) => {
    const written = kept.then(() => current.write(operations, durability));
    const before = ahead;
    ahead = written.then(() => before, () => before);
    return written;
  };

  return {
    kept,
    settle,
    open: () => memory.open(),
    get: (table, key) => current.get(table, key),
    getMany: (table, keys) => current.getMany(table, keys),
    entries: (table) => current.entries(table),
    write: async (operations, durability) => {
      if (holding && operations.every(isSaidAgain)) return memory.write(operations, durability);
      if (operations.some(isWork)) settle();
      // Read from here meanwhile; it does not move.
      if (current === memory && operations.every(isOfScreens)) void memory.write(operations, durability);
      return writeLater(operations, durability);
    },
    take: async (counter, count, atLeast) => {
      if (holding) counters.add(counter);
      else await kept;
      return current.take(counter, count, atLeast);
    },
    takeFirst: async (list, count) => {
      settle();
      await kept;
      return current.takeFirst(list, count);
    },
    clear: async () => {
      settle();
      await kept;
      // A write of another durability would come to the database behind it.
      await ahead;
      await current.clear();
    },
    close: () => {
      closed = true;
      current.close();
    },
    onLost: (call) => {
      listeners.push(call);
      if (current !== memory) current.onLost(call);
    },
  };
};
