import { facetOf, kindOf, type DocId } from "#domain/id.ts";
import type { Answer } from "#domain/protocol/down/answers.ts";
import { checkBase } from "./base.ts";
import type { Tip } from "./chain.ts";
import { documentLine } from "./document-line.ts";
import { columnsOf, lastOf, type Statement } from "./postgres-columns.ts";
import type { PostgresConnection, Statements } from "./postgres-connection.ts";
import { createPostgresSealing } from "./postgres-history.ts";
import type { Journal } from "./postgres-journal.ts";
import type { Sharing } from "./sharing.ts";
import type { Commit, Counters, Storage, StoredDocument } from "./storage.ts";
import { toldOf, untold } from "./told.ts";
import { StorageUnreachable } from "./unreachable.ts";

// Whoever holds the line of the counters commits; the others wait for it. What stands beside it is read by statements of their own: one that
// waited sees the line as it is by then, and everything else as it was when it began to wait.
const TAKE_TURN = "SELECT head, history, series, definitions, pg_current_xact_id()::text AS id FROM counters FOR UPDATE";
const TIP = "SELECT no, hash FROM history ORDER BY no DESC LIMIT 1";
const COUNT = "UPDATE counters SET head = $1, history = $2, series = $3::jsonb";

// Updates travel as one run of bytes: arrays of them would travel as text, at twice the size.
const DOCUMENTS = `INSERT INTO document (doc, kind, facet, seq, snapshot, row, scopes, clocks)
  SELECT doc, kind, facet, seq, substring($1::bytea FROM start FOR size), row, scopes, clocks
  FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::integer[], $7::integer[], $8::text[], $9::text[], $10::text[])
    AS given (doc, kind, facet, seq, start, size, row, scopes, clocks)
  ON CONFLICT (doc) DO UPDATE SET seq = excluded.seq, snapshot = excluded.snapshot, row = excluded.row, scopes = excluded.scopes, clocks = excluded.clocks`;

const PLACES = `INSERT INTO doc_scope (doc, scope, seq, gone) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::boolean[])
  ON CONFLICT (doc, scope) DO UPDATE SET seq = excluded.seq, gone = excluded.gone`;

const ANSWERS = `INSERT INTO tx (id, person, device, answer, at, refused)
  SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::text[]) ON CONFLICT DO NOTHING`;

const RESERVED = `INSERT INTO reserved (kind, number, device) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
  ON CONFLICT (kind, number) DO UPDATE SET device = excluded.device`;

const NUMBERS = `INSERT INTO number (kind, number, record) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
  ON CONFLICT (kind, number) DO UPDATE SET record = excluded.record`;

const DROP_RESERVED = `DELETE FROM reserved USING unnest($1::text[], $2::text[]) AS given (kind, number)
  WHERE reserved.kind = given.kind AND reserved.number = given.number`;

const USED = `UPDATE device SET used = GREATEST(device.used, given.used) FROM unnest($1::bigint[], $2::bigint[]) AS given (device, used)
  WHERE device.device = given.device`;

const WRITERS = "INSERT INTO writer (doc, client, person) SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[]) ON CONFLICT DO NOTHING";

/** Bytes of documents that one statement carries. */
const CARGO = 8_000_000;

const documentStatement = (documents: readonly StoredDocument[]): Statement => {
  const lines = documents.map(documentLine);
  let end = 1;
  const starts = lines.map(({ snapshot }) => (end += snapshot.length) - snapshot.length);
  const columns = [
    lines.map(({ doc }) => doc),
    documents.map(({ doc }) => kindOf(doc)),
    documents.map(({ doc }) => facetOf(doc)),
    lines.map(({ seq }) => seq),
    starts,
    lines.map(({ snapshot }) => snapshot.length),
    lines.map(({ row }) => row),
    lines.map(({ scopes }) => scopes),
    lines.map(({ clocks }) => clocks),
  ];
  return { text: DOCUMENTS, values: [Buffer.concat(lines.map(({ snapshot }) => snapshot)), ...columns] };
};

