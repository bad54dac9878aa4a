import type FileSystem from "node:fs";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { docId, recordId, type Key } from "#domain/id.ts";
import { createAhead } from "#sync-server/storage/ahead.ts";
import { createCommitLog } from "#sync-server/storage/commit-log.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import { createSqliteStorage } from "#sync-server/storage/sqlite.ts";
import { EMPTY_COMMIT, FIRST_DEVICE, type Commit, type Storage, type StoredDocument } from "#sync-server/storage/storage.ts";
import { verifyChain } from "#sync-server/storage/verify-chain.ts";
import { createDice, type Dice } from "#tests/simulation/dice.ts";

/** What the disk takes: altogether, and of one call. */
const room = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY, atOnce: Number.POSITIVE_INFINITY }));

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof FileSystem>();
  const writeSync = (file: number, bytes: Uint8Array, offset: number, length: number, position: number): number => {
    if (room.left <= 0) throw new Error("no space left on the disk");
    const taken = fs.writeSync(file, bytes, offset, Math.min(length, room.left, room.atOnce), position);
    room.left -= taken;
    return taken;
  };
  return { ...fs, writeSync };
});

const ANN = recordId("user", "ann");
const RECORDS = Array.from({ length: 8 }, (_, at) => recordId("customer", `c${at}`));
const SCOPES = ["all", "owner:user/ann", "owner:user/ben", "shared:user/ann"];
const LOGS = [".commits-a", ".commits-b"];
const FILES = ["", "-wal", ...LOGS];
const keyOf = (no: number): Key => String(no).padStart(16, "0") as Key;

/** Commits as the relay makes them: some documents with their scopes, entries, answers, now and then links, numbers or a purge. */
const createCommits = (dice: Dice) => {
  const scopes = new Map<string, readonly string[]>();
  const gone = new Set<string>();
  let made = 0;
  return async (storage: Storage, mayPurge: boolean): Promise<Commit> => {
    const base = await storage.counters();
    let { head, history } = base;
    made += 1;
    const alive = RECORDS.filter((record) => !gone.has(record));
    const chosen = alive.filter(() => dice.chance(0.4));
    const left: Commit["left"][number][] = [];
    const documents = chosen.map((record): StoredDocument => {
      head += 1;
      const now = SCOPES.filter(() => dice.chance(0.5));
      for (const scope of scopes.get(record) ?? []) if (!now.includes(scope)) left.push({ scope, doc: docId(record), seq: head });
      scopes.set(record, now);
      return { doc: docId(record), seq: head, snapshot: dice.bytes(20), row: { id: record, name: `name ${made}` }, scopes: now, clocks: {} };
    });
    const entries = chosen.map((record) => {
      history += 1;
      return { no: history, doc: docId(record), path: "name", from: null, to: `name ${made}`, by: ANN, device: FIRST_DEVICE, at: made, received: made, outcome: "kept" as const };
    });
    const purge = mayPurge && chosen.length === 0 && alive.length > 4 ? dice.pick(alive) : null;
    if (purge) {
      head += 1;
      history += 1;
      gone.add(purge);
      for (const scope of scopes.get(purge) ?? []) left.push({ scope, doc: docId(purge), seq: head });
    }
    const told = purge ? [{ no: history, doc: docId(purge), path: "purged", from: null, to: { by: ANN, at: made }, by: ANN, device: 0, at: made, received: made, outcome: "kept" as const }] : [];
    return {
      ...EMPTY_COMMIT,
      base,
      counters: { head, history, series: { C: made } },
      documents,
      left,
      purged: purge ? [{ record: purge, docs: [docId(purge)] }] : [],
      links: dice.chance(0.3) && alive[0] && alive[1] ? [{ child: alive[0], parents: dice.chance(0.5) ? [alive[1]] : [] }] : [],
      history: [...entries, ...told],
      prolonged: entries.length > 0 && dice.chance(0.2) ? [{ no: entries[0]?.no ?? 0, at: made + 5, received: made + 6 }] : [],
      answers: [{ tx: keyOf(made), person: ANN, device: FIRST_DEVICE, answer: { tx: keyOf(made), ok: true, seq: head }, at: made }],
      numbers: alive[0] ? [{ kind: "customer", number: `C-${dice.below(20)}`, record: alive[0] }] : [],
      used: [{ device: FIRST_DEVICE, used: dice.below(100) }],
      writers: alive[0] ? [{ doc: docId(alive[0]), client: dice.below(5), person: ANN }] : [],
    };
  };
};

