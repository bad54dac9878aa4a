import type { Clock } from "#domain/clock.ts";
import { recordId, type RecordId } from "#domain/id.ts";
import { CLOSE } from "#domain/protocol/close.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { issueView } from "#sync-server/viewing.ts";
import { createDevices } from "#sync-server/entrance/devices.ts";
import { createRelay, type Relay } from "#sync-server/relay.ts";
import { seedCommit } from "#sync-server/seed.ts";
import { createMemoryStorage as createRelayStorage } from "#sync-server/storage/memory.ts";
import type { Storage } from "#sync-server/storage/storage.ts";
import type { AttentionItem, SyncState } from "#workers/replica/api.ts";
import type { Connect, Http, ReplicaDeps } from "#workers/replica/deps.ts";
import { viewingDeps } from "#workers/replica/viewing.ts";
import { createReplica, type Replica } from "#workers/replica/replica.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import type { ReplicaStorage } from "#workers/replica/storage/storage.ts";
import { createSingleTab, type Tabs } from "#workers/replica/tabs.ts";
import { createDice } from "#tests/simulation/dice.ts";
import { createVirtualTime, type VirtualTime } from "#tests/simulation/virtual-time.ts";

export const BOSS = recordId("user", "boss");
export const ANN = recordId("user", "ann");
export const BEN = recordId("user", "ben");
export const START = Date.UTC(2026, 10, 22, 8);

/** The key of the nth record of a kind. */
export const key = (n: number): string => n.toString().padStart(16, "0");
export const customer = (n: number): RecordId => recordId("customer", key(n));
export const deal = (n: number): RecordId => recordId("opportunity", key(n));

export interface Device {
  readonly replica: Replica;
  readonly storage: ReplicaStorage;
  /** Whether the network is there; taking it away cuts the connection. */
  readonly online: (on: boolean) => void;
  /** Whether the relay still knows the session. */
  readonly signedIn: (yes: boolean) => void;
  /** Messages still let through to the relay; Infinity lets all. */
  readonly allow: (messages: number) => void;
}

export interface DeviceOptions {
  readonly storage?: ReplicaStorage;
  readonly tabs?: Tabs;
  readonly clock?: Clock;
  readonly seed?: number;
  /** Whose view the device shows; `user` is the administrator. */
  readonly viewing?: RecordId;
}

export interface World {
  readonly time: VirtualTime;
  readonly relay: Relay;
  /** Starts a relay over another storage in place of the present one, and cuts everybody off. */
  readonly restart: (storage: Storage) => Promise<void>;
  readonly device: (user: RecordId, options?: DeviceOptions) => Promise<Device>;
  /** Lets `milliseconds` of virtual time pass. */
  readonly pass: (milliseconds?: number) => Promise<void>;
  readonly seed: (id: RecordId, values: Readonly<Record<string, FieldValue>>) => Promise<void>;
}

const PEOPLE: readonly (readonly [RecordId, string, readonly string[]])[] = [
  [BOSS, "boss", ["admin", "cost", "products", "purge"]],
  [ANN, "sales", []],
  [BEN, "sales", []],
];

