import type { PostgresConnection } from "./postgres-connection.ts";

/** Version of the tables below, kept in the table `schema_version`. */
export const POSTGRES_VERSION = 2;

/** Compared and ordered by its bytes, whatever language the database is set to. */
const ID = 'text COLLATE "C"';

/**
 * The tables of SQLite, but for the counters: they stand in one line, which every commit changes first. So commits of several relays come one
 * after the other, and each meets the counters it was built on or is refused. What is text here is compared byte by byte or sealed by the
 * chain of the history: `jsonb` would order keys anew and refuse some characters. So refusals name beside their text the document whose value they
 * may tell, by which a purge finds them.
 */
const TABLES = `
CREATE TABLE counters (
  one boolean PRIMARY KEY DEFAULT true CHECK (one), head bigint NOT NULL, history bigint NOT NULL, series jsonb NOT NULL, definitions bigint
);
INSERT INTO counters (head, history, series) VALUES (0, 0, '{}');
CREATE TABLE document (
  doc ${ID} PRIMARY KEY, kind ${ID} NOT NULL, facet ${ID}, seq bigint NOT NULL, snapshot bytea NOT NULL, row text NOT NULL, scopes text NOT NULL, clocks text NOT NULL
);
CREATE INDEX document_kind ON document (kind) WHERE facet IS NULL;
CREATE TABLE doc_scope (doc ${ID} NOT NULL, scope ${ID} NOT NULL, seq bigint NOT NULL, gone boolean NOT NULL, PRIMARY KEY (doc, scope));
CREATE INDEX doc_scope_seq ON doc_scope (scope, seq) INCLUDE (doc, gone);
CREATE TABLE link (parent ${ID} NOT NULL, child ${ID} NOT NULL, PRIMARY KEY (parent, child));
CREATE INDEX link_child ON link (child);
CREATE TABLE purged (record ${ID} PRIMARY KEY);
CREATE TABLE history (
  no bigint PRIMARY KEY, doc ${ID} NOT NULL, path text NOT NULL, before text NOT NULL, after text NOT NULL, by ${ID} NOT NULL,
  device bigint NOT NULL, at bigint NOT NULL, received bigint NOT NULL, outcome text NOT NULL,
  until_at bigint, until_received bigint, salt text, digest text, purge bigint, hash text NOT NULL
);
CREATE INDEX history_doc ON history (doc, no) INCLUDE (at);
CREATE TABLE tx (id ${ID} PRIMARY KEY, person ${ID} NOT NULL, answer text NOT NULL, at bigint NOT NULL, device bigint NOT NULL, refused ${ID});
CREATE INDEX tx_device ON tx (device, at);
CREATE INDEX tx_refused ON tx (refused) WHERE refused IS NOT NULL;
CREATE TABLE start (no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL, head bigint NOT NULL);
CREATE TABLE number (kind ${ID} NOT NULL, number ${ID} NOT NULL, record ${ID} NOT NULL, PRIMARY KEY (kind, number));
CREATE TABLE reserved (kind ${ID} NOT NULL, number ${ID} NOT NULL, device bigint NOT NULL, PRIMARY KEY (kind, number));
CREATE INDEX reserved_device ON reserved (device, kind, number);
CREATE TABLE writer (doc ${ID} NOT NULL, client bigint NOT NULL, person ${ID} NOT NULL, PRIMARY KEY (doc, client));
CREATE TABLE device (
  device bigint GENERATED ALWAYS AS IDENTITY (START WITH 4096) PRIMARY KEY, key_hash text NOT NULL, person ${ID} NOT NULL,
  used bigint NOT NULL DEFAULT 0, granted text NOT NULL DEFAULT '[]', complete text NOT NULL DEFAULT '[]'
);
CREATE TABLE credential ("user" ${ID} PRIMARY KEY, hash text NOT NULL, must_change boolean NOT NULL, expires bigint);
CREATE TABLE token (hash ${ID} PRIMARY KEY, kind text NOT NULL, "user" ${ID} NOT NULL, record ${ID}, session ${ID}, expires bigint NOT NULL);
CREATE INDEX token_user ON token ("user");
CREATE INDEX token_session ON token (session);
CREATE TABLE session (
  id ${ID} PRIMARY KEY, "user" ${ID} NOT NULL, created bigint NOT NULL, seen bigint NOT NULL, expires bigint NOT NULL, rotated bigint NOT NULL,
  settled boolean NOT NULL, newest text NOT NULL, address text NOT NULL, agent text NOT NULL
);
CREATE INDEX session_user_id ON session ("user");
CREATE TABLE contact (
  device bigint PRIMARY KEY, person ${ID} NOT NULL, session ${ID}, first bigint NOT NULL, seen bigint NOT NULL, address text NOT NULL,
  agent text NOT NULL, state text NOT NULL
);
CREATE INDEX contact_person ON contact (person);
CREATE INDEX contact_session ON contact (session);
CREATE TABLE login (
  no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at bigint NOT NULL, account text NOT NULL, "user" ${ID}, name text, role text,
  address text NOT NULL, agent text NOT NULL, result text NOT NULL, times bigint NOT NULL DEFAULT 1
);
CREATE TABLE restriction ("user" ${ID} PRIMARY KEY, content text NOT NULL);
CREATE TABLE second_factor ("user" ${ID} PRIMARY KEY, secret text NOT NULL, confirmed boolean NOT NULL, last_step bigint NOT NULL, recovery text[] NOT NULL);
CREATE TABLE known_device (
  "user" ${ID} NOT NULL, id ${ID} NOT NULL, first bigint NOT NULL, seen bigint NOT NULL, address text NOT NULL, agent text NOT NULL, PRIMARY KEY ("user", id)
);
CREATE TABLE passkey (
  id ${ID} PRIMARY KEY, "user" ${ID} NOT NULL, handle text NOT NULL, site text NOT NULL, key text NOT NULL, counter bigint NOT NULL,
  transports text[] NOT NULL, name text NOT NULL, created bigint NOT NULL, used bigint
);
CREATE INDEX passkey_user ON passkey ("user");
`;

