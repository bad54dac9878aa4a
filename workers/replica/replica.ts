import type { Live, OpenDocument, Overtaken, ReplicaApi } from "#workers/replica/api.ts";
import { docId, recordId, recordOf, type DocId } from "#domain/id.ts";
import { isMovePath } from "#domain/policy/move.ts";
import { CLOSE } from "#domain/protocol/close.ts";
import { commitInPortions } from "./commit-many.ts";
import { createCommits } from "./commits.ts";
import { needContentCode } from "./content-code.ts";
import { createCore, openStorage } from "./core.ts";
import type { ReplicaDeps } from "./deps.ts";
import { createExchange } from "./exchange.ts";
import { createLives, type Lives } from "./live.ts";
import { createOfficialNumbers } from "./official-numbers.ts";
import { createPastWorlds } from "./past.ts";
import { createQuestions } from "./questions.ts";
import { createLateAnswers } from "./late-answers.ts";
import { createLateReports } from "./late-reports.ts";
import { createLateRooms } from "./late-rooms.ts";
import { needSearchCode } from "./late-searches.ts";
import type { RoomPort } from "./rooms.ts";
import { createRun } from "./run.ts";
import { reprojectRows } from "./reproject.ts";
import { createSession } from "./session.ts";
import { createSync } from "./sync.ts";
import { createSingleTab, type TabMessage } from "./tabs.ts";
import { createTitles } from "./titles.ts";
import { createTray } from "./tray.ts";
import { waitingChanges } from "./waiting.ts";

/** Pause before a new leader that could not read its storage tries again, in milliseconds. */
const LEAD_AGAIN = 3_000;
/** A page may stay in sight over midnight. */
const MINUTE = 60_000;

/** A replica in the thread that runs it: what the page may ask, and what only its host needs. */
export interface Replica extends Omit<ReplicaApi, "open" | "bridge"> {
  /** Serves an open document over the given port; null when there is no such document or no client id for it yet. */
  readonly openOn: (doc: DocId, port: RoomPort) => Promise<Omit<OpenDocument, "port"> | null>;
  readonly ask: Lives["ask"];
  readonly usePinyin: Lives["usePinyin"];
  /** Resolves once nothing waits in this thread: received messages, commits, typing. For the simulation and the command line. */
  readonly settled: () => Promise<void>;
  /** Makes transactions of everything typed so far. */
  readonly flush: () => Promise<void>;
  readonly stop: () => void;
}

