import { randomUUID } from "node:crypto";
import type { DocId, Key, RecordId } from "#domain/id.ts";
import { createPostgresAccounts } from "./postgres-accounts.ts";
import { createPostgresCommit } from "./postgres-commit.ts";
import { createPostgresGuesses } from "./postgres-guesses.ts";
import { columnsOf } from "./postgres-columns.ts";
import { openPostgres, SCHEMA_NAME, type PostgresConnection, type PostgresOptions } from "./postgres-connection.ts";
import { createPostgresEntrance } from "./postgres-entrance.ts";
import { createPostgresHistory } from "./postgres-history.ts";
import { createPostgresJournal } from "./postgres-journal.ts";
import { joinNodes } from "./postgres-line.ts";
import { prepareTables } from "./postgres-schema.ts";
import type { Line, Sharing } from "./sharing.ts";
import { CONTENT_COLUMNS, contentIn, DOCUMENT_COLUMNS, documentIn, ROW_COLUMNS, rowIn, type ContentLine, type DocumentLine, type RowLine } from "./document-line.ts";
import { FREE, type Counters, type FeedPlace, type KeptAnswer, type Start, type Storage } from "./storage.ts";

// A page is read from each scope's place in the index, no further than its end. Living lines of a document all stand at its position; a departure
// counts where no line that is alive, and no later departure, lies in the range.
const FEED = `SELECT place.doc, place.seq, place.gone FROM unnest($1::text[]) AS wanted (scope)
  CROSS JOIN LATERAL (
    SELECT here.doc, here.seq, here.gone FROM doc_scope AS here
    WHERE here.scope = wanted.scope AND here.seq > $2 AND here.seq <= $3 AND (NOT here.gone OR NOT EXISTS (
      SELECT FROM doc_scope AS other
      WHERE other.doc = here.doc AND other.scope = ANY ($1::text[]) AND other.seq > $2 AND other.seq <= $3 AND (NOT other.gone OR other.seq > here.seq)
    ))
    ORDER BY here.seq LIMIT $4
  ) AS place
  GROUP BY place.doc, place.seq, place.gone ORDER BY place.seq LIMIT $4`;

const COUNT = "SELECT count(DISTINCT doc) AS count FROM doc_scope WHERE scope = ANY ($1::text[]) AND seq > $2 AND seq <= $3 AND NOT gone";

interface AnswerLine {
  readonly id: string;
  readonly person: string;
  readonly device: number;
  readonly answer: string;
  readonly at: number;
}

const answerIn = ({ id, person, device, answer, at }: AnswerLine): KeptAnswer => ({
  tx: id as Key,
  person: person as RecordId,
  device,
  answer: JSON.parse(answer) as KeptAnswer["answer"],
  at,
});

const PAGE = 500;

const createReproject =
  ({ transaction }: PostgresConnection): Storage["reproject"] =>
  (definitions, rowOf) =>
    transaction(async ({ run }) => {
      const { lines } = await run<{ definitions: number | null }>("SELECT definitions FROM counters FOR UPDATE");
      if (lines[0]?.definitions === definitions) return 0;
      let changed = 0;
      const page = async (after: string) => (await run<DocumentLine>(`SELECT ${DOCUMENT_COLUMNS} FROM document WHERE doc > $1 ORDER BY doc LIMIT $2`, [after, PAGE])).lines;
      for (let lines = await page(""); lines.length > 0; lines = await page(lines.at(-1)?.doc ?? "")) {
        const wrong = lines.flatMap((line) => {
          const row = JSON.stringify(rowOf(documentIn(line)));
          return row === line.row ? [] : [{ doc: line.doc, row }];
        });
        changed += wrong.length;
        const moves = columnsOf("UPDATE document SET row = made.row FROM unnest($1::text[], $2::text[]) AS made (doc, row) WHERE document.doc = made.doc", wrong, ({ doc, row }) => [doc, row]);
        for (const { text, values } of moves) await run(text, values);
      }
      await run("UPDATE counters SET definitions = $1", [definitions]);
      return changed;
    });