/** A relay and devices in one process, on one virtual clock, with pipes for sockets. */
export const createWorld = async (relayStorage: Storage = createRelayStorage()): Promise<World> => {
  const time = createVirtualTime(START);
  const cutAll = new Set<() => void>();
  let starts = 0;
  const startRelay = (storage: Storage): Promise<Relay> => {
    starts += 1;
    return createRelay({ storage, clock: time, random: createDice(starts), defer: (call) => time.set(call, 0) });
  };
  let relay = await startRelay(relayStorage);
  const seed: World["seed"] = (id, values) => relay.seed((counters) => seedCommit(counters, [{ id, values, at: START, by: BOSS }]));
  for (const [id, role, rights] of PEOPLE) {
    const members = Object.fromEntries(rights.map((right) => [`set/rights/${right}`, 1]));
    await seed(id, { name: id.slice(5), account: id.slice(5), role, ...members });
  }

  const restart: World["restart"] = async (storage) => {
    relay = await startRelay(storage);
    for (const cut of cutAll) cut();
  };

  const device: World["device"] = async (user, options = {}) => {
    let online = true;
    let session = true;
    let allowed = Number.POSITIVE_INFINITY;
    const cuts = new Set<() => void>();
    const storage = options.storage ?? createMemoryStorage();
    cutAll.add(() => cuts.forEach((cut) => cut()));

    const http: Http = async (method, path, body) => {
      if (!online) throw new Error("no network");
      if (path === "/api/device") {
        const { device: number, key } = body as { readonly device: number; readonly key: string };
        const devices = createDevices({ ...relay, connected: () => new Set() });
        return { status: 200, body: { wipe: await devices.mustEmpty(number, key) } };
      }
      if (!session && path !== "/api/session") return { status: 401, body: { code: "signedOut" } };
      if (path === "/api/ticket") return { status: 200, body: { ticket: await relay.tokens.issue("ticket", user) } };
      if (path === "/api/view-as") {
        const { user: person } = body as { readonly user: RecordId };
        const issued = await issueView(relay, user, person);
        return issued.ok ? { status: 200, body: { ticket: issued.value, id: person, name: person.slice(5) } } : { status: 403, body: { code: issued.error } };
      }
      if (method === "POST" && path === "/api/session") session = true;
      if (method === "DELETE") session = false;
      return session ? { status: 200, body: { id: user, name: user.slice(5) } } : { status: 401, body: { code: "signedOut" } };
    };

    const connect: Connect = (events) => {
      let open = online;
      const end = (code: number): void => {
        if (!open) return;
        open = false;
        cuts.delete(cut);
        receiver.closed();
        time.set(() => events.closed(code), 1);
      };
      const cut = (): void => end(1006);
      const receiver = relay.accept({
        send: (bytes) => {
          time.set(() => {
            if (open) events.message(bytes);
          }, 5);
        },
        close: (reason) => end(CLOSE[reason].code),
        waiting: () => 0,
      });
      cuts.add(cut);
      time.set(() => (open ? events.opened() : events.closed(1006)), 5);
      return {
        send: (bytes) => {
          if (allowed <= 0) return;
          allowed -= 1;
          time.set(() => {
            if (open) receiver.receive(bytes);
          }, 5);
        },
        close: () => {
          open = false;
          cuts.delete(cut);
          receiver.closed();
        },
      };
    };

    const deps: ReplicaDeps = {
      storage,
      connect,
      http,
      clock: options.clock ?? time,
      random: createDice(options.seed ?? 7),
      timers: { set: time.set, clear: (timer) => time.clear(timer as number) },
      tabs: options.tabs ?? createSingleTab(),
      log: () => undefined,
      offsetMinutes: () => 0,
      locale: () => "en",
      online: () => online,
      persist: () => undefined,
    };
    const replica = await createReplica(options.viewing ? viewingDeps(deps, options.viewing) : deps);
    await replica.start();
    return {
      replica,
      storage,
      online: (on) => {
        online = on;
        if (!on) cuts.forEach((cut) => cut());
        else replica.hurry();
      },
      signedIn: (yes) => {
        session = yes;
        if (!yes) cuts.forEach((cut) => cut());
      },
      allow: (messages) => {
        allowed = messages;
      },
    };
  };

  return {
    time,
    get relay() {
      return relay;
    },
    restart,
    device,
    seed,
    pass: (milliseconds = 2_000) => time.runUntil(time.now() + milliseconds),
  };
};

/** The row a replica shows now. */
export const rowOf = async (replica: Replica, id: RecordId) => (await replica.rows([id]))[0];

/** The replica's state now. */
export const stateOf = (replica: Replica) => {
  let state: SyncState | undefined;
  replica
    .watchState((now) => {
      state = now;
    })
    .stop();
  if (!state) throw new Error("a state is told at once");
  return state;
};

/** What lies in the replica's attention tray now. */
export const attentionOf = (replica: Replica): readonly AttentionItem[] => {
  let items: readonly AttentionItem[] = [];
  replica
    .attention((now) => {
      items = now;
    })
    .stop();
  return items;
};
