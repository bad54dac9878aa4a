import { setImmediate } from "node:timers/promises";
import type { RecordId } from "#domain/id.ts";
import { createSalts, digestOf, forging, sealed, type Forged, type Tip } from "./chain.ts";
import { entryIn, idsOfKind, linkIn, sealedIn, tellerOf, type HistoryLine } from "./history-line.ts";
import type { PostgresConnection, Statements } from "./postgres-connection.ts";
import { columnsOf, type Statement } from "./postgres-columns.ts";
import type { Commit, Storage } from "./storage.ts";

/** Reads the chain of a database. */
export const createPostgresLinks =
  ({ read }: Pick<PostgresConnection, "read">): Storage["links"] =>
  async (after, limit) =>
    (await read<HistoryLine>("SELECT * FROM history WHERE no > $1 ORDER BY no LIMIT $2", [after, limit])).map(linkIn);

// Each document by itself, so that each is read from its place in the index and no further than the page.
const OF_DOCS = `SELECT line.* FROM unnest($1::text[]) AS wanted (doc)
  CROSS JOIN LATERAL (SELECT * FROM history WHERE history.doc = wanted.doc AND no < $2 ORDER BY no DESC LIMIT $3) AS line
  ORDER BY line.no DESC LIMIT $3`;

const LOG = `SELECT * FROM history WHERE no >= $1 AND no < $2 AND digest IS NULL AND ($3::text IS NULL OR by = $3)
  AND ($4::text IS NULL OR starts_with(doc, $4 || '/')) AND ($5::text IS NULL OR doc = $5 OR starts_with(doc, $5 || '#'))
  AND ($6::text IS NULL OR path = $6) AND ($7::bigint IS NULL OR COALESCE(until_at, at) >= $7) AND ($8::bigint IS NULL OR at <= $8)
  ORDER BY no DESC LIMIT $9`;

const CHANGED = `SELECT DISTINCT split_part(doc, '#', 1) COLLATE "C" AS record FROM history WHERE doc > $1 AND doc < $2 AND at > $3 ORDER BY record LIMIT $4`;

type HistoryStorage = Pick<Storage, "history" | "log" | "links" | "changedSince" | "since">;

export const createPostgresHistory = (connection: PostgresConnection): HistoryStorage => {
  const { read } = connection;
  return {
    history: async (docs, before, limit) => (await read<HistoryLine>(OF_DOCS, [docs, before ?? Number.MAX_SAFE_INTEGER, limit])).map(entryIn),
    log: async ({ by, kind, record, path, since, until }, { from, before }, limit) =>
      (await read<HistoryLine>(LOG, [from, before, by, kind, record, path, since, until, limit])).map(entryIn),
    links: createPostgresLinks(connection),
    changedSince: async (kind, at, after, limit) =>
      (await read<{ record: string }>(CHANGED, [...idsOfKind(kind, after), at, limit])).map(({ record }) => record as RecordId),
    since: async (docs, at) =>
      (await read<HistoryLine>("SELECT * FROM history WHERE doc = ANY ($1::text[]) AND at > $2 ORDER BY no DESC", [docs, at])).map(entryIn),
  };
};

const EMPTY = `UPDATE history SET doc = '', path = '', before = '', after = '', by = '', device = 0, at = 0, received = 0, outcome = '',
  until_at = NULL, until_received = NULL, salt = NULL, digest = emptied.digest, purge = emptied.purge
  FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS emptied (no, digest, purge) WHERE history.no = emptied.no`;

const APPEND = `INSERT INTO history (no, doc, path, before, after, by, device, at, received, outcome, salt, hash)
  SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::text[])`;

const PROLONG = `UPDATE history SET until_at = moved.at, until_received = moved.received
  FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS moved (no, at, received) WHERE history.no = moved.no`;

/** Entries that are chained before everybody else gets their turn. */
const PIECE = 250;

const NONE: readonly number[] = [];

/** Makes the statements that append a commit's entries to the chain, whose newest link is `tip`, and empty those that it purges. Called within its transaction. */
export const createPostgresSealing = (): ((statements: Statements, commit: Commit, tip: Tip | null) => Promise<readonly Statement[]>) => {
  const salts = createSalts();
  return async ({ run }, commit, tip) => {
    const erasures = new Map<number, readonly number[]>();
    const emptied: (readonly [number, string, number | null])[] = [];
    for (const { record, docs } of commit.purged) {
      const teller = tellerOf(commit, record);
      const { lines } = await run<HistoryLine>("SELECT * FROM history WHERE doc = ANY ($1::text[]) ORDER BY no", [docs]);
      for (const line of lines) emptied.push([line.no, digestOf(sealedIn(line), line.salt ?? "", NONE), teller]);
      if (teller !== null) erasures.set(teller, lines.map(({ no }) => no));
    }
    const forge = forging(tip, salts, ({ no }) => erasures.get(no) ?? NONE);
    const forged: Forged[] = [];
    for (const [index, entry] of commit.history.entries()) {
      if (index % PIECE === PIECE - 1) await setImmediate();
      forged.push(forge(sealed(entry)));
    }
    return [
      ...columnsOf(EMPTY, emptied, (line) => line),
      ...columnsOf(APPEND, forged, ({ entry: { no, doc, path, from, to, by, device, at, received, outcome }, salt, hash }) => [no, doc, path, from, to, by, device, at, received, outcome, salt, hash]),
      ...columnsOf(PROLONG, commit.prolonged, ({ no, at, received }) => [no, at, received]),
    ];
  };
};
