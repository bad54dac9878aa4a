import { DATABASE, runWorker, type Kept } from "./run-worker.ts";
import { afterHolder, holdFirst } from "./storage/first-holder.ts";
import { createHeldStorage } from "./storage/held.ts";
import type { ReplicaStorage } from "./storage/storage.ts";

declare const self: DedicatedWorkerGlobalScope;

/** Pause before code that did not come is asked for again, in milliseconds. */
const PAUSE = 3_000;
/** Attempts after which it is not waited for here any longer: nothing is stored meanwhile, and other tabs wait. */
const ATTEMPTS = 5;

const dexie = async (attempts = ATTEMPTS): Promise<ReplicaStorage> => {
  try {
    const { createDexieStorage } = await import("./storage/dexie.ts");
    return createDexieStorage({ name: DATABASE });
  } catch {
    if (attempts === 1) self.close();
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    return dexie(attempts - 1);
  }
};

/**
 * The replica's worker where nothing seems to be stored: it does not wait for what opens storage. When that fails it ends, and the page starts the
 * other one, which says what is wrong.
 */
await runWorker(async (knock): Promise<Kept> => {
  const { locks } = navigator;
  const hold = () => createHeldStorage({ come: () => dexie(), failed: () => self.close() });
  const held = await holdFirst({ locks, name: DATABASE, databases: () => indexedDB.databases(), hold });
  return held ? { storage: held, settle: held.settle } : { storage: afterHolder(locks, await dexie(), knock) };
});
