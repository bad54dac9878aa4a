import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { docId, recordId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import { seedCommit } from "#sync-server/seed.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import { createSqliteStorage } from "#sync-server/storage/sqlite.ts";
import { EMPTY_COMMIT, FIRST_DEVICE } from "#sync-server/storage/storage.ts";
import { verifyChain } from "#sync-server/storage/verify-chain.ts";
import { relayStorageSuite } from "./relay-storage.suite.ts";

relayStorageSuite("memory", () => {
  const storage = createMemoryStorage();
  return { open: () => storage, dispose: () => undefined };
});

relayStorageSuite("SQLite", () => {
  const folder = mkdtempSync(join(tmpdir(), "tidebook-storage-"));
  return { open: () => createSqliteStorage(join(folder, "relay.sqlite")), dispose: () => rmSync(folder, { recursive: true }) };
});

it("[H-12] [T-01] thousands of entries of one commit are chained while everybody else has their turn", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tidebook-storage-"));
  const storage = createSqliteStorage(join(folder, "relay.sqlite"));
  const [anna, doc] = [recordId("user", "anna"), docId(recordId("customer", "a"))];
  const entry = (no: number): HistoryEntry => ({ no, doc, path: "name", from: null, to: `value ${no}`, by: anna, device: FIRST_DEVICE, at: no, received: no, outcome: "kept" });
  const commit = async (from: number, count: number) => {
    const base = await storage.counters();
    await storage.commit({ ...EMPTY_COMMIT, base, counters: { ...base, history: from + count }, history: Array.from({ length: count }, (_, at) => entry(from + at)) });
  };
  await commit(1, 1);
  let turns = 0;
  let done = false;
  const turn = () => {
    turns += 1;
    if (!done) setImmediate(turn);
  };
  setImmediate(turn);
  await commit(2, 3_000);
  done = true;
  expect(turns).toBeGreaterThanOrEqual(10);
  // One that failed leaves nothing for the next.
  await expect(storage.commit({ ...EMPTY_COMMIT, base: { head: 7, history: 0, series: {} }, counters: { head: 7, history: 0, series: {} }, history: Array.from({ length: 300 }, (_, at) => entry(3_002 + at)) })).rejects.toThrow("another commit came first");
  await commit(3_002, 2);
  expect(await verifyChain(storage.links, { newest: 3_003, head: null })).toMatchObject({ entries: 3_003, misfit: null });
  expect((await storage.history([doc], 3_002, 2)).map(({ no }) => no)).toEqual([3_001, 3_000]);
  await storage.close();
  rmSync(folder, { recursive: true });
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
