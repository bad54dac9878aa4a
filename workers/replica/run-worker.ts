import * as comlink from "comlink";
import { createKeySource, parseRecordId } from "#domain/id.ts";
import { pooledRandom } from "#domain/pooled-random.ts";
import type { Locale } from "#domain/schema/words.ts";
import { LOCALES } from "#domain/schema/words.ts";
import { holdAlive } from "./alive.ts";
import type { BulkApi, ListResult, ReplicaApi } from "./api.ts";
import { needContentCode } from "./content-code.ts";
import type { ReplicaDeps } from "./deps.ts";
import { createHttp } from "./http.ts";
import { createTabs, type Channel } from "./leader.ts";
import { needSearchCode } from "./late-searches.ts";
import { openOver } from "./message-room.ts";
import { createReplica, type Replica } from "./replica.ts";
import type { ReplicaStorage } from "./storage/storage.ts";
import { createSingleTab, type Tabs } from "./tabs.ts";
import { personOfViewing, viewingDeps } from "./viewing.ts";
import { connectWith } from "./websocket.ts";

declare const self: DedicatedWorkerGlobalScope;

const clock = { now: () => Date.now() };
const random = pooledRandom({ bytes: (size) => crypto.getRandomValues(new Uint8Array(size)) });
const timers = {
  set: (call: () => void, milliseconds: number): unknown => setTimeout(call, milliseconds),
  clear: (timer: unknown) => {
    clearTimeout(timer as ReturnType<typeof setTimeout>);
  },
};

const channelNamed = (name: string): Channel => {
  const channel = new BroadcastChannel(name);
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a broadcast channel has no target
    post: (message) => channel.postMessage(message),
    listen: (call) => {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        call(data);
      };
    },
    close: () => {
      channel.close();
    },
  };
};

const tabsHere = (): Tabs => {
  const { locks } = navigator;
  if (!locks || typeof BroadcastChannel === "undefined") return createSingleTab();
  const name = createKeySource(clock, random).next();
  return createTabs(name, { request: (lock, options, hold) => locks.request(lock, options, hold) }, channelNamed("tidebook"), timers);
};

/** The app's language when it was chosen here, else the browser's. */
const localeHere = (): Locale => LOCALES.find((locale) => navigator.language.startsWith(locale.slice(0, 2))) ?? "en";
let locale = localeHere();

const address = `${self.location.protocol === "https:" ? "wss" : "ws"}://${self.location.host}/sync`;

const depsHere = (storage: ReplicaStorage, tabs: Tabs): ReplicaDeps => ({
  storage,
  connect: connectWith(() => new WebSocket(address)),
  http: createHttp((path, init) => fetch(path, { ...init, credentials: "same-origin" })),
  clock,
  random,
  timers,
  tabs,
  log: (event, details) => {
    console.debug(event, details ?? "");
  },
  offsetMinutes: () => -new Date().getTimezoneOffset(),
  locale: () => locale,
  online: () => navigator.onLine,
  persist: () => {
    // Only a page may ask the browser for it.
    self.postMessage({ persist: true }, []);
  },
});

/** Milliseconds until the first list has been answered: what is fetched for later takes no time from it. */
const AFTER_FIRST_LIST = 1_500;
/** Milliseconds until a list that the page has been given is on the screen. */
const UNTIL_SHOWN = 250;
/** Longest that a storage is put off, in milliseconds: another tab may be waiting for it. */
const LONGEST_PUT_OFF = 10_000;