/** A relay's storage in a PostgreSQL database (13 or newer), which several relays may share. Commits are on its disk before they are acknowledged. */
export const createPostgresStorage = async (options: PostgresOptions): Promise<Storage> => {
  const connection = openPostgres(options);
  const { read, write } = connection;
  try {
    await prepareTables(connection, options.schema ?? SCHEMA_NAME);
  } catch (error) {
    await connection.close();
    throw error;
  }
  const schema = options.schema ?? SCHEMA_NAME;
  const journal = createPostgresJournal(connection, schema, randomUUID());
  let definitions: number | null = null;
  const { commit, alone } = createPostgresCommit({ connection, journal, definitions: () => definitions });
  const reproject = createReproject(connection);
  const lines = new Set<Line>();
  const join: Sharing["join"] = async (ears) => {
    const line = await joinNodes(options.url, schema, ears);
    lines.add(line);
    return line;
  };
  return {
    reproject: async (present, rowOf) => {
      const changed = await reproject(present, rowOf);
      definitions = present;
      return changed;
    },
    counters: async () => {
      const [line] = await read<Counters>("SELECT head, history, series FROM counters");
      if (!line) throw new Error("the database has lost its counters");
      return { head: line.head, history: line.history, series: line.series };
    },
    documents: async (ids) => {
      if (ids.length === 0) return [];
      const lines = await read<DocumentLine>(`SELECT ${DOCUMENT_COLUMNS} FROM document WHERE doc = ANY ($1::text[])`, [ids]);
      const found = new Map(lines.map((line) => [line.doc, line]));
      return ids.flatMap((id) => {
        const line = found.get(id);
        return line ? [documentIn(line)] : [];
      });
    },
    contents: async (ids) => {
      if (ids.length === 0) return [];
      const lines = await read<ContentLine>(`SELECT ${CONTENT_COLUMNS} FROM document WHERE doc = ANY ($1::text[])`, [ids]);
      const found = new Map(lines.map((line) => [line.doc, line]));
      return ids.flatMap((id) => {
        const line = found.get(id);
        return line ? [contentIn(line)] : [];
      });
    },
    ofKind: async (kind) => (await read<RowLine>(`SELECT ${ROW_COLUMNS} FROM document WHERE kind = $1 AND facet IS NULL`, [kind])).map(rowIn),
    childrenOf: async (parent) => (await read<{ child: string }>("SELECT child FROM link WHERE parent = $1 ORDER BY child", [parent])).map(({ child }) => child as RecordId),
    feed: async ({ scopes, after, upTo }, limit) =>
      (await read<{ doc: string; seq: number; gone: boolean }>(FEED, [scopes, after, upTo, limit])).map(({ doc, seq, gone }): FeedPlace => ({ doc: doc as DocId, seq, gone })),
    countFeed: async ({ scopes, after, upTo }) => (await read<{ count: number }>(COUNT, [scopes, after, upTo]))[0]?.count ?? 0,
    answers: async (ids) => {
      if (ids.length === 0) return [];
      const found = new Map((await read<AnswerLine>("SELECT * FROM tx WHERE id = ANY ($1::text[])", [ids])).map((line) => [line.id, line]));
      return ids.flatMap((id) => {
        const line = found.get(id);
        return line ? [answerIn(line)] : [];
      });
    },
    dropAnswers: async (which, before) =>
      void (which === "all"
        ? await write("DELETE FROM tx WHERE at < $1", [before])
        : await write("DELETE FROM tx WHERE device = $1 AND at < $2 AND ($3::text IS NULL OR id < $3)", [which.device, before, which.below])),
    starts: () => read<Start>("SELECT id, head FROM start ORDER BY no"),
    addStart: async ({ id, head }) => void (await write("INSERT INTO start (id, head) VALUES ($1, $2)", [id, head])),
    holderOf: async (kind, number) =>
      ((await read<{ record: string }>("SELECT record FROM number WHERE kind = $1 AND number = $2", [kind, number]))[0]?.record as RecordId | undefined) ?? null,
    reservationOf: async (kind, number) => (await read<{ device: number }>("SELECT device FROM reserved WHERE kind = $1 AND number = $2", [kind, number]))[0]?.device ?? null,
    reservedFor: async (kind, device) =>
      (await read<{ number: string }>("SELECT number FROM reserved WHERE device = $1 AND kind = $2 ORDER BY number", [device, kind])).map(({ number }) => number),
    giveBack: async (device) => void (await write("UPDATE reserved SET device = $1 WHERE device = $2", [FREE, device])),
    isPurged: async (record) => (await read("SELECT FROM purged WHERE record = $1", [record])).length > 0,
    ...createPostgresHistory(connection),
    writers: async (doc) => {
      const lines = await read<{ client: number; person: string }>("SELECT client, person FROM writer WHERE doc = $1", [doc]);
      return new Map(lines.map(({ client, person }) => [client, person as RecordId]));
    },
    commit,
    sharing: { alone, position: journal.position, news: journal.news, join, ...createPostgresGuesses(connection) },
    ...createPostgresAccounts(connection),
    entrance: createPostgresEntrance(connection),
    close: async () => {
      await Promise.all([...lines].map((line) => line.end()));
      await connection.close();
    },
  };
};
