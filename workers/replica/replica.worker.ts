import { DATABASE, runWorker } from "./run-worker.ts";
import { createDexieStorage } from "./storage/dexie.ts";
import { afterHolder } from "./storage/first-holder.ts";

await runWorker(async (knock) => ({ storage: afterHolder(navigator.locks, createDexieStorage({ name: DATABASE }), knock) }));
