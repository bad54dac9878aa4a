import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import { seedCommit } from "#sync-server/seed.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import { createSqliteStorage } from "#sync-server/storage/sqlite.ts";
import { relayStorageSuite } from "./relay-storage.suite.ts";

relayStorageSuite("memory", () => {
  const storage = createMemoryStorage();
  return { open: () => storage, dispose: () => undefined };
});

relayStorageSuite("SQLite", () => {
  const folder = mkdtempSync(join(tmpdir(), "tidebook-storage-"));
  return { open: () => createSqliteStorage(join(folder, "relay.sqlite")), dispose: () => rmSync(folder, { recursive: true }) };
});

/** The history as it was kept before it was a chain. */
const unchain = (db: Database.Database): void => {
  for (const column of ["until_at", "until_received", "salt", "digest", "purge", "hash"]) db.exec(`ALTER TABLE history DROP COLUMN ${column}`);
};

it("[G-11] account names written by a relay that kept no table of them are taken all the same", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tidebook-storage-"));
  const file = join(folder, "relay.sqlite");
  const anna = recordId("user", "anna");
  const written = createSqliteStorage(file);
  await written.commit(seedCommit(await written.counters(), [{ id: anna, values: { name: "Anna", account: " Änna " }, at: 1, by: anna }]));
  await written.close();
  const db = new Database(file);
  db.exec("DELETE FROM number; DROP TABLE session; DROP TABLE contact; DROP TABLE login; DROP TABLE restriction; DROP TABLE second_factor; DROP TABLE reserved; DROP TABLE passkey; DROP TABLE known_device; DROP INDEX tx_refused");
  db.exec("DROP INDEX token_session; ALTER TABLE token DROP COLUMN session; ALTER TABLE credential DROP COLUMN expires");
  unchain(db);
  db.pragma("user_version = 2");
  db.close();
  const storage = createSqliteStorage(file);
  expect(await storage.holderOf("user.account", "änna")).toBe(anna);
  await storage.close();
  rmSync(folder, { recursive: true });
});
