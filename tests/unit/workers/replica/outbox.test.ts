import { describe, expect, it } from "vitest";
import { docId, recordId, type Key } from "#domain/id.ts";
import { createOutbox } from "#workers/replica/outbox.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";

describe("the outbox", () => {
  it("[D-10] counts what waits all the while it is read anew: nobody signs out over changes that seem not to be there", async () => {
    const storage = createMemoryStorage();
    await storage.write([{ table: "outbox", add: { at: 1, by: recordId("user", "ann"), txs: [{ id: "000000000tx00001" as Key, docs: [{ doc: docId(recordId("customer", "0000000000000001")), update: new Uint8Array(1), changes: [], origin: "page" }] }], leased: true } }], "strict");
    const outbox = createOutbox(storage);
    await outbox.load();
    expect(outbox.waiting()).toBe(1);
    const loading = outbox.load();
    expect(outbox.waiting()).toBe(1);
    await loading;
    expect(outbox.waiting()).toBe(1);
  });
});