/** Everything that can be asked of a storage. */
const QUESTIONS: readonly ((storage: Storage) => Promise<unknown>)[] = [
  (storage) => storage.counters(),
  (storage) => storage.documents(RECORDS.map((record) => docId(record))),
  async (storage) => (await storage.ofKind("customer")).map(({ doc, row, scopes }) => JSON.stringify([doc, row, scopes])).toSorted(),
  (storage) => storage.feed({ scopes: SCOPES, after: 3, upTo: 1_000 }, 1_000),
  (storage) => storage.countFeed({ scopes: SCOPES.slice(1), after: 0, upTo: 1_000 }),
  async (storage) => (await storage.answers(Array.from({ length: 40 }, (_, no) => keyOf(no)))).toSorted((a, b) => (a.tx < b.tx ? -1 : 1)),
  (storage) => Promise.all(Array.from({ length: 20 }, (_, no) => storage.holderOf("customer", `C-${no}`))),
  (storage) => Promise.all(RECORDS.map((record) => storage.childrenOf(record))),
  (storage) => Promise.all(RECORDS.map(async (record) => [...(await storage.writers(docId(record)))].toSorted(([a], [b]) => a - b))),
  (storage) => storage.history(RECORDS.map((record) => docId(record)), null, 1_000),
  (storage) => Promise.all(RECORDS.map((record) => storage.isPurged(record))),
  async (storage) => (await storage.device(FIRST_DEVICE))?.used,
];

const askAll = (storage: Storage): Promise<readonly unknown[]> => Promise.all(QUESTIONS.map((ask) => ask(storage)));