const documentStatements = (documents: readonly StoredDocument[]): readonly Statement[] => {
  const statements: Statement[] = [];
  let [from, cargo] = [0, 0];
  for (const [index, { snapshot }] of documents.entries()) {
    cargo += snapshot.length;
    if (cargo < CARGO && index < documents.length - 1) continue;
    statements.push(documentStatement(documents.slice(from, index + 1)));
    [from, cargo] = [index + 1, 0];
  }
  return statements;
};

const when = (there: readonly unknown[], text: string, values: Statement["values"]): readonly Statement[] => (there.length > 0 ? [{ text, values }] : []);

const goneIn = (commit: Commit): readonly DocId[] => commit.purged.flatMap(({ docs }) => docs);

/** Takes what kept answers tell of purged documents out of them. Called within the commit's transaction. */
const untell = async ({ run }: Statements, commit: Commit): Promise<readonly Statement[]> => {
  if (commit.purged.length === 0) return [];
  const { lines } = await run<{ id: string; answer: string }>("SELECT id, answer FROM tx WHERE refused = ANY ($1::text[])", [goneIn(commit)]);
  const text = "UPDATE tx SET answer = given.answer FROM unnest($1::text[], $2::text[]) AS given (id, answer) WHERE tx.id = given.id";
  return columnsOf(text, lines, ({ id, answer }) => [id, JSON.stringify(untold(JSON.parse(answer) as Answer))]);
};

/** What a commit writes besides the history, in its order. */
const statementsOf = (commit: Commit): readonly Statement[] => {
  const purged = commit.purged.map(({ record }) => record);
  const gone = goneIn(commit);
  const links = lastOf(commit.links, ({ child }) => child);
  const places = lastOf(
    [
      ...commit.left.map(({ scope, doc, seq }) => ({ doc, scope, seq, gone: true })),
      ...commit.documents.flatMap(({ doc, seq, scopes }) => scopes.map((scope) => ({ doc, scope, seq, gone: false }))),
    ],
    ({ doc, scope }) => `${doc} ${scope}`,
  );
  return [
    ...when(purged, "INSERT INTO purged SELECT * FROM unnest($1::text[]) ON CONFLICT DO NOTHING", [purged]),
    ...when(purged, "DELETE FROM document WHERE doc = ANY ($1::text[])", [gone]),
    ...when(purged, "DELETE FROM writer WHERE doc = ANY ($1::text[])", [gone]),
    ...when([...purged, ...links], "DELETE FROM link WHERE child = ANY ($1::text[])", [[...purged, ...links.map(({ child }) => child)]]),
    ...documentStatements(lastOf(commit.documents, ({ doc }) => doc)),
    ...columnsOf(PLACES, places, ({ doc, scope, seq, gone }) => [doc, scope, seq, gone]),
    ...columnsOf(
      "INSERT INTO link (parent, child) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING",
      links.flatMap(({ child, parents }) => parents.map((parent) => [parent, child] as const)),
      (line) => line,
    ),
    ...columnsOf(ANSWERS, commit.answers, ({ tx, person, device, answer, at }) => [tx, person, device, JSON.stringify(answer), at, toldOf(answer)]),
    ...columnsOf(RESERVED, lastOf(commit.reserved, ({ kind, number }) => `${kind}/${number}`), ({ kind, number, device }) => [kind, number, device]),
    ...columnsOf(NUMBERS, lastOf(commit.numbers, ({ kind, number }) => `${kind}/${number}`), ({ kind, number, record }) => [kind, number, record]),
    ...columnsOf(DROP_RESERVED, commit.numbers, ({ kind, number }) => [kind, number]),
    ...columnsOf(USED, lastOf(commit.used, ({ device }) => String(device)), ({ device, used }) => [device, used]),
    ...columnsOf(WRITERS, commit.writers, ({ doc, client, person }) => [doc, client, person]),
  ];
};

/** The right to commit next. */
interface Turn {
  readonly statements: Statements;
  readonly id: string;
  readonly base: Counters;
  readonly tip: Tip | null;
  over: boolean;
}

type CountersLine = Counters & { readonly id: string; readonly definitions: number | null };

