import type { DocId } from "#domain/id.ts";
import type { Scope } from "#domain/policy/scope.ts";
import { DOCUMENT_COLUMNS, documentIn, type DocumentLine } from "./document-line.ts";
import type { Statement } from "./postgres-columns.ts";
import type { PostgresConnection, Statements } from "./postgres-connection.ts";
import { MISSED, type Moved, type News, type Sharing } from "./sharing.ts";
import type { Commit, Counters, StoredDocument } from "./storage.ts";

/** More documents than this are not sent on one by one. */
const MOST = 2_000;

const APPEND = `INSERT INTO journal (before, node, docs, moved)
  SELECT COALESCE((SELECT no FROM journal ORDER BY no DESC LIMIT 1), 0), $1, $2::text[], $3`;
const NEWEST = "SELECT no FROM journal ORDER BY no DESC LIMIT 1";
const LINES = "SELECT no, before, node, cardinality(docs) AS count, moved FROM journal WHERE no > $1 ORDER BY no";
const DOCUMENTS = `SELECT ${DOCUMENT_COLUMNS} FROM document
  WHERE doc IN (SELECT unnest(docs) FROM journal WHERE no > $1 AND node <> $2) ORDER BY seq LIMIT ${MOST + 1}`;

type Left = readonly (readonly [doc: DocId, scopes: readonly Scope[]])[];

interface JournalLine {
  readonly no: number;
  readonly before: number;
  readonly node: string;
  readonly count: number;
  /** Of each document that left scopes, which; of each that was purged, perhaps none. */
  readonly moved: string;
}

/** What one look at the journal found. */
interface Look {
  readonly newest: number;
  readonly lines: readonly JournalLine[];
  readonly documents: readonly StoredDocument[];
}

export interface Journal extends Pick<Sharing, "position" | "news"> {
  /** What tells the other nodes of a commit, as part of it. */
  readonly statements: (commit: Commit) => readonly Statement[];
  readonly read: (statements: Statements, after: number) => Promise<Look>;
  readonly newsOf: (look: Look, after: number, counters: Counters) => News | typeof MISSED | null;
}

export const commitChannel = (schema: string): string => `${schema}_commit`;

const movedIn = (commit: Commit): Left => {
  const left = new Map<DocId, Scope[]>(commit.purged.flatMap(({ docs }) => docs.map((doc) => [doc, []])));
  for (const { doc, scope } of commit.left) {
    const scopes = left.get(doc);
    if (scopes) scopes.push(scope);
    else left.set(doc, [scope]);
  }
  return [...left];
};

/** The line of each commit, by which nodes follow each other. */
export const createPostgresJournal = ({ read, lend }: PostgresConnection, schema: string, node: string): Journal => {
  const look: Journal["read"] = async ({ run }, after) => {
    const [newest, lines, documents] = await Promise.all([run<{ no: number }>(NEWEST), run<JournalLine>(LINES, [after]), run<DocumentLine>(DOCUMENTS, [after, node])]);
    return { newest: newest.lines[0]?.no ?? 0, lines: lines.lines, documents: documents.lines.map(documentIn) };
  };

  const position = async (): Promise<number> => (await read<{ no: number }>(NEWEST))[0]?.no ?? 0;

  const newsOf: Journal["newsOf"] = ({ newest, lines, documents }, after, counters) => {
    if (newest === after) return null;
    if (newest < after || lines[0]?.before !== after) return MISSED;
    const others = lines.filter((line) => line.node !== node);
    if (others.reduce((sum, { count }) => sum + count, 0) > MOST) return MISSED;
    const left = new Map<DocId, Set<Scope>>();
    for (const { moved } of others) {
      for (const [doc, scopes] of JSON.parse(moved) as Left) left.set(doc, new Set([...(left.get(doc) ?? []), ...scopes]));
    }
    const there = documents.map(({ doc }) => doc);
    const purged = [...left.keys()].filter((doc) => !there.includes(doc));
    const moved = (doc: DocId, document: StoredDocument | null): Moved => ({ doc, left: [...(left.get(doc) ?? [])], after: document });
    return { position: newest, counters, documents: [...documents.map((document) => moved(document.doc, document)), ...purged.map((doc) => moved(doc, null))] };
  };

  return {
    position,
    read: look,
    newsOf,
    statements: (commit) => [
      { text: APPEND, values: [node, [...new Set([...commit.documents.map(({ doc }) => doc), ...commit.purged.flatMap(({ docs }) => docs)])], JSON.stringify(movedIn(commit))] },
      { text: "SELECT pg_notify($1, $2)", values: [commitChannel(schema), node] },
    ],
    news: async (after) => {
      if ((await position()) === after) return null;
      // All of it as of one moment, and in one round trip.
      return lend(async (statements) => {
        const { run } = statements;
        const [, counters, found] = await Promise.all([
          run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"),
          run<Counters>("SELECT head, history, series FROM counters"),
          look(statements, after),
          run("COMMIT"),
        ]);
        const [line] = counters.lines;
        if (!line) throw new Error("the database has lost its counters");
        return newsOf(found, after, { head: line.head, history: line.history, series: line.series });
      });
    },
  };
};