/** Handles of live results cross to the page as proxies; everything else is plain data. `settle`: the first list is there. */
const serve = (replica: Replica, settle: (() => void) | null): ReplicaApi => {
  const { openOn: _openOn, ask: _ask, usePinyin, settled: _settled, flush: _flush, stop: _stop, ...api } = replica;
  let dictionary: Promise<void> | null = null;
  const wantPinyin = (): Promise<void> => (dictionary ??= import("./pinyin.ts")
      .then(async ({ loadPinyin }) => usePinyin(await loadPinyin()))
      .catch(() => {
        dictionary = null;
      }));
  const fetchLate = (): void => {
    // A change asks for it again, should it not come now.
    needContentCode().catch(() => undefined);
    needSearchCode().catch(() => undefined);
    void wantPinyin();
    settle?.();
  };
  /** The page answers once it has drawn what it was told. */
  const untilShown = (call: (result: ListResult) => void): typeof call =>
    settle === null
      ? call
      : (result) => {
          void Promise.resolve(call(result)).then(() => result.count > 0 && timers.set(settle, UNTIL_SHOWN));
        };
  // The dictionary is as large as the app: on a new device it comes after the records, unless somebody searches before.
  const arriving = api.watchState(({ kind, progress }) => {
    if ((kind !== "saved" && kind !== "saving") || progress !== null) return;
    queueMicrotask(() => arriving.stop());
    timers.set(fetchLate, AFTER_FIRST_LIST);
  });
  return {
    ...api,
    start: async () => {
      const me = await api.start();
      if (me) timers.set(fetchLate, AFTER_FIRST_LIST);
      return me;
    },
    search: async (text, kinds, limit) => {
      // Without the dictionary, offline before it ever came, everything but syllables is found.
      await wantPinyin();
      return api.search(text, kinds, limit);
    },
    open: async (doc) => {
      const opened = await openOver(replica)(doc);
      return opened && comlink.transfer(opened, [opened.port]);
    },
    watchState: (call) => comlink.proxy(api.watchState(call)),
    list: (query, columns, call, past, window) => {
      // It is answered at once by what needs no dictionary, and again when that has come.
      if (query.search !== undefined) void wantPinyin();
      return comlink.proxy(api.list(query, columns, untilShown(call), past, window));
    },
    board: (query, most, call, past) => comlink.proxy(api.board(query, most, call, past)),
    counts: (query, column, call, past) => {
      if (query.search !== undefined) void wantPinyin();
      return comlink.proxy(api.counts(query, column, call, past));
    },
    row: (record, call) => comlink.proxy(api.row(record, call)),
    titles: (call) => comlink.proxy(api.titles(call)),
    rights: (call) => comlink.proxy(api.rights(call)),
    attention: (call) => comlink.proxy(api.attention(call)),
    overtaken: (call) => comlink.proxy(api.overtaken(call)),
    report: (definition, call, narrowing) => comlink.proxy(api.report(definition, call, narrowing)),
    pivot: (definition, call, narrowing) => comlink.proxy(api.pivot(definition, call, narrowing)),
    funnel: (question, call, narrowing, past) => comlink.proxy(api.funnel(question, call, narrowing, past)),
    forecast: (question, call, narrowing) => comlink.proxy(api.forecast(question, call, narrowing)),
    bridge: (port) => {
      const { allRows, result, rows, commit, bringIn, getLocal, setLocal } = api;
      comlink.expose({ allRows, result, rows, commit, bringIn, getLocal, setLocal } satisfies BulkApi, port);
    },
    setLocale: (next) => {
      locale = next;
      api.setLocale(next);
    },
  };
};

/** What a worker keeps its records in. */
export interface Kept {
  readonly storage: ReplicaStorage;
  /** The storage comes later: asks for it now. */
  readonly settle?: () => void;
}

/** The database of this address. */
export const DATABASE = "tidebook";

/** Runs the replica of this thread. The page waits for the first message: comlink answers only once the storage is open. */
export const runWorker = async (keep: (knock: () => void) => Promise<Kept>): Promise<void> => {
  const tabs = tabsHere();
  const person = parseRecordId(personOfViewing(self.name) ?? "");
  const create = async (): Promise<ReplicaApi> => {
    const { storage, settle } = await keep(() => tabs.post({ type: "joined", tab: tabs.name }));
    if (settle) {
      tabs.listen(settle);
      timers.set(settle, LONGEST_PUT_OFF);
    }
    const deps = depsHere(storage, tabs);
    return serve(await createReplica(person ? viewingDeps(deps, person) : deps), settle ?? null);
  };
  const [api] = await Promise.all([create(), holdAlive(navigator.locks, self.name)]);
  comlink.expose(api, self);
  self.postMessage({ ready: true }, []);
};
