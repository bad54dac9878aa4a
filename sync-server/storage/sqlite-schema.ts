import { ENTRANCE_SCHEMA, KNOWN_DEVICES, PASSKEY_SCHEMA } from "./sqlite-entrance.ts";

/** Version of the tables below, kept in SQLite's `user_version`. */
export const SCHEMA_VERSION = 9;

/**
 * `hash` chains every entry to the one before. `until_*` move while prose is written on and are not sealed. A purge empties the entries of its
 * record: `digest` stands for the content, `purge` is the number of the entry that tells of it.
 */
const HISTORY = `CREATE TABLE history (
  no INTEGER PRIMARY KEY, doc TEXT NOT NULL, path TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, by TEXT NOT NULL,
  device INTEGER NOT NULL, at INTEGER NOT NULL, received INTEGER NOT NULL, outcome TEXT NOT NULL,
  until_at INTEGER, until_received INTEGER, salt TEXT, digest TEXT, purge INTEGER, hash TEXT NOT NULL
);
CREATE INDEX history_doc ON history (doc, no, at);
`;

/** Official numbers put by for devices; device 0 has given them back. */
const RESERVED = `CREATE TABLE reserved (kind TEXT NOT NULL, number TEXT NOT NULL, device INTEGER NOT NULL, PRIMARY KEY (kind, number)) WITHOUT ROWID;
CREATE INDEX reserved_device ON reserved (device, kind, number);
`;

/** Refusals name the document whose value they may tell, so that a purge finds them. */
const REFUSED = `CREATE INDEX tx_refused ON tx (json_extract(answer, '$.refusal.doc')) WHERE json_extract(answer, '$.refusal.doc') IS NOT NULL;
`;

/**
 * `doc_scope` is an index and not a log: one line per document and scope, at the position of the document's last change, or of its
 * departure (`gone`). Positions are unique per document, so a page may end after any line.
 */
export const SCHEMA = `
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
  doc TEXT PRIMARY KEY, kind TEXT NOT NULL, facet TEXT, seq INTEGER NOT NULL,
  snapshot BLOB NOT NULL, row TEXT NOT NULL, scopes TEXT NOT NULL, clocks TEXT NOT NULL
);
CREATE INDEX document_kind ON document (kind);
CREATE TABLE doc_scope (
  scope TEXT NOT NULL, doc TEXT NOT NULL, seq INTEGER NOT NULL, gone INTEGER NOT NULL, PRIMARY KEY (scope, doc)
) WITHOUT ROWID;
CREATE INDEX doc_scope_seq ON doc_scope (scope, seq, doc, gone);
CREATE TABLE link (parent TEXT NOT NULL, child TEXT NOT NULL, PRIMARY KEY (parent, child)) WITHOUT ROWID;
CREATE INDEX link_child ON link (child);
CREATE TABLE purged (record TEXT PRIMARY KEY) WITHOUT ROWID;
${HISTORY}CREATE TABLE tx (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL, device INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX tx_device ON tx (device, at);
${REFUSED}CREATE TABLE start (no INTEGER PRIMARY KEY, id TEXT NOT NULL, head INTEGER NOT NULL);
CREATE TABLE number (kind TEXT NOT NULL, number TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (kind, number)) WITHOUT ROWID;
${RESERVED}CREATE TABLE series (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE writer (doc TEXT NOT NULL, client INTEGER NOT NULL, person TEXT NOT NULL, PRIMARY KEY (doc, client)) WITHOUT ROWID;
CREATE TABLE device (
  device INTEGER PRIMARY KEY, key_hash TEXT NOT NULL, person TEXT NOT NULL, used INTEGER NOT NULL, granted TEXT NOT NULL, complete TEXT NOT NULL
);
CREATE TABLE credential (user TEXT PRIMARY KEY, hash TEXT NOT NULL, must_change INTEGER NOT NULL, expires INTEGER) WITHOUT ROWID;
CREATE TABLE token (
  hash TEXT PRIMARY KEY, kind TEXT NOT NULL, user TEXT NOT NULL, record TEXT, expires INTEGER NOT NULL, session TEXT
) WITHOUT ROWID;
CREATE INDEX token_user ON token (user);
${ENTRANCE_SCHEMA}${PASSKEY_SCHEMA}${KNOWN_DEVICES}`;

/** Answers say which device they went to, and the relay remembers its starts. */
const FROM_1_TO_2 = `
ALTER TABLE tx ADD COLUMN device INTEGER NOT NULL DEFAULT 0;
CREATE INDEX tx_device ON tx (device, at);
CREATE TABLE start (no INTEGER PRIMARY KEY, id TEXT NOT NULL, head INTEGER NOT NULL);
`;

/** What is one record's alone is kept with the numbers: the account names of users. `folded` is defined by whoever runs this. */
const FROM_2_TO_3 = `
INSERT OR IGNORE INTO number
  SELECT 'user.account', folded(json_extract(row, '$.account')), doc FROM document
  WHERE kind = 'user' AND facet IS NULL AND json_extract(row, '$.account') IS NOT NULL;
`;

/** Sessions have a line of their own. Cookies given before belong to none: their people sign in once more. */
const FROM_3_TO_4 = `
ALTER TABLE token ADD COLUMN session TEXT;
ALTER TABLE credential ADD COLUMN expires INTEGER;
DELETE FROM token;
${ENTRANCE_SCHEMA}`;

/** The history becomes a chain: `chainUnchained` writes the entries of `history_unchained` into it and drops that. */
const FROM_4_TO_5 = `
DROP INDEX history_doc;
ALTER TABLE history RENAME TO history_unchained;
${HISTORY}
`;

/** Devices hold official numbers. */
const FROM_5_TO_6 = RESERVED;

/** People have passkeys. */
const FROM_6_TO_7 = PASSKEY_SCHEMA;

/** What people sign in with is known. */
const FROM_7_TO_8 = KNOWN_DEVICES;

/** Refusals are found by their document. */
const FROM_8_TO_9 = REFUSED;

/** What brings tables of version `n + 1` to the next one. */
export const MIGRATIONS: readonly string[] = [FROM_1_TO_2, FROM_2_TO_3, FROM_3_TO_4, FROM_4_TO_5, FROM_5_TO_6, FROM_6_TO_7, FROM_7_TO_8, FROM_8_TO_9];

/** From this version on the history is a chain. */
export const CHAINED_SINCE = 5;
