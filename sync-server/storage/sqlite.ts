import Database from "better-sqlite3";
import { facetOf, kindOf, type DocId, type Key, type RecordId } from "#domain/id.ts";
import { createSqliteAccounts } from "./sqlite-accounts.ts";
import { createSqliteEntrance } from "./sqlite-entrance.ts";
import { CONTENT_COLUMNS, contentIn, DOCUMENT_COLUMNS, documentIn, documentLine, ROW_COLUMNS, rowIn, type ContentLine, type DocumentLine, type RowLine } from "./document-line.ts";
import { chainUnchained, createSqliteHistory } from "./sqlite-history.ts";
import { folded } from "../unique.ts";
import { createEmptying, PATIENCE } from "./sqlite-own-log.ts";
import { createRelaxed } from "./sqlite-relaxed.ts";
import { CHAINED_SINCE, MIGRATIONS, SCHEMA, SCHEMA_VERSION } from "./sqlite-schema.ts";
import { createAhead } from "./ahead.ts";
import { checkBase } from "./base.ts";
import { createCommitLog } from "./commit-log.ts";
import type { Commit, Counters, FeedPlace, FeedRange, KeptAnswer, Start, Storage, StoredDocument } from "./storage.ts";

/** Positions of the feed that are looked at together. */
const FEED_PART = 4_000;

const open = (file: string): Database.Database => {
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma(`busy_timeout = ${PATIENCE}`);
  db.pragma("cache_size = -65536");
  // What a purge removes is overwritten, not only given free.
  db.pragma("secure_delete = ON");
  const version = Number(db.pragma("user_version", { simple: true }));
  if (version < 0 || version > SCHEMA_VERSION) {
    db.close();
    throw new Error(`the data in ${file} was written by another version of the relay (${version}, this one reads ${SCHEMA_VERSION})`);
  }
  if (version === SCHEMA_VERSION) return db;
  db.function("folded", { deterministic: true }, (value) => folded(String(value)));
  db.transaction(() => {
    if (version === 0) db.exec(SCHEMA);
    else for (const migration of MIGRATIONS.slice(version - 1)) db.exec(migration);
    if (version > 0 && version < CHAINED_SINCE) chainUnchained(db);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  })();
  return db;
};

/** Answers from before an instant, device by device, each from its place in the index: those that are kept are millions. */
export const DROP_ANSWERS = `DELETE FROM tx WHERE id IN (
  WITH RECURSIVE known (device) AS (
    SELECT MIN(device) FROM tx UNION ALL SELECT (SELECT MIN(device) FROM tx WHERE tx.device > known.device) FROM known WHERE known.device IS NOT NULL
  )
  SELECT old.id FROM known CROSS JOIN tx AS old INDEXED BY tx_device WHERE old.device = known.device AND old.at < ?
)`;

/** The generation of the commit log up to which the tables hold everything. */
const LOGGED = "logged";