export interface CommitDeps {
  readonly connection: PostgresConnection;
  readonly journal: Journal;
  /** The definitions that rows here are made by; null when that is not known yet. */
  readonly definitions: () => number | null;
}

/**
 * Stores commits, each in two round trips: the first waits for the turn and brings what others have committed before, the second writes. Within `alone` the
 * turn is taken already, so that a commit is judged by what it will follow.
 */
export const createPostgresCommit = ({ connection, journal, definitions }: CommitDeps): Pick<Storage, "commit"> & Pick<Sharing, "alone"> => {
  const { lend, transaction, write, toldAs } = connection;
  const seal = createPostgresSealing();
  let mine: Turn | null = null;

  /** Whether a transaction was stored whose connection was lost before the answer came. Its end is waited for. */
  const wasStored = (id: string): Promise<boolean> =>
    transaction(async ({ run }) => {
      await run("SELECT FROM counters FOR UPDATE");
      const { lines } = await run<{ status: string | null }>("SELECT pg_xact_status($1::text::xid8) AS status", [id]);
      return lines[0]?.status === "committed";
    });

  const take = async (statements: Statements, after: number | null) => {
    const { run } = statements;
    const [, counters, tips, news] = await Promise.all([run("BEGIN"), run<CountersLine>(TAKE_TURN), run<Tip>(TIP), after === null ? null : journal.read(statements, after)]);
    const [line] = counters.lines;
    if (!line) throw new Error("the database has lost its counters");
    const known = definitions();
    if (known !== null && line.definitions !== known) throw new Error("another version of the relay has taken the database over");
    const { id, head, history, series } = line;
    const turn: Turn = { statements, id, base: { head, history, series }, tip: tips.lines[0] ?? null, over: false };
    return { turn, news: news && journal.newsOf(news, after ?? 0, turn.base) };
  };

  const writeAll = async ({ statements, base, tip }: Turn, commit: Commit): Promise<void> => {
    const { run } = statements;
    checkBase(base, commit.base);
    const { head, history, series } = commit.counters;
    const sealing = await seal(statements, commit, tip);
    const all = [
      { text: COUNT, values: [head, history, JSON.stringify(series)] },
      ...(await untell(statements, commit)),
      ...statementsOf(commit),
      ...sealing,
      ...journal.statements(commit),
      { text: "COMMIT", values: [] },
    ];
    await Promise.all(all.map(({ text, values }) => run(text, values)));
  };

  const store = async (turn: Turn, commit: Commit): Promise<void> => {
    try {
      await writeAll(turn, commit);
    } catch (error) {
      const told = toldAs(error);
      if (!(told instanceof StorageUnreachable) || !(await wasStored(turn.id))) throw told;
    }
    turn.over = true;
  };

  const alone: Sharing["alone"] = async <T>(after: number, job: (news: Awaited<ReturnType<typeof take>>["news"]) => Promise<T>): Promise<T> => {
    if (mine) throw new Error("a node has one turn at a time");
    const done: (() => T)[] = [];
    const work = lend(async (statements) => {
      const { turn, news } = await take(statements, after);
      mine = turn;
      try {
        const value = await job(news);
        done.push(() => value);
      } catch (error) {
        done.push(() => {
          throw error;
        });
      } finally {
        mine = null;
      }
      if (!turn.over) await statements.run("ROLLBACK");
    });
    // Where the connection fails once the job is done nothing of the job changes by it.
    await work.catch((error: unknown) => {
      if (done.length === 0) throw error;
    });
    const [end] = done;
    if (!end) throw new Error("the job has not run");
    return end();
  };

  return {
    alone,
    commit: async (commit) => {
      if (mine && !mine.over) await store(mine, commit);
      else {
        await lend(async (statements) => {
          const { turn } = await take(statements, null);
          await store(turn, commit);
        });
      }
      // What was purged leaves the tables' pages too. The commit is stored by now, whatever becomes of this: the database does it by itself some time later.
      if (commit.purged.length > 0) await write("VACUUM document, doc_scope, link, writer, tx, history").catch(() => undefined);
    },
  };
};
