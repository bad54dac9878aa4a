import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
