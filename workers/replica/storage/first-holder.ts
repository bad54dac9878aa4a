import type { HeldStorage } from "./held.ts";
import type { ReplicaStorage } from "./storage.ts";

/** The part of the Web Locks interface that keeps others away from a storage. */
export interface StorageLocks {
  readonly request: (name: string, options: { readonly ifAvailable?: boolean; readonly mode?: "shared" }, hold: (lock: unknown) => Promise<unknown>) => Promise<unknown>;
}

const LOCK = "tidebook-storage";

export interface HoldParts {
  readonly locks: StorageLocks | undefined;
  /** Name of the database. */
  readonly name: string;
  /** Fails in browsers that cannot say which there are. */
  readonly databases: () => Promise<readonly { readonly name?: string | undefined }[]>;
  readonly hold: () => HeldStorage;
}

/**
 * A held storage, where there is no database and no other tab is about to make one: it has the place for itself until what it holds is kept. Null
 * where that is not so, or cannot be told.
 */
export const holdFirst = ({ locks, name, databases, hold }: HoldParts): Promise<HeldStorage | null> =>
  new Promise((resolve) => {
    if (!locks) return resolve(null);
    locks
      .request(LOCK, { ifAvailable: true }, async (lock) => {
        const held = lock === null || (await databases()).some((database) => database.name === name) ? null : hold();
        resolve(held);
        await held?.kept;
      })
      .catch(() => resolve(null));
  });

/** The same storage, opened once nobody has it for itself. Who has hears the `knock`. */
export const afterHolder = (locks: StorageLocks | undefined, storage: ReplicaStorage, knock: () => void): ReplicaStorage => {
  if (!locks) return storage;
  const open = (): ReturnType<ReplicaStorage["open"]> => {
    knock();
    return locks.request(LOCK, { mode: "shared" }, storage.open) as ReturnType<ReplicaStorage["open"]>;
  };
  return { ...storage, open };
};