describe("SQLite with a log of the last commits", () => {
  let folder: string;
  const open: Storage[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tidebook-ahead-"));
  });
  afterEach(async () => {
    Object.assign(room, { left: Number.POSITIVE_INFINITY, atOnce: Number.POSITIVE_INFINITY });
    for (const storage of open.splice(0)) await storage.close();
    rmSync(folder, { recursive: true });
  });

  const at = (name: string): Storage => {
    const storage = createSqliteStorage(join(folder, name));
    open.push(storage);
    return storage;
  };

  /** The files as a power cut leaves them, under another name. */
  const cut = (name: string): void => {
    for (const end of FILES) if (existsSync(join(folder, `live${end}`))) copyFileSync(join(folder, `live${end}`), join(folder, `${name}${end}`));
  };

  for (const seed of [1, 2, 3, 4]) {
    it(`[F-11] [F-12] answers as a storage without one, at any moment and after a power cut (seed ${seed})`, async () => {
      const dice = createDice(seed);
      const live = at("live");
      const plain = createMemoryStorage();
      for (const storage of [live, plain]) await storage.addDevice("hash", ANN);
      const next = createCommits(dice);
      for (let round = 0; round < 30; round += 1) {
        const commit = await next(plain, round > 10);
        await live.commit(commit);
        await plain.commit(commit);
        const ask = dice.pick(QUESTIONS);
        if (dice.chance(0.5)) expect(await ask(live)).toEqual(await ask(plain));
        if (!dice.chance(0.2)) continue;
        cut(`cut-${round}`);
        const after = at(`cut-${round}`);
        expect(await askAll(after)).toEqual(await askAll(plain));
        expect((await verifyChain(after.links, { newest: commit.counters.history, head: null })).misfit).toBeNull();
      }
      expect(await askAll(live)).toEqual(await askAll(plain));
    });
  }

  it("[F-12] a commit that was not written to its end has not been, and those before it have", async () => {
    const live = at("live");
    const next = createCommits(createDice(9));
    const heads: number[] = [];
    let written = 0;
    for (let round = 0; round < 3; round += 1) {
      const commit = await next(live, false);
      await live.commit(commit);
      heads.push(commit.counters.history);
      const bytes = readFileSync(join(folder, "live.commits-a"));
      if (round === 1) written = bytes.findLastIndex((byte) => byte !== 0) + 1;
    }
    cut("torn");
    const file = join(folder, "torn.commits-a");
    const bytes = readFileSync(file);
    bytes.fill(0, written + 100);
    writeFileSync(file, bytes);
    expect((await at("torn").counters()).history).toBe(heads[1]);
    expect((await live.counters()).history).toBe(heads[2]);
  });

  it("[F-12] [F-10] a disk that takes a part of a commit and then no more has not taken it", async () => {
    const live = at("live");
    const next = createCommits(createDice(9));
    const first = await next(live, false);
    await live.commit(first);
    room.left = 40;
    const second = await next(live, false);
    await expect(live.commit(second)).rejects.toThrow("no space left");
    room.left = Number.POSITIVE_INFINITY;
    cut("full");
    expect(await at("full").counters()).toEqual(first.counters);
    await live.commit(second);
    cut("later");
    expect(await at("later").counters()).toEqual(second.counters);
  });

  it("[F-12] a disk that takes a commit in parts has taken all of it", async () => {
    const live = at("live");
    const next = createCommits(createDice(9));
    room.atOnce = 100;
    for (let round = 0; round < 2; round += 1) await live.commit(await next(live, false));
    room.atOnce = Number.POSITIVE_INFINITY;
    cut("parts");
    expect(await at("parts").counters()).toEqual(await live.counters());
  });

  it("[F-12] a log that has lost commits between others is not put into the tables, and stays as it is", async () => {
    const path = join(folder, "gap");
    await createSqliteStorage(path).close();
    const plain = createMemoryStorage();
    await plain.addDevice("hash", ANN);
    const next = createCommits(createDice(7));
    const log = createCommitLog(path);
    log.read(9);
    for (let round = 0; round < 4; round += 1) {
      const commit = await next(plain, false);
      await plain.commit(commit);
      if (round === 3) log.turn();
      log.append(commit);
    }
    const file = `${path}.commits-a`;
    const whole = readFileSync(file);
    const second = 12 + whole.readUInt32LE(4);
    const bytes = Buffer.from(whole);
    bytes.writeUInt8(bytes.readUInt8(second + 40) ^ 1, second + 40);
    writeFileSync(file, bytes);
    expect(() => createSqliteStorage(path)).toThrow("some between two others are missing");
    expect(readFileSync(file).equals(bytes)).toBe(true);
    writeFileSync(file, whole);
    expect(await at("gap").counters()).toEqual(await plain.counters());
  });

  it("[F-13] a log beside an older copy of the tables is of another past, and is not put into it", async () => {
    const live = at("live");
    const next = createCommits(createDice(5));
    const first = await next(live, false);
    await live.commit(first);
    await live.close();
    open.length = 0;
    copyFileSync(join(folder, "live"), join(folder, "older"));
    const later = at("live");
    for (let round = 0; round < 2; round += 1) await later.commit(await next(later, false));
    await later.close();
    open.length = 0;
    const latest = at("live");
    await latest.commit(await next(latest, false));
    for (const end of LOGS) copyFileSync(join(folder, `live${end}`), join(folder, `older${end}`));
    expect(await at("older").counters()).toEqual(first.counters);
  });

  const record = recordId("customer", "c0");
  const secret = Buffer.from("known to nobody");
  const keep = async (storage: Storage): Promise<void> => {
    const base = await storage.counters();
    await storage.commit({ ...EMPTY_COMMIT, base, counters: { ...base, head: 1 }, documents: [{ doc: docId(record), seq: 1, snapshot: new Uint8Array(secret), row: { id: record }, scopes: ["all"], clocks: {} }] });
  };
  const purge = async (storage: Storage): Promise<void> => {
    const base = await storage.counters();
    await storage.commit({ ...EMPTY_COMMIT, base, counters: { ...base, head: 2 }, purged: [{ record, docs: [docId(record)] }], left: [{ scope: "all", doc: docId(record), seq: 2 }] });
  };
  const holds = (name: string): boolean => LOGS.map((end) => join(folder, `${name}${end}`)).some((file) => existsSync(file) && readFileSync(file).includes(secret));

  it("[T-02] what was purged stands in the log no more", async () => {
    const live = at("live");
    await keep(live);
    expect(holds("live")).toBe(true);
    await purge(live);
    expect(holds("live")).toBe(false);
    const purged = await live.counters();
    await live.commit({ ...EMPTY_COMMIT, base: purged, counters: { ...purged, history: 1 }, history: [{ no: 1, doc: docId(ANN), path: "name", from: null, to: "Ann", by: ANN, device: FIRST_DEVICE, at: 1, received: 1, outcome: "kept" }] });
    cut("after");
    expect(await at("after").documents([docId(record)])).toEqual([]);
  });

  it("[T-02] what was purged after a power cut stands in the log of before no more", async () => {
    await keep(at("live"));
    cut("after");
    expect(holds("after")).toBe(true);
    const after = at("after");
    // A purge that had just been written when the power went would not be written again.
    expect(holds("after")).toBe(false);
    await purge(after);
    expect(holds("after")).toBe(false);
  });

  it("[T-02] [H-12] what was purged while somebody reads the tables keeps nobody waiting, and stands in the database's own log no longer than they read", async () => {
    const live = at("live");
    await keep(live);
    // The tables have it.
    await live.ofKind("customer");
    const inOwnLog = (name: string): boolean => existsSync(join(folder, `${name}-wal`)) && readFileSync(join(folder, `${name}-wal`)).includes(secret);
    const reader = new Database(join(folder, "live"), { readonly: true });
    reader.exec("BEGIN");
    reader.prepare("SELECT COUNT(*) FROM history").get();
    const began = performance.now();
    await purge(live);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(inOwnLog("live")).toBe(true);
    cut("ended");
    reader.close();
    await vi.waitFor(() => expect(inOwnLog("live")).toBe(false), 5_000);
    expect(inOwnLog("ended")).toBe(true);
    at("ended");
    expect(inOwnLog("ended")).toBe(false);
  });

  describe("as time goes by", () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
    afterEach(() => void vi.useRealTimers());

    const turns = async (many: number): Promise<void> => {
      for (let turn = 0; turn < many; turn += 1) await setImmediate();
    };
    /** Entries of the history in the tables, as another program finds them. */
    const inTables = (): number => {
      const db = new Database(join(folder, "live"), { readonly: true });
      try {
        return (db.prepare("SELECT COUNT(*) AS n FROM history").get() as { readonly n: number }).n;
      } finally {
        db.close();
      }
    };
    const entry = async (storage: Storage): Promise<void> => {
      const base = await storage.counters();
      const no = base.history + 1;
      await storage.commit({ ...EMPTY_COMMIT, base, counters: { ...base, history: no }, history: [{ no, doc: docId(ANN), path: "name", from: null, to: `Ann ${no}`, by: ANN, device: FIRST_DEVICE, at: no, received: no, outcome: "kept" }] });
    };

    it("[F-11] what is committed while others are put into the tables gets there too, with nobody asking", async () => {
      const live = at("live");
      await entry(live);
      expect(inTables()).toBe(0);
      vi.advanceTimersByTime(5_000);
      await entry(live);
      await turns(100);
      expect(inTables()).toBe(1);
      vi.advanceTimersByTime(5_000);
      await turns(100);
      expect(inTables()).toBe(2);
    });

    it("[F-12] a try that failed loses nothing, whenever the power goes", async () => {
      /* Tables of which a power cut leaves what was there when they last were brought to the disk. */
      interface Kept {
        readonly commits: readonly Commit[];
        readonly done: number;
      }
      const start: Kept = { commits: [], done: 0 };
      let onDisk = start;
      let now = start;
      let fails = false;
      const zero = await createMemoryStorage().counters();
      const last = (): Commit["counters"] => now.commits.at(-1)?.counters ?? zero;
      const open = (log: string): Storage =>
        createAhead(
          {
            storage: createMemoryStorage(),
            store: (part) => {
              if (fails) throw new Error("the disk is full");
              now = { ...now, commits: [...now.commits, part] };
            },
            counters: last,
            newest: () => last().history,
            done: () => now.done,
            setDone: (done) => {
              now = { ...now, done };
              onDisk = now;
            },
            report: () => undefined,
          },
          createCommitLog(join(folder, log)),
        );
      const live = open("live");
      await entry(live);
      fails = true;
      vi.advanceTimersByTime(5_000);
      await turns(100);
      await entry(live);
      fails = false;
      vi.advanceTimersByTime(5_000);
      // The turn in which the next generation begins, and one commit of it.
      await turns(1);
      await entry(live);
      cut("cut");
      now = onDisk;
      expect((await open("cut").counters()).history).toBe(3);
    });
  });

  it("[F-12] leaves nothing beside the tables when it is closed", async () => {
    const live = at("live");
    await live.commit(await createCommits(createDice(3))(live, false));
    expect(statSync(join(folder, "live.commits-a")).size).toBeGreaterThan(0);
    await live.close();
    open.length = 0;
    expect(existsSync(join(folder, "live.commits-a")) || existsSync(join(folder, "live.commits-b"))).toBe(false);
  });
});