/** Builds a replica on an opened storage. Nothing runs until `start`. */
export const createReplica = async (given: ReplicaDeps): Promise<Replica> => {
  const opened = await openStorage(given.storage);
  // Tabs without a storage in common have nothing to share: each is a device of its own.
  const deps: ReplicaDeps = opened.problem === null ? given : { ...given, tabs: createSingleTab() };
  const { tabs } = deps;
  const run = createRun(deps.log);
  let leading = false;
  /** Counts how often this tab was made or unmade the leader: what began under an earlier count is over. */
  let stands = 0;
  const watching = new Map<string, readonly DocId[]>();

  const core = createCore(deps, opened.storage, {
    rebuilt: async (docs) => {
      for (const doc of docs) {
        if (!rooms.has(doc)) continue;
        const loaded = await core.documents.load([doc]);
        rooms.close(doc, CLOSE.reload.code, loaded.get(doc) ?? null);
      }
    },
    gone: (docs) => {
      for (const doc of docs) rooms.close(doc, CLOSE.forbidden.code, null);
    },
    appended: () => {
      if (!leading) return tabs.post({ type: "push" });
      sync.pump();
      refill();
    },
  });
  const official = createOfficialNumbers(core, { reserve: (kind) => questions.reserve(kind) });
  const commits = createCommits(core, () => leading, official);
  /** A device that forgets, or only looks, puts no numbers by. */
  const holdsNumbers = opened.problem === null && !deps.viewing && !deps.brief;
  const refill = (): void => {
    if (holdsNumbers && leading && core.link().is === "live" && core.link().progress === null) run("numbers", official.refill);
  };

  const drain = async (docs: Iterable<DocId>): Promise<void> => {
    for (const doc of docs) {
      const batch = rooms.drain(doc);
      if (!batch) continue;
      const stored = await commits.page(batch);
      if (!stored.ok) rooms.putBack(batch);
    }
  };
  const rooms = createLateRooms({
    timers: deps.timers,
    ready: (doc) => {
      run("typing", () => core.exclusive(() => drain([doc])));
    },
    presence: (doc, update) => {
      tabs.post({ type: "presence", doc, update, from: "tab" });
      if (leading) sync.send({ type: "presence", doc, update });
    },
    changed: () => {
      watching.set(tabs.name, rooms.docs());
      tabs.post({ type: "watch", tab: tabs.name, docs: rooms.docs() });
      tellWatch();
    },
  });
  core.documents.keepWhile(rooms.has);

  const overtaken = new Set<(items: readonly Overtaken[]) => void>();
  const exchange = createExchange(core, { drain, pump: () => sync.pump(), overtaken: (items) => overtaken.forEach((call) => call(items)) });
  const sync = createSync(deps, {
    hello: async () => {
      const device = core.device();
      const { cursor, scopes, start } = core.feed();
      return { device: device?.number ?? null, deviceKey: device?.key ?? null, cursor, start, scopes: [...scopes], oldest: core.outbox.oldest() };
    },
    welcome: async (message) => {
      if ((await exchange.welcome(message)) === "stranger") return "stranger";
      tabs.post({ type: "device", device: { number: message.device, key: message.deviceKey }, used: message.used });
      deps.timers.set(tellWatch, 0);
      return "welcome";
    },
    page: exchange.page,
    answers: exchange.answers,
    other: (message) => {
      if (message.type !== "presenceOf") {
        questions.told(message);
        return;
      }
      rooms.receivePresence(message.doc, message.update);
      tabs.post({ type: "presence", doc: message.doc, update: message.update, from: "relay" });
    },
    take: exchange.take,
    tooLarge: ({ id }) => exchange.tooLarge(id),
    handedIn: async () => {
      await core.exclusive(() => drain(rooms.docs()));
      sync.pump();
      return core.outbox.waiting() === 0;
    },
    mustEmpty: async () => {
      const device = core.device();
      if (!device) return false;
      const { status, body } = await deps.http("POST", "/api/device", { device: device.number, key: device.key });
      return status === 200 && (body as { readonly wipe?: unknown } | null)?.wipe === true;
    },
    wiped: () => run("wipe", session.wipe),
    lost: () => {
      exchange.lost(false);
      questions.lost();
    },
    changed: (link) => {
      core.setLink(link);
      tabs.post({ type: "link", link });
      refill();
    },
  });
  const questions = createQuestions(core, { leading: () => leading, send: sync.send });
  const lives = createLives(core);
  const reports = createLateReports(core, lives, () => leading);
  const past = createPastWorlds(core, questions);

  const tellWatch = (): void => {
    if (!leading) return;
    const docs = [...new Set([...watching.values()].flat())].slice(0, 100);
    if (!sync.send({ type: "watch", docs })) return;
    for (const doc of rooms.docs()) {
      const update = rooms.presenceOf(doc);
      if (update) sync.send({ type: "presence", doc, update });
    }
  };

  /** Open pages stand on documents of before. */
  const reopen = (): void => {
    for (const doc of rooms.docs()) rooms.close(doc, CLOSE.reload.code, null);
  };

  const reload = async (): Promise<void> => {
    await core.exclusive(core.load);
    reopen();
  };

  const startSync = (): void => {
    if (leading && core.me()) sync.start();
  };

  const renewUnleased = (): Promise<void> => exchange.renew(core.outbox.all().filter(({ leased }) => !leased));

  /** Another tab's commit goes out over this one's connection. */
  const sendAlso = async (message: TabMessage): Promise<void> => {
    if (message.type === "appended" && !message.record.leased && core.device()) await renewUnleased();
    sync.pump();
  };

  const tellEpoch = (): void => {
    if (leading) tabs.post({ type: "epoch", epoch: core.epoch() });
  };

  const hear = (message: TabMessage): void => {
    switch (message.type) {
      case "stored":
      case "appended":
        run("follow", async () => {
          const outcome = await core.exclusive(() => core.follow(message)).catch((error: unknown) => {
            deps.log("follow.failed", { error: String(error) });
            return "missed" as const;
          });
          if (outcome === "missed") await reload();
          if (leading) await sendAlso(message);
        });
        return;
      case "device":
        run("device", () =>
          core.exclusive(async () => {
            core.setDevice(message.device);
            await core.lease.adopt(message.device.number, message.used);
          }),
        );
        return;
      case "link":
        if (!leading) core.setLink(message.link);
        return;
      case "withdraw":
        if (leading) run("withdraw", () => exchange.withdraw(docId(message.record), isMovePath));
        return;
      case "push":
        if (leading) sync.pump();
        official.doubt();
        refill();
        return;
      case "joined":
        if (leading) tabs.post({ type: "link", link: sync.link() });
        tellEpoch();
        tabs.post({ type: "watch", tab: tabs.name, docs: rooms.docs() });
        return;
      case "epoch":
        run("follow", async () => {
          if (!leading && !(await core.exclusive(async () => core.isAt(message.epoch)))) await reload();
        });
        return;
      case "left":
        watching.delete(message.tab);
        tellWatch();
        return;
      case "watch":
        // It may be the first that is heard of this tab.
        tellEpoch();
        watching.set(message.tab, message.docs);
        tellWatch();
        return;
      case "presence":
        rooms.receivePresence(message.doc, message.update);
        if (leading && message.from === "tab") sync.send({ type: "presence", doc: message.doc, update: message.update });
        return;
      case "question":
      case "answer":
        questions.heard(message);
        return;
      case "account":
        sync.stop();
        run("account", () => reload().then(startSync));
        return;
    }
  };

  /** What the leader before this one stored and sent is read again; what it sent may or may not have arrived. */
  const takeOver = async (mine: number): Promise<void> => {
    try {
      if ((await core.exclusive(core.catchUp)) === "loaded") reopen();
    } catch (error) {
      // Nobody else leads while this tab holds the lock: it says so, and tries until it can read.
      deps.log("lead.failed", { error: String(error) });
      core.setProblem("lost");
      deps.timers.set(() => mine === stands && run("lead", () => takeOver(mine)), LEAD_AGAIN);
      return;
    }
    // Rows of an earlier version can be read, only less well: nothing waits for them.
    await core.exclusive(() => reprojectRows(core)).catch((error: unknown) => deps.log("reproject.failed", { error: String(error) }));
    if (mine !== stands) return;
    if (core.state().problem === "lost") core.setProblem(null);
    leading = true;
    exchange.lost(true);
    startSync();
  };

  const lead = (): void => {
    stands += 1;
    const mine = stands;
    run("lead", () => takeOver(mine));
  };

  const session = createSession(core, {
    stop: sync.stop,
    start: startSync,
    emptied: () => {
      for (const doc of rooms.docs()) rooms.close(doc, CLOSE.forbidden.code, null);
    },
  });

  let dayTimer: unknown = null;
  const followDay = (before: string): void => {
    const { today, offsetMinutes } = lives.context();
    const day = today + offsetMinutes;
    if (before && day !== before) lives.refresh();
    dayTimer = deps.timers.set(() => followDay(day), MINUTE);
  };

  const watch = (call: () => void): Live => {
    const stop = core.onState(call);
    call();
    return { stop };
  };

  return {
    start: async () => {
      tabs.listen(hear);
      core.storage.onLost(() => core.setProblem("lost"));
      await core.exclusive(core.load);
      core.setProblem(opened.problem);
      const device = core.device();
      // What is written waits for ids of its own; what is shown does not.
      if (device) run("lease", () => core.exclusive(async () => void (await core.lease.adopt(device.number, null))));
      await session.resume();
      tabs.stand({
        lead,
        rest: () => {
          stands += 1;
          leading = false;
          sync.stop();
          // Two that store at the same time number segments alike.
          return core.exclusive(async () => undefined);
        },
      });
      tabs.post({ type: "joined", tab: tabs.name });
      startSync();
      followDay("");
      return core.me();
    },
    signIn: session.signIn,
    signInByPasskey: session.signInByPasskey,
    signOut: session.signOut,
    changePassword: session.changePassword,
    watchState: (call) => watch(() => call(core.state())),
    setVisible: (visible) => {
      tabs.setVisible(visible);
      if (visible) {
        sync.hurry();
        lives.refresh();
      }
    },
    hurry: sync.hurry,
    setLocale: lives.refresh,

    list: (query, columns, call, then, window) => (then ? past.of(then).lives : lives).list(query, columns, call, window),
    ask: lives.ask,
    board: (query, most, call, then) => (then ? past.of(then).lives : lives).board(query, most, call),
    counts: (query, column, call, then) => (then ? past.of(then).lives : lives).counts(query, column, call),
    row: lives.row,
    rows: async (records, then) => (then ? past.of(then).lives : lives).rows(records),
    allRows: async (kind) => [...core.rows.rows(kind)],
    result: async (query) => {
      if (query.search !== undefined) await needSearchCode();
      return lives.rows(lives.ask(query).map(({ id }) => id));
    },
    ...createTitles(core),
    search: lives.search,
    referring: async (records) => lives.referring(records),
    rights: lives.rights,
    usePinyin: lives.usePinyin,
    ...reports,
    funnel: (question, call, narrowing, then) => (then ? past.of(then).reports : reports).funnel(question, call, narrowing),
    mayWrite: commits.mayWrite,

    newId: async (kind) => recordId(kind, core.keys.next()),
    newKey: async () => core.keys.next(),
    commit: commits.commit,
    bringIn: commits.bringIn,
    commitMany: (edits) => commitInPortions(edits, commits.commit, () => new Promise((resolve) => deps.timers.set(() => resolve(), 0))),

    openOn: async (doc, port) => {
      if (core.rows.row(recordOf(doc)) === undefined) return null;
      const clientId = await core.exclusive(core.lease.next);
      if (clientId === null) return null;
      // Read before the document, and as it is stored: another tab may have put it in another form.
      const forms = await core.formsStored();
      const loaded = (await core.documents.load([doc])).get(doc);
      if (!loaded) return null;
      rooms.attach(doc, loaded, port);
      return { clientId, forms };
    },
    history: (record) => questions.history(record, null),
    olderHistory: (record, before) => questions.history(record, before),
    log: questions.log,
    rowAt: past.rowAt,
    fetchPast: past.fetch,
    purge: questions.purge,

    ...createLateAnswers(core, lives, questions),
    ...createTray(core, commits.commit),
    overtaken: (call) => {
      overtaken.add(call);
      return { stop: () => void overtaken.delete(call) };
    },

    withdrawMove: async (record) => {
      if (leading) await exchange.withdraw(docId(record), isMovePath);
      else tabs.post({ type: "withdraw", record });
    },

    waiting: async (most) => waitingChanges(core.outbox, most),
    exportOutbox: async () => (await needContentCode()).outboxAsFile(core),
    restoreOutbox: async (file) =>
      (await needContentCode()).restoreOutboxFrom(core, file, async () => {
        if (leading && core.device()) await renewUnleased();
      }),
    getLocal: async (name) => (await core.storage.get("local", name)) ?? null,
    setLocal: async (values) => {
      const written = await core.storage.write(Object.entries(values).map(([key, put]) => (put === null ? { table: "local", delete: key } : { table: "local", key, put })), "relaxed");
      return written.ok;
    },

    flush: () => core.exclusive(() => drain(rooms.docs())),
    settled: async () => {
      await sync.settled();
      await core.exclusive(async () => undefined);
    },
    stop: () => {
      sync.stop();
      deps.timers.clear(dayTimer);
      core.absence.stop();
      tabs.post({ type: "left", tab: tabs.name });
      tabs.leave();
      core.storage.close();
    },
  };
};
