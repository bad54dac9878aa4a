import * as comlink from "comlink";
import type { BulkApi } from "#workers/replica/api.ts";
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

/** Makes the importer once the page has handed over a port to its replica. */
const connect = (port: MessagePort): Importer & comlink.ProxyMarked => {
  const replica = comlink.wrap<BulkApi>(port) as unknown as BulkApi;
  return comlink.proxy(
    createImporter(replica, {
      clock: { now: () => Date.now() },
      random: { bytes: (size) => crypto.getRandomValues(new Uint8Array(size)) },
      yieldNow: () => new Promise((resolve) => setTimeout(resolve, 0)),
      lock: createLock(),
    }),
  );
};

comlink.expose({ connect }, self);
