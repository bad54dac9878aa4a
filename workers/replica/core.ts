import type { AttentionItem, Me, StorageProblem, SyncState } from "#workers/replica/api.ts";
import { createKeySource, type DocId, type KeySource } from "#domain/id.ts";
import { isOrganisation } from "#domain/policy/organisation.ts";
import { personOf, type Person } from "#domain/policy/person.ts";
import { createHybridClock, type HybridClock } from "#domain/record/hlc.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { ReplicaDeps } from "./deps.ts";
import { createAbsence, type Absence } from "./absence.ts";
import { createDocuments, FROM_RELAY, FROM_REPLICA, type Documents } from "./documents.ts";
import { createFullDisk } from "./full-disk.ts";
import { createLease, type Lease } from "./lease.ts";
import { UNLINKED, type Link } from "./link.ts";
import { NO_FEED, SUMS, type DeviceMeta, type FeedMeta } from "./meta.ts";
import { createOutbox, type Outbox, type OutboxChange } from "./outbox.ts";
import { createRows, type Rows } from "./rows.ts";
import { createSegments, type Segments, type SegmentsChange } from "./segments.ts";
import { docsOfPart } from "./packed/part.ts";
import { createMemoryStorage } from "./storage/memory.ts";
import type { Operation, OutboxRecord, ReplicaStorage } from "./storage/storage.ts";
import { syncStateOf } from "./sync-state.ts";
import type { TabMessage } from "./tabs.ts";

/** One atomic change of the shared storage by the leader, and the same for memory. */
export interface Store {
  readonly segments?: { readonly operations: readonly Operation[]; readonly change: SegmentsChange };
  readonly outbox?: { readonly operations: readonly Operation[]; readonly change: OutboxChange };
  readonly attention?: { readonly put: readonly AttentionItem[]; readonly deleted: readonly string[] };
  readonly feed?: FeedMeta;
  readonly rebuilt?: readonly DocId[];
  readonly more?: readonly Operation[];
  /** Contents that go to loaded documents. */
  readonly contents?: readonly (readonly [DocId, Uint8Array])[];
}

/** The state that the parts of a replica share, and the only ways to change it. */
export interface Core {
  readonly deps: ReplicaDeps;
  readonly storage: ReplicaStorage;
  readonly segments: Segments;
  readonly outbox: Outbox;
  readonly documents: Documents;
  readonly rows: Rows;
  readonly lease: Lease;
  readonly keys: KeySource;
  readonly attention: ReadonlyMap<string, AttentionItem>;
  readonly clock: () => HybridClock;
  readonly me: () => Me | null;
  readonly setMe: (me: Me | null) => void;
  readonly person: () => Person | null;
  readonly device: () => DeviceMeta | null;
  readonly setDevice: (device: DeviceMeta) => void;
  readonly feed: () => FeedMeta;
  /** `forms` of the feed as the device has it stored, by whichever tab. */
  readonly formsStored: () => Promise<number>;
  readonly link: () => Link;
  readonly setLink: (link: Link) => void;
  readonly setProblem: (problem: StorageProblem | null) => void;
  readonly state: () => SyncState;
  readonly absence: Absence;
  readonly onState: (call: () => void) => () => void;
  /** Runs work that reads memory, writes storage and changes memory, one at a time. */
  readonly exclusive: <T>(work: () => Promise<T>) => Promise<T>;
  /** Reads everything from storage. */
  readonly load: () => Promise<void>;
  /** What `SUMS` named when storage was read last: read before anything was written, since reading waits for that. */
  readonly sums: () => Promise<unknown>;
  /** Reads what another tab may have stored without this one hearing of it. */
  readonly catchUp: () => Promise<"followed" | "loaded">;
  /** Stores a commit durably, then shows it; on a full disk it is kept in memory and sent all the same. Within `exclusive`. */
  readonly append: (record: OutboxRecord, known?: "new" | "unknown") => Promise<Result<number, StorageProblem>>;
  /** Stores what the relay said, then shows it and tells the other tabs. Within `exclusive`. */
  readonly store: (change: Store, durability?: "strict" | "relaxed") => Promise<Result<true, StorageProblem>>;
  /** Whether this tab has seen all that was stored up to there. */
  readonly isAt: (epoch: number) => boolean;
  readonly epoch: () => number;
  /** Applies what another tab stored. */
  readonly follow: (message: Extract<TabMessage, { type: "stored" | "appended" }>) => Promise<"followed" | "missed">;
  /** Lets go of loaded documents that hold what was not stored. */
  readonly unload: (docs: readonly DocId[]) => Promise<void>;
  readonly clear: () => Promise<void>;
}

/** Hooks for the parts that are not state: open rooms and the connection. */
export interface CoreHooks {
  readonly rebuilt: (docs: readonly DocId[]) => Promise<void>;
  readonly gone: (docs: readonly DocId[]) => void;
  readonly appended: () => void;
}

