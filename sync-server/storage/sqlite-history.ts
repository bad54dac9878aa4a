import { setImmediate } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import type { RecordId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import { createSalts, digestOf, forging, sealed, type SealedEntry, type Tip } from "./chain.ts";
import { entryIn, idsOfKind, linkIn, sealedIn, tellerOf, type HistoryLine } from "./history-line.ts";
import type { Commit, Storage } from "./storage.ts";

/** Reads the chain of a database, also of one that is opened for reading only. */
export const createLinkReader = (db: Database): Storage["links"] => {
  const links = db.prepare<[number, number], HistoryLine>("SELECT * FROM history WHERE no > ? ORDER BY no LIMIT ?");
  return async (after, limit) => links.all(after, limit).map(linkIn);
};

/** Entries that are chained before everybody else gets their turn; no more are chained within a commit. */
const PIECE = 250;

type ErasedBy = (entry: SealedEntry) => readonly number[];

const NONE: readonly number[] = [];

const createSealing = (db: Database) => {
  const salts = createSalts();
  const last = db.prepare<[], Tip>("SELECT no, hash FROM history ORDER BY no DESC LIMIT 1");
  const insertInto = (table: string) => db.prepare(`INSERT INTO ${table} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, NULL, NULL, ?)`);
  const insert = insertInto("history");
  db.exec("CREATE TEMP TABLE IF NOT EXISTS staged AS SELECT * FROM history WHERE 0");
  const stageOne = insertInto("temp.staged");
  const move = db.prepare("INSERT INTO history SELECT * FROM temp.staged ORDER BY no");
  const clear = db.prepare("DELETE FROM temp.staged");

  const chaining = (into: typeof insert, erasedBy: ErasedBy) => {
    const forge = forging(last.get() ?? null, salts, erasedBy);
    return (given: SealedEntry): void => {
      const { entry, salt, hash } = forge(given);
      const { no, doc, path, from, to, by, device, at, received, outcome } = entry;
      into.run(no, doc, path, from, to, by, device, at, received, outcome, salt, hash);
    };
  };

  return {
    /** Number of the newest entry. */
    newest: (): number => last.get()?.no ?? 0,
    /** Appends entries, in ascending order of their numbers, to the chain as it stands in the database. */
    append: (entries: readonly SealedEntry[], erasedBy: ErasedBy): void => {
      if (entries.length > 0) entries.forEach(chaining(insert, erasedBy));
    },
    /** Chains entries and puts them by, in pieces. Nothing else may be appended until they are moved. */
    stage: async (entries: readonly HistoryEntry[]): Promise<void> => {
      clear.run();
      const chain = chaining(stageOne, () => NONE);
      for (const [index, entry] of entries.entries()) {
        if (index % PIECE === PIECE - 1) await setImmediate();
        chain(sealed(entry));
      }
    },
    /** Appends what was put by. */
    move: (): void => {
      move.run();
      clear.run();
    },
  };
};

type HistoryStorage = Pick<Storage, "log" | "links" | "changedSince" | "since">;

interface SqliteHistory extends HistoryStorage {
  readonly ofDocs: Storage["history"];
  /** Number of the newest entry that is in the table. */
  readonly newest: () => number;
  /** What takes long of a commit's entries, done before it in pieces. Nothing is durable by it. */
  readonly prepare: (commit: Commit) => Promise<void>;
  /** Writes the entries, within the commit. */
  readonly write: (commit: Commit) => void;
}

/** The history in its table: a chain that is only appended to, but for what a purge empties. */
export const createSqliteHistory = (db: Database): SqliteHistory => {
  const sealing = createSealing(db);
  /** The commit whose entries are put by. */
  let prepared: Commit | null = null;
  const ofDocs = db.prepare<[string, number, number], HistoryLine>("SELECT * FROM history WHERE doc IN (SELECT value FROM json_each(?)) AND no < ? ORDER BY no DESC LIMIT ?");
  const log = db.prepare<unknown[], HistoryLine>(
    `SELECT * FROM history WHERE no >= :from AND no < :before AND digest IS NULL AND (:by IS NULL OR by = :by)
     AND (:kind IS NULL OR substr(doc, 1, length(:kind) + 1) = :kind || '/')
     AND (:record IS NULL OR doc = :record OR substr(doc, 1, length(:record) + 1) = :record || '#')
     AND (:path IS NULL OR path = :path) AND (:since IS NULL OR COALESCE(until_at, at) >= :since) AND (:until IS NULL OR at <= :until)
     ORDER BY no DESC LIMIT :limit`,
  );
  const changed = db.prepare<[string, string, number, number], { record: string }>(
    `SELECT DISTINCT CASE instr(doc, '#') WHEN 0 THEN doc ELSE substr(doc, 1, instr(doc, '#') - 1) END AS record
     FROM history WHERE doc > ? AND doc < ? AND at > ? ORDER BY doc LIMIT ?`,
  );
  const since = db.prepare<[string, number], HistoryLine>("SELECT * FROM history WHERE doc IN (SELECT value FROM json_each(?)) AND at > ? ORDER BY no DESC");
  const ofDoc = db.prepare<[string], HistoryLine>("SELECT * FROM history WHERE doc = ?");
  const prolong = db.prepare("UPDATE history SET until_at = ?, until_received = ? WHERE no = ?");
  const empty = db.prepare(
    `UPDATE history SET doc = '', path = '', before = '', after = '', by = '', device = 0, at = 0, received = 0, outcome = '',
     until_at = NULL, until_received = NULL, salt = NULL, digest = ?, purge = ? WHERE no = ?`,
  );

  const erase = (commit: Commit): ReadonlyMap<number, readonly number[]> => {
    const erasures = new Map<number, readonly number[]>();
    for (const { record, docs } of commit.purged) {
      const teller = tellerOf(commit, record);
      const numbers: number[] = [];
      for (const line of docs.flatMap((doc) => ofDoc.all(doc))) {
        empty.run(digestOf(sealedIn(line), line.salt ?? "", NONE), teller, line.no);
        numbers.push(line.no);
      }
      if (teller !== null) erasures.set(teller, numbers.sort((a, b) => a - b));
    }
    return erasures;
  };

  return {
    newest: sealing.newest,
    ofDocs: async (docs, before, limit) => ofDocs.all(JSON.stringify(docs), before ?? Number.MAX_SAFE_INTEGER, limit).map(entryIn),
    log: async (filter, range, limit) => log.all({ ...filter, ...range, limit }).map(entryIn),
    links: createLinkReader(db),
    changedSince: async (kind, at, after, limit) => changed.all(...idsOfKind(kind, after), at, limit).map(({ record }) => record as RecordId),
    since: async (docs, at) => since.all(JSON.stringify(docs), at).map(entryIn),
    prepare: async (commit) => {
      prepared = null;
      if (commit.history.length <= PIECE || commit.purged.length > 0) return;
      await sealing.stage(commit.history);
      prepared = commit;
    },
    write: (commit) => {
      if (prepared === commit) sealing.move();
      else {
        const erasures = erase(commit);
        sealing.append(commit.history.map(sealed), ({ no }) => erasures.get(no) ?? NONE);
      }
      prepared = null;
      for (const { no, at, received } of commit.prolonged) prolong.run(at, received, no);
    },
  };
};

/** Chains the entries that were written before there was a chain, as they are. */
export const chainUnchained = (db: Database): void => {
  const { append } = createSealing(db);
  const lines = db.prepare<[number], HistoryLine>("SELECT * FROM history_unchained WHERE no > ? ORDER BY no LIMIT 1000");
  for (let page = lines.all(0); page.length > 0; page = lines.all(page.at(-1)?.no ?? 0)) append(page.map(sealedIn), () => NONE);
  db.exec("DROP TABLE history_unchained");
};
