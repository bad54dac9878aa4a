import * as comlink from "comlink";
import { pooledRandom } from "#domain/pooled-random.ts";
import { holdAlive } from "#workers/replica/alive.ts";
import type { BulkApi } from "#workers/replica/api.ts";
import { createSteady } from "#workers/replica/steady.ts";
import { createImporter, type Importer } from "./importer.ts";

declare const self: DedicatedWorkerGlobalScope;

const LOCK = "tidebook-import";

/** Browsers without locks have one tab's word only: an import is then held for this worker alone. */
const createLock = () => {
  const { locks } = navigator;
  let busy = false;
  if (locks) {
    return {
      hold: async <T>(work: () => Promise<T>): Promise<T> => locks.request(LOCK, work) as Promise<T>,
      held: async () => ((await locks.query()).held ?? []).some(({ name }) => name === LOCK),
    };
  }
  return {
    hold: async <T>(work: () => Promise<T>): Promise<T> => {
      busy = true;
      return work().finally(() => {
        busy = false;
      });
    },
    held: async () => busy,
  };
};

const replica = createSteady<BulkApi>();
const bridgeTo = (port: MessagePort): void => replica.use(comlink.wrap<BulkApi>(port) as unknown as BulkApi);

/** Makes the importer once the page has handed over a port to its replica. */
const connect = (port: MessagePort): Importer & comlink.ProxyMarked => {
  bridgeTo(port);
  return comlink.proxy(
    createImporter(replica.api, {
      clock: { now: () => Date.now() },
      random: pooledRandom({ bytes: (size) => crypto.getRandomValues(new Uint8Array(size)) }),
      yieldNow: () => new Promise((resolve) => setTimeout(resolve, 0)),
      lock: createLock(),
    }),
  );
};

/** The replica's worker has been replaced: what it did not answer is asked again over the new port. */
const again = (port: MessagePort): void => {
  replica.lost();
  bridgeTo(port);
};

await holdAlive(navigator.locks, self.name);
comlink.expose({ connect, again }, self);
self.postMessage({ ready: true }, []);