/**
 * What nodes share beside the content. Each commit leaves a line in the journal, which names the line before it, so that a node knows when lines are
 * missing. What is here may be lost: nodes then read everything anew, and whoever is signing in begins again.
 */
const SHARED = `
CREATE TABLE journal (
  no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, before bigint NOT NULL, node text NOT NULL, docs text[] NOT NULL, moved text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE guess (key ${ID} PRIMARY KEY, count bigint NOT NULL, at bigint NOT NULL, until bigint NOT NULL, forgotten bigint NOT NULL);
CREATE INDEX guess_forgotten ON guess (forgotten);
CREATE TABLE challenge (
  no bigint GENERATED ALWAYS AS IDENTITY, key ${ID} PRIMARY KEY, origin text NOT NULL, asked text NOT NULL, asker ${ID} NOT NULL, until bigint NOT NULL
);
CREATE INDEX challenge_asker ON challenge (asker, no);
`;

/** What brings tables of version `n + 1` to the next one. */
const MIGRATIONS: readonly string[] = [SHARED];

/** Taken by whoever looks at the version: of relays that start together one makes the tables. */
const LOCK = 7_433_211;

/** Null when there are no tables yet. */
export const versionIn = async ({ read }: Pick<PostgresConnection, "read">): Promise<number | null> => {
  const [{ there } = { there: false }] = await read<{ there: boolean }>("SELECT to_regclass('schema_version') IS NOT NULL AS there");
  return there ? ((await read<{ version: number }>("SELECT version FROM schema_version"))[0]?.version ?? null) : null;
};

const statementsIn = (script: string): readonly string[] => script.split(";\n").map((statement) => statement.trim()).filter(Boolean);

/** Makes the tables or brings them up to date, in one transaction. Throws for tables of a later version. */
export const prepareTables = async (connection: PostgresConnection, schema: string): Promise<void> => {
  const [{ server_encoding: encoding } = { server_encoding: "" }] = await connection.read<{ server_encoding: string }>("SHOW server_encoding");
  if (encoding !== "UTF8") throw new Error(`the database keeps texts as ${encoding}; make one with UTF8`);
  await connection.transaction(async (statements) => {
    const read = async <Line>(text: string) => (await statements.run<Line>(text)).lines;
    await statements.run("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    await statements.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    const version = await versionIn({ read });
    if (version === POSTGRES_VERSION) return;
    if (version !== null && version > POSTGRES_VERSION) {
      throw new Error(`the data in this database was written by another version of the relay (${version}, this one reads ${POSTGRES_VERSION})`);
    }
    const scripts = version === null ? [TABLES, ...MIGRATIONS, "CREATE TABLE schema_version (version integer NOT NULL);\nINSERT INTO schema_version VALUES (0)"] : MIGRATIONS.slice(version - 1);
    await Promise.all(scripts.flatMap(statementsIn).map((statement) => statements.run(statement)));
    await statements.run("UPDATE schema_version SET version = $1", [POSTGRES_VERSION]);
  });
};