/** A relay's storage in one SQLite file, with a log of the last commits beside it. Commits are on the disk before they are acknowledged. */
export const createSqliteStorage = (file: string, report: (error: unknown) => void = () => undefined): Storage => {
  const db = open(file);
  const history = createSqliteHistory(db);
  const relaxed = createRelaxed(db);
  const emptyLog = createEmptying(db);
  // A relay that ended while its log could not be emptied has left it.
  emptyLog();
  const one = {
    counter: db.prepare<[string], { value: number }>("SELECT value FROM counter WHERE name = ?"),
    document: db.prepare<[string], DocumentLine>(`SELECT ${DOCUMENT_COLUMNS} FROM document WHERE doc = ?`),
    content: db.prepare<[string], ContentLine>(`SELECT ${CONTENT_COLUMNS} FROM document WHERE doc = ?`),
    answer: db.prepare<[string], { id: string; person: string; device: number; answer: string; at: number }>("SELECT * FROM tx WHERE id = ?"),
    holder: db.prepare<[string, string], { record: string }>("SELECT record FROM number WHERE kind = ? AND number = ?"),
    reservation: db.prepare<[string, string], { device: number }>("SELECT device FROM reserved WHERE kind = ? AND number = ?"),
    purged: db.prepare<[string], { record: string }>("SELECT record FROM purged WHERE record = ?"),
  };
  const all = {
    documents: db.prepare<[string], DocumentLine>(`SELECT ${DOCUMENT_COLUMNS} FROM document WHERE doc > ? ORDER BY doc LIMIT 500`),
    series: db.prepare<[], { name: string; value: number }>("SELECT name, value FROM series"),
    kind: db.prepare<[string], RowLine>(`SELECT ${ROW_COLUMNS} FROM document WHERE kind = ? AND facet IS NULL`),
    children: db.prepare<[string], { child: string }>("SELECT child FROM link WHERE parent = ? ORDER BY child"),
    feed: db.prepare<[string, number, number, number], { doc: string; seq: number; gone: number }>(
      `SELECT doc, CASE MIN(gone) WHEN 0 THEN MAX(CASE gone WHEN 0 THEN seq END) ELSE MAX(seq) END AS seq, MIN(gone) AS gone
       FROM json_each(?) AS wanted CROSS JOIN doc_scope INDEXED BY doc_scope_seq
       WHERE scope = wanted.value AND seq > ? AND seq <= ? GROUP BY doc ORDER BY seq LIMIT ?`,
    ),
    part: db.prepare<[{ wanted: string; from: number; to: number; after: number; end: number; limit: number }], { doc: string; seq: number; gone: number }>(
      `SELECT here.doc, here.seq, here.gone FROM json_each(@wanted) AS wanted CROSS JOIN doc_scope AS here INDEXED BY doc_scope_seq
       WHERE here.scope = wanted.value AND here.seq > @from AND here.seq <= @to AND (here.gone = 0 OR NOT EXISTS (
         SELECT 1 FROM json_each(@wanted) AS held CROSS JOIN doc_scope AS other
         WHERE other.scope = held.value AND other.doc = here.doc AND other.seq > @after AND other.seq <= @end AND (other.gone = 0 OR other.seq > here.seq)
       )) GROUP BY here.doc ORDER BY here.seq LIMIT @limit`,
    ),
    count: db.prepare<[string, number, number], { n: number }>(
      `SELECT COUNT(DISTINCT doc) AS n FROM json_each(?) AS wanted CROSS JOIN doc_scope INDEXED BY doc_scope_seq
       WHERE scope = wanted.value AND seq > ? AND seq <= ? AND gone = 0`,
    ),
    reserved: db.prepare<[number, string], { number: string }>("SELECT number FROM reserved WHERE device = ? AND kind = ? ORDER BY number"),
    starts: db.prepare<[], Start>("SELECT id, head FROM start ORDER BY no"),
    writers: db.prepare<[string], { client: number; person: string }>("SELECT client, person FROM writer WHERE doc = ?"),
  };
  const put = {
    counter: db.prepare("INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
    series: db.prepare("INSERT INTO series VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
    row: db.prepare("UPDATE document SET row = ? WHERE doc = ?"),
    // In place: a line that is put in anew moves, and every index with it.
    document: db.prepare(
      `INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (doc) DO UPDATE SET seq = excluded.seq, snapshot = excluded.snapshot, row = excluded.row, scopes = excluded.scopes, clocks = excluded.clocks`,
    ),
    place: db.prepare(
      "INSERT INTO doc_scope VALUES (?, ?, ?, ?) ON CONFLICT (scope, doc) DO UPDATE SET seq = excluded.seq, gone = excluded.gone",
    ),
    link: db.prepare("INSERT OR IGNORE INTO link VALUES (?, ?)"),
    purged: db.prepare("INSERT OR IGNORE INTO purged VALUES (?)"),
    answer: db.prepare("INSERT OR IGNORE INTO tx (id, person, device, answer, at) VALUES (?, ?, ?, ?, ?)"),
    number: db.prepare("INSERT OR REPLACE INTO number VALUES (?, ?, ?)"),
    reserved: db.prepare("INSERT OR REPLACE INTO reserved VALUES (?, ?, ?)"),
    givenBack: db.prepare("UPDATE reserved SET device = 0 WHERE device = ?"),
    used: db.prepare("UPDATE device SET used = MAX(used, ?) WHERE device = ?"),
    start: db.prepare("INSERT INTO start (id, head) VALUES (?, ?)"),
    writer: db.prepare("INSERT OR IGNORE INTO writer VALUES (?, ?, ?)"),
  };
  const drop = {
    document: db.prepare("DELETE FROM document WHERE doc = ?"),
    links: db.prepare("DELETE FROM link WHERE child = ?"),
    writers: db.prepare("DELETE FROM writer WHERE doc = ?"),
    told: db.prepare("UPDATE tx SET answer = json_remove(answer, '$.refusal.current', '$.refusal.told') WHERE json_extract(answer, '$.refusal.doc') = ?"),
    reserved: db.prepare("DELETE FROM reserved WHERE kind = ? AND number = ?"),
    tickets: db.prepare("DELETE FROM token WHERE kind = 'ticket'"),
    // Device by device, each from its place in the index: those that are kept are millions.
    answers: db.prepare(DROP_ANSWERS),
    answersOf: db.prepare("DELETE FROM tx WHERE device = ? AND at < ? AND (? IS NULL OR id < ?)"),
  };

  const counter = (name: string): number => one.counter.get(name)?.value ?? 0;

  const counters = (): Counters => ({
    head: counter("head"),
    history: counter("history"),
    series: Object.fromEntries(all.series.all().map(({ name, value }) => [name, value])),
  });

  /** A long range is read part by part, each from its place in the index: all of it would be sorted for every few places. */
  const feed = ({ scopes, after, upTo }: FeedRange, limit: number) => {
    const wanted = JSON.stringify(scopes);
    const end = Math.min(upTo, counter("head"));
    if (end - after <= FEED_PART * 2) return all.feed.all(wanted, after, upTo, limit);
    const found: ReturnType<typeof all.part.all> = [];
    for (let from = after, step = FEED_PART; from < end && found.length < limit; from += step, step *= 2) {
      found.push(...all.part.all({ wanted, from, to: Math.min(end, from + step), after, end, limit: limit - found.length }));
    }
    return found;
  };

  const write = (commit: Commit): void => {
    for (const { record, docs } of commit.purged) {
      put.purged.run(record);
      drop.links.run(record);
      for (const doc of docs) {
        drop.document.run(doc);
        drop.writers.run(doc);
        drop.told.run(doc);
      }
    }
    for (const { scope, doc, seq } of commit.left) put.place.run(scope, doc, seq, 1);
    for (const document of commit.documents) {
      const { doc, seq, snapshot, row, scopes, clocks } = documentLine(document);
      put.document.run(doc, kindOf(document.doc), facetOf(document.doc), seq, snapshot, row, scopes, clocks);
      for (const scope of document.scopes) put.place.run(scope, doc, seq, 0);
    }
    for (const { child, parents } of commit.links) {
      drop.links.run(child);
      for (const parent of parents) put.link.run(parent, child);
    }
    history.write(commit);
    for (const { tx, person, device, answer, at } of commit.answers) put.answer.run(tx, person, device, JSON.stringify(answer), at);
    for (const { kind, number, device } of commit.reserved) put.reserved.run(kind, number, device);
    for (const { kind, number, record } of commit.numbers) {
      put.number.run(kind, number, record);
      drop.reserved.run(kind, number);
    }
    for (const { device, used } of commit.used) put.used.run(used, device);
    for (const { doc, client, person } of commit.writers) put.writer.run(doc, client, person);
    put.counter.run("head", commit.counters.head);
    put.counter.run("history", commit.counters.history);
    for (const [name, value] of Object.entries(commit.counters.series)) put.series.run(name, value);
  };

  const commit = db.transaction((commit: Commit) => {
    checkBase(counters(), commit.base);
    write(commit);
  });

  const store = db.transaction((part: Commit) => {
    const newest = part.history.length === 0 ? 0 : history.newest();
    write({ ...part, history: part.history.filter(({ no }) => no > newest) });
  });

  const reproject = db.transaction((definitions: number, rowOf: (document: StoredDocument) => StoredDocument["row"]): number => {
    if (one.counter.get("definitions")?.value === definitions) return 0;
    let changed = 0;
    for (let after = "", lines = all.documents.all(after); lines.length > 0; lines = all.documents.all(after)) {
      for (const line of lines) {
        after = line.doc;
        const row = JSON.stringify(rowOf(documentIn(line)));
        if (row === line.row) continue;
        put.row.run(row, line.doc);
        changed += 1;
      }
    }
    put.counter.run("definitions", definitions);
    return changed;
  });

  /** That a ticket was used need not be on the disk at once: none outlives a start. */
  const start = db.transaction((id: string, head: number): void => {
    put.start.run(id, head);
    drop.tickets.run();
  });

  const storage: Storage = {
    reproject: async (definitions, rowOf) => reproject.immediate(definitions, rowOf),
    counters: async () => counters(),
    documents: async (ids) =>
      ids.flatMap((id) => {
        const line = one.document.get(id);
        return line ? [documentIn(line)] : [];
      }),
    contents: async (ids) =>
      ids.flatMap((id) => {
        const line = one.content.get(id);
        return line ? [contentIn(line)] : [];
      }),
    ofKind: async (kind) => Array.from(all.kind.iterate(kind), rowIn),
    childrenOf: async (parent) => all.children.all(parent).map(({ child }) => child as RecordId),
    feed: async (range, limit) => feed(range, limit).map(({ doc, seq, gone }): FeedPlace => ({ doc: doc as DocId, seq, gone: gone === 1 })),
    countFeed: async ({ scopes, after, upTo }) => all.count.get(JSON.stringify(scopes), after, upTo)?.n ?? 0,
    answers: async (ids) =>
      ids.flatMap((id): KeptAnswer[] => {
        const line = one.answer.get(id);
        if (!line) return [];
        return [{ tx: line.id as Key, person: line.person as RecordId, device: line.device, answer: JSON.parse(line.answer) as KeptAnswer["answer"], at: line.at }];
      }),
    dropAnswers: async (which, before) => {
      if (which === "all") drop.answers.run(before);
      else drop.answersOf.run(which.device, before, which.below, which.below);
    },
    starts: async () => all.starts.all(),
    addStart: async ({ id, head }) => start.immediate(id, head),
    holderOf: async (kind, number) => (one.holder.get(kind, number)?.record as RecordId | undefined) ?? null,
    reservationOf: async (kind, number) => one.reservation.get(kind, number)?.device ?? null,
    reservedFor: async (kind, device) => all.reserved.all(device, kind).map(({ number }) => number),
    giveBack: async (device) => void put.givenBack.run(device),
    isPurged: async (record) => one.purged.get(record) !== undefined,
    history: history.ofDocs,
    log: history.log,
    links: history.links,
    changedSince: history.changedSince,
    since: history.since,
    writers: async (doc) => new Map(all.writers.all(doc).map(({ client, person }) => [client, person as RecordId])),
    commit: async (content) => {
      await history.prepare(content);
      commit.immediate(content);
      if (content.purged.length > 0) emptyLog();
    },
    ...createSqliteAccounts(db),
    entrance: createSqliteEntrance(db),
    close: async () => void db.close(),
  };
  if (file === ":memory:") return storage;
  return createAhead(
    {
      storage,
      // What stands in the log is safe: the tables may reach the disk later, in their order.
      store: (part) => relaxed(() => store.immediate(part)),
      counters,
      newest: history.newest,
      done: () => counter(LOGGED),
      setDone: (generation) => void put.counter.run(LOGGED, generation),
      report,
    },
    createCommitLog(file),
  );
};