export const createCore = (deps: ReplicaDeps, storage: ReplicaStorage, hooks: CoreHooks): Core => {
  const segments = createSegments(storage);
  const outbox = createOutbox(storage);
  const lease = createLease(storage);
  const documents = createDocuments(segments, outbox);
  const keys = createKeySource(deps.clock, deps.random);
  const attention = new Map<string, AttentionItem>();
  const listeners = new Set<() => void>();
  const rows = createRows({
    ...segments,
    at: segments.packedAt,
    pending: (doc) => (outbox.has(doc) ? outbox.pending(doc) : []),
    pendingDocs: outbox.docs,
  });
  let hybrid = createHybridClock(deps.clock, 0);
  let me: Me | null = null;
  let device: DeviceMeta | null = null;
  let feed = NO_FEED;
  let epoch = 0;
  let link: Link = deps.online() ? UNLINKED : { ...UNLINKED, is: "offline" };
  let problem: StorageProblem | null = null;
  let person: Person | null | undefined;
  let tail: Promise<unknown> = Promise.resolve();
  let sums: Promise<unknown> = tail;

  const exclusive: Core["exclusive"] = (work) => {
    const mine = tail.then(work);
    tail = mine.catch(() => undefined);
    return mine;
  };

  rows.subscribe((changes) => {
    if (changes.some(({ kind }) => isOrganisation(kind))) person = undefined;
  });

  const changed = (): void => {
    for (const call of listeners) call();
  };

  let kept = storage.kept === undefined;
  void storage.kept?.then(() => {
    kept = true;
    changed();
  });

  const see = (record: OutboxRecord): void => {
    if (record.sheaf) hybrid.see(record.sheaf.at);
    for (const tx of record.txs) for (const part of tx.docs) for (const { at } of part.changes) hybrid.see(at);
  };

  const restartClock = (): void => {
    hybrid = createHybridClock(deps.clock, device?.number ?? 0);
    for (const at of outbox.clocks()) hybrid.see(at);
  };

  const disk = createFullDisk({
    deps,
    storage,
    outbox,
    exclusive,
    room: () => {
      if (problem !== "quota") return;
      problem = null;
      changed();
    },
  });

  const failed = (reason: StorageProblem): Result<never, StorageProblem> => {
    problem = reason;
    changed();
    return err(reason);
  };

  const add = async (key: number, record: OutboxRecord, progress: "new" | "unknown"): Promise<void> => {
    const docs = outbox.add(key, record, progress);
    // The documents of a sheaf are new: nobody has them loaded.
    for (const tx of record.txs) for (const { doc, update } of tx.docs) documents.receive(doc, update, FROM_REPLICA);
    rows.refresh(docs);
    changed();
  };

  /** The part of a store that memory needs, in this tab and in those that follow. */
  const show = async (change: Extract<TabMessage, { type: "stored" }>, contents: readonly (readonly [DocId, Uint8Array])[] | null): Promise<void> => {
    const docs = new Set<DocId>();
    const elsewhere = new Set<DocId>();
    if (change.segments) {
      segments.apply(change.segments);
      for (const { parts, moved } of change.segments.added) for (const doc of parts.flatMap(docsOfPart)) (moved ? elsewhere : docs).add(doc);
      for (const doc of change.segments.gone) docs.add(doc);
      rows.moved(elsewhere);
    }
    if (change.outbox) {
      disk.apply(change.outbox);
      for (const doc of outbox.apply(change.outbox)) docs.add(doc);
    }
    for (const item of change.attention?.put ?? []) attention.set(item.tx, item);
    for (const tx of change.attention?.deleted ?? []) attention.delete(tx);
    const loaded = contents ?? [...(await segments.snapshots([...docs].filter((doc) => documents.cached(doc) !== undefined)))];
    for (const [doc, snapshot] of loaded) documents.receive(doc, snapshot, FROM_RELAY);
    const gone = change.segments?.gone ?? [];
    for (const doc of gone) documents.evict(doc);
    for (const doc of change.rebuilt) documents.evict(doc);
    if (gone.length > 0) hooks.gone(gone);
    if (change.rebuilt.length > 0) await hooks.rebuilt(change.rebuilt);
    rows.refresh(docs);
    segments.settle(false);
    changed();
  };

  const loadOutbox = async (): Promise<void> => {
    await outbox.load();
    for (const [key, record] of disk.records()) outbox.add(key, record, "unknown");
  };

  const epochOf = (stored: unknown): number => (stored as number | undefined) ?? 0;
  const feedOf = (stored: unknown): FeedMeta => ({ ...NO_FEED, ...(stored as Partial<FeedMeta> | undefined) });
  const storedEpoch = async (): Promise<number> => epochOf(await storage.get("meta", "epoch"));

  const load = async (): Promise<void> => {
    // The count first: what is stored while the rest is read is then applied a second time, which changes nothing.
    const [count, signedIn, given, cursor] = await storage.getMany("meta", ["epoch", "me", "device", "feed"]);
    if (!signedIn && (count || (await storage.entries("outbox")).length > 0)) {
      // Another tab was still writing when its person signed out here.
      await storage.clear();
      return load();
    }
    sums = storage.get("meta", SUMS).catch(() => undefined);
    epoch = epochOf(count);
    me = (signedIn as Me | undefined) ?? null;
    device = (given as DeviceMeta | undefined) ?? null;
    feed = feedOf(cursor);

    const [items] = await Promise.all([storage.entries("attention"), loadOutbox(), segments.load()]);
    attention.clear();
    for (const [tx, item] of items) attention.set(tx, item);
    documents.clear();
    restartClock();
    person = undefined;
    rows.reset();
    segments.settle(true);
    await absence.load();
    changed();
  };

  const presentPerson = (): Person | null => {
    if (person === undefined) person = me ? personOf(me.id, (kind) => [...rows.rows(kind)]) : null;
    return person;
  };

  const absence = createAbsence({ deps, storage, rows, me: () => me }, changed);

  return {
    deps,
    storage,
    absence,
    segments,
    outbox,
    documents,
    rows,
    lease,
    keys,
    attention,
    clock: () => hybrid,
    me: () => me,
    setMe: (next) => {
      me = next;
      person = undefined;
      changed();
    },
    person: presentPerson,
    device: () => device,
    setDevice: (next) => {
      device = next;
      restartClock();
    },
    feed: () => feed,
    formsStored: async () => feedOf(await storage.get("meta", "feed")).forms,
    link: () => link,
    setLink: (next) => {
      if (next.lastContact !== null && next.lastContact !== link.lastContact) absence.contacted();
      link = next;
      changed();
    },
    setProblem: (next) => {
      problem = next;
      changed();
    },
    state: () => syncStateOf({ link, problem, waiting: outbox.waiting(), kept, attention: attention.size, locked: absence.tooLong() }),
    onState: (call) => {
      listeners.add(call);
      return () => {
        listeners.delete(call);
      };
    },
    exclusive,
    load,
    sums: () => sums,
    catchUp: async () => {
      if ((await storedEpoch()) !== epoch) {
        await load();
        return "loaded";
      }
      await loadOutbox();
      restartClock();
      rows.refresh(outbox.docs());
      changed();
      return "followed";
    },
    append: async (record, known = "new") => {
      const written = await disk.write([{ table: "outbox", add: record }], "strict");
      if (!written.ok) failed(written.error);
      if (!written.ok && written.error !== "quota") return written;
      const key = written.ok ? (written.value[0] ?? 0) : disk.hold(record);
      await add(key, record, known);
      deps.tabs.post({ type: "appended", key, record });
      hooks.appended();
      return ok(key);
    },
    store: async (change, durability = "relaxed") => {
      const next = epoch + 1;
      const operations: Operation[] = [
        ...(change.segments?.operations ?? []),
        ...(change.outbox?.operations ?? []),
        ...(change.attention?.put ?? []).map((item) => ({ table: "attention" as const, key: item.tx, put: item })),
        ...(change.attention?.deleted ?? []).map((tx) => ({ table: "attention" as const, delete: tx })),
        ...(change.feed ? [{ table: "meta" as const, key: "feed", put: change.feed }] : []),
        ...(change.more ?? []),
        ...(change.segments?.operations.length ? [{ table: "meta" as const, delete: SUMS }] : []),
        { table: "meta", key: "epoch", put: next },
      ];
      const written = await disk.write(operations, durability);
      if (!written.ok) return failed(written.error);
      epoch = next;
      if (change.feed) feed = change.feed;
      const message = {
        type: "stored",
        epoch,
        segments: change.segments?.change ?? null,
        outbox: change.outbox?.change ?? null,
        rebuilt: change.rebuilt ?? [],
        attention: change.attention ?? null,
      } as const;
      if (!deps.tabs.alone()) deps.tabs.post(message);
      await show(message, change.contents ?? []);
      return ok(true);
    },
    isAt: (at) => epoch >= at,
    epoch: () => epoch,
    follow: async (message) => {
      if (message.type === "appended") {
        see(message.record);
        await add(message.key, message.record, "unknown");
        return "followed";
      }
      if (message.epoch <= epoch) return "followed";
      if (message.epoch !== epoch + 1) return "missed";
      epoch = message.epoch;
      if (message.rebuilt.length > 0) await lease.renew();
      await show(message, null);
      return "followed";
    },
    unload: async (docs) => {
      for (const doc of docs) documents.evict(doc);
      await lease.renew();
      await hooks.rebuilt(docs);
    },
    clear: async () => {
      disk.clear();
      await storage.clear();
      documents.clear();
    },
  };
};

/** Storage that works: the one given, or memory when the browser refuses it, with the problem to show. */
export const openStorage = async (storage: ReplicaStorage): Promise<{ readonly storage: ReplicaStorage; readonly problem: StorageProblem | null }> => {
  const opened = await storage.open();
  if (opened.ok) return { storage, problem: null };
  return { storage: createMemoryStorage(), problem: opened.error };
};
