import { createHash } from "node:crypto";
import type { RecordId, DocId } from "#domain/id.ts";
import { docId, recordId, kindOf } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { createRelay, type Relay } from "#sync-server/relay.ts";
import { seedCommit, type SeedRecord } from "#sync-server/seed.ts";
import { createMemoryStorage as createRelayDisk } from "#sync-server/storage/memory.ts";
import type { Storage, StoredDocument } from "#sync-server/storage/storage.ts";
import type { AttentionItem, Committed, Edit } from "#workers/replica/api.ts";
import { createReplica, type Replica } from "#workers/replica/replica.ts";
import { createMemoryStorage as createDeviceDisk } from "#workers/replica/storage/memory.ts";
import type { ReplicaStorage } from "#workers/replica/storage/storage.ts";
import { createSingleTab } from "#workers/replica/tabs.ts";
import { openPage, type Page } from "#tests/contracts/replica-page.ts";
import { createDice, type Dice } from "./dice.ts";
import { mortal, type Mortal } from "./mortal.ts";
import { createNetwork, type Faults, type Network, type Weather } from "./pipe.ts";
import { createVirtualTime, type VirtualTime } from "./virtual-time.ts";

export const START = Date.UTC(2026, 0, 5, 1, 0, 0);

/** Everything of the world that differs from run to run. */
export interface WorldPlan {
  readonly seed: number;
  readonly people: readonly { readonly id: RecordId; readonly account: string; readonly clockOffset: number }[];
  readonly records: readonly SeedRecord[];
}

/** A change that a device took from its user, to be accounted for at the end. */
export interface Made {
  readonly by: RecordId;
  readonly tx: string;
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly record: RecordId;
  readonly creates: boolean;
}

/** A word that somebody typed into a record's long text, stored on their device. */
export interface Typed {
  readonly by: RecordId;
  readonly record: RecordId;
  readonly word: string;
}

export interface Device {
  readonly person: RecordId;
  readonly network: Network;
  /** Null while the app is closed. */
  readonly replica: () => Replica | null;
  readonly open: () => Promise<void>;
  readonly kill: () => void;
  readonly killAtWrite: (count: number, when: "before" | "after") => void;
  readonly commit: (edits: readonly Edit[]) => Promise<Committed | null>;
  readonly attention: () => readonly AttentionItem[];
  readonly row: (record: RecordId) => Promise<Row | null>;
  /** Types a paragraph into a record's requirement. */
  readonly type: (record: RecordId, word: string) => Promise<void>;
  /** Signs in again, as a person does whose account was closed for a while. */
  readonly signIn: () => Promise<void>;
}

export interface World {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly devices: readonly Device[];
  readonly faults: Faults & { deviceKills: number; relayKills: number };
  readonly made: readonly Made[];
  readonly typed: readonly Typed[];
  readonly relayDisk: Storage;
  readonly startRelay: () => Promise<void>;
  readonly killRelay: () => void;
  readonly killRelayAtWrite: (count: number, when: "before" | "after") => void;
  readonly relayUp: () => boolean;
  readonly setWeather: (weather: Weather) => void;
  /** Every document the relay holds. */
  readonly stored: () => Promise<readonly StoredDocument[]>;
  /** One word for how everything ended: equal worlds have equal hashes. */
  readonly hash: () => Promise<string>;
}

const KINDS = ["customer", "contact", "opportunity", "order", "product", "followUp", "user", "department", "workspace", "view"];
const RELAY_WRITES = new Set(["commit", "addDevice", "saveDevice", "addToken", "takeToken", "saveCredential", "addStart", "dropAnswers"]);
const DEVICE_WRITES = new Set(["write", "take"]);

