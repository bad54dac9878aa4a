import { afterEach, describe, expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import { createSqliteStorage } from "#sync-server/storage/sqlite.ts";

const storage = createSqliteStorage(":memory:");
afterEach(() => storage.close());

describe("tickets in SQLite", () => {
  it("[H-02] no ticket outlives a start, other secrets do: that one was used may not have reached the disk", async () => {
    const one = { user: recordId("user", "ann"), record: null, session: null, expires: 60_000 };
    await storage.addToken({ ...one, hash: "ticket", kind: "ticket" });
    await storage.addToken({ ...one, hash: "document", kind: "document" });
    await storage.addStart({ id: "start", head: 0 });
    expect([await storage.token("ticket"), (await storage.token("document"))?.kind]).toEqual([null, "document"]);
  });
});