export const createWorld = async (plan: WorldPlan): Promise<World> => {
  const time = createVirtualTime(START);
  const dice = createDice(plan.seed);
  const faults = { cuts: 0, duplicates: 0, late: 0, frames: 0, deviceKills: 0, relayKills: 0 };
  const relayDisk = createRelayDisk();
  const made: Made[] = [];
  const typed: Typed[] = [];
  let relay: Relay | null = null;
  let relayLife: Mortal<Storage> | null = null;
  let relayStarts = 0;

  const startRelay = async (): Promise<void> => {
    relayStarts += 1;
    relayLife = mortal(relayDisk, RELAY_WRITES);
    relay = await createRelay({
      storage: relayLife.disk,
      clock: time,
      random: dice.fork(`relay ${relayStarts}`),
      defer: (call) => void time.set(call, 0),
      report: (what, error) => {
        throw new Error(`the relay reports: ${what}`, { cause: error });
      },
    });
  };

  const relayDied = (): void => {
    relay = null;
    faults.relayKills += 1;
    for (const device of devices) device.network.cutAll();
  };

  const createDevice = (person: WorldPlan["people"][number]): Device => {
    const diskOfDevice = createDeviceDisk();
    const network = createNetwork(time, dice.fork(`network ${person.id}`), () => relay?.accept ?? null, faults);
    let replica: Replica | null = null;
    let life: Mortal<ReplicaStorage> | null = null;
    let starts = 0;
    let tray: readonly AttentionItem[] = [];
    let signedIn = false;
    let pages = new Map<RecordId, Page>();

    const kill = (): void => {
      if (!replica) return;
      life?.die();
      network.cutAll();
      replica = null;
      pages = new Map();
      faults.deviceKills += 1;
    };

    const open = async (): Promise<void> => {
      starts += 1;
      const mine = mortal(diskOfDevice, DEVICE_WRITES);
      const random = dice.fork(`device ${person.id} ${starts}`);
      life = mine;
      const starting = createReplica({
        storage: mine.disk,
        connect: (events) =>
          network.connect({
            opened: () => life === mine && events.opened(),
            message: (bytes) => life === mine && events.message(bytes),
            closed: (code) => life === mine && events.closed(code),
          }),
        http: async (method, path) => {
          if (!relay) throw new Error("the relay is down");
          if (path === "/api/ticket") {
            const ticket = await Promise.race([relay.tokens.issue("ticket", person.id), relayLife?.death ?? null]);
            if (ticket === null) throw new Error("the relay died");
            return { status: 200, body: { ticket } };
          }
          if (path === "/api/session" && method !== "DELETE") return { status: 200, body: { id: person.id, name: person.account } };
          return { status: 204, body: null };
        },
        clock: time.skewed(person.clockOffset),
        random,
        timers: {
          set: (call, delay) => time.set(() => life === mine && call(), delay),
          clear: (timer) => time.clear(timer as number),
        },
        tabs: createSingleTab(),
        log: () => undefined,
        offsetMinutes: () => 480,
        locale: () => "en",
        online: () => true,
        persist: async () => undefined,
      });
      const opened = await Promise.race([starting, mine.death]);
      if (!opened) return;
      replica = opened;
      if ((await Promise.race([opened.start().then(() => true), mine.death])) === null) return;
      opened.attention((items) => {
        tray = items;
      });
      if (!signedIn) {
        await Promise.race([opened.signIn(person.account, ""), mine.death]);
        signedIn = true;
      }
    };

    /** The page that has the record open; one that was told to start over is opened anew. */
    const pageOf = async (record: RecordId): Promise<Page | null> => {
      const known = pages.get(record);
      if (known && known.closes.length === 0) return known;
      known?.leave();
      pages.delete(record);
      if (!replica || !life || !(await replica.rows([record]))[0]) return null;
      const page = await Promise.race([openPage(replica, docId(record)).catch(() => null), life.death]);
      if (page) pages.set(record, page);
      return page;
    };

    return {
      row: async (record) => (await replica?.rows([record]))?.[0] ?? null,
      type: async (record, word) => {
        const page = await pageOf(record);
        if (!page || !replica || !life) return;
        page.type(word);
        const stored = await Promise.race([replica.flush().then(() => true), life.death]);
        if (stored) typed.push({ by: person.id, record, word });
      },
      signIn: async () => {
        if (replica && life) await Promise.race([replica.signIn(person.account, ""), life.death]);
      },
      person: person.id,
      network,
      replica: () => replica,
      open,
      kill,
      killAtWrite: (count, when) => life?.dieAtWrite(count, when, kill),
      attention: () => tray,
      commit: async (edits) => {
        const known = new Set((await replica?.rows(edits.map(({ record }) => record)))?.map(({ id }) => id));
        const outcome = replica && life ? await Promise.race([replica.commit(edits), life.death]) : null;
        if (!outcome?.ok) return null;
        for (const edit of edits) {
          // What undoing would write back is what has changed: a value that stood already is no change.
          const changed = new Set(outcome.value.undo.flatMap(({ record, values }) => (record === edit.record ? Object.keys(values) : [])));
          if (changed.size === 0) continue;
          const values = Object.fromEntries(Object.entries(edit.values).filter(([path]) => changed.has(path)));
          made.push({ by: person.id, tx: outcome.value.tx, record: edit.record, values, creates: !known.has(edit.record) });
        }
        return outcome.value;
      },
    };
  };

  const devices = plan.people.map(createDevice);
  await startRelay();
  await (relay as Relay | null)?.seed((counters) => seedCommit(counters, plan.records));

  const stored = async (): Promise<readonly StoredDocument[]> => {
    const mains = await relayDisk.documents((await Promise.all(KINDS.map((kind) => relayDisk.ofKind(kind)))).flat().map(({ doc }) => doc));
    const facets = await relayDisk.documents(mains.filter(({ doc }) => kindOf(doc) === "product").map(({ doc }) => `${doc}#cost` as DocId));
    return [...mains, ...facets].toSorted((a, b) => (a.doc < b.doc ? -1 : 1));
  };

  return {
    time,
    dice,
    devices,
    faults,
    made,
    typed,
    relayDisk,
    startRelay,
    killRelay: () => {
      relayLife?.die();
      relayDied();
    },
    killRelayAtWrite: (count, when) => relayLife?.dieAtWrite(count, when, relayDied),
    relayUp: () => relay !== null,
    setWeather: (weather) => {
      for (const device of devices) device.network.setWeather(weather);
    },
    stored,
    hash: async () => {
      const hash = createHash("sha256");
      for (const { doc, row, seq } of await stored()) hash.update(JSON.stringify([doc, seq, row]));
      hash.update(JSON.stringify([faults, made, typed]));
      for (const device of devices) {
        hash.update(JSON.stringify(device.attention()));
        for (const kind of KINDS) hash.update(JSON.stringify(await device.replica()?.allRows(kind)));
      }
      return hash.digest("hex");
    },
  };
};

export const userId = (name: string): RecordId => recordId("user", name);
