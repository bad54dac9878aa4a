import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import { EXIT } from "#sync-server/cli/exit.ts";
import { run } from "#sync-server/cli/run.ts";
import { digestOf, linkHash, sealed } from "#sync-server/storage/chain.ts";
import { createSqliteStorage } from "#sync-server/storage/sqlite.ts";
import { EMPTY_COMMIT, type Commit } from "#sync-server/storage/storage.ts";

const ANNA = recordId("user", "anna");
const ACME = recordId("customer", "acme");
const OTHER = recordId("customer", "other");

const line = (no: number, record: RecordId, more: Partial<HistoryEntry> = {}): HistoryEntry => ({ no, doc: docId(record), path: "name", from: null, to: `secret ${no}`, by: ANNA, device: 4_096, at: no * 10, received: no * 10, outcome: "kept", ...more });

describe("audit verify", () => {
  let folder: string;
  let file: string;

  const write = async (...commits: readonly Partial<Commit>[]): Promise<void> => {
    const storage = createSqliteStorage(file);
    for (const content of commits) {
      const counters = await storage.counters();
      const history = content.history?.at(-1)?.no ?? counters.history;
      await storage.commit({ ...EMPTY_COMMIT, base: counters, counters: { ...counters, head: counters.head + 1, history }, ...content });
    }
    await storage.close();
  };
  const tamper = (sql: string): void => {
    const db = new Database(file);
    db.exec(sql);
    db.close();
  };
  const verify = async (...more: readonly string[]) => {
    let [out, err] = ["", ""];
    const io = { out: (text: string) => void (out += text), err: (text: string) => void (err += text), interactive: false, env: {}, folder };
    return { code: await run(["audit", "verify", "--data", ".", ...more], io), out, err };
  };
  const head = async (): Promise<string> => /head ([0-9a-f]{64})/.exec((await verify()).out)?.[1] ?? "";

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "tidebook-audit-"));
    file = join(folder, "tidebook.sqlite");
    await write({ history: [line(1, ACME), line(2, OTHER)] }, { history: [line(3, ACME, { path: "prose/body", to: null })], prolonged: [] }, { history: [line(4, OTHER), line(5, ACME)] });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("[T-03] says how many entries fit, and the head that a later walk must meet", async () => {
    const first = await verify();
    expect(first).toMatchObject({ code: EXIT.ok, err: "" });
    expect(first.out).toMatch(/^ok, 5 entries, head [0-9a-f]{64}\n$/);
    const noted = await head();
    await write({ prolonged: [{ no: 3, at: 99, received: 99 }] }, { history: [line(6, ACME)] });
    expect(await verify("--head", noted.toUpperCase())).toMatchObject({ code: EXIT.ok, out: expect.stringContaining("6 entries") });
  });

  it.each([
    ["a changed value", `UPDATE history SET after = '"other"' WHERE no = 2`, "entry 2 does not fit"],
    ["another author", `UPDATE history SET by = 'user/ben' WHERE no = 2`, "entry 2 does not fit"],
    ["another time", "UPDATE history SET at = at - 1 WHERE no = 3", "entry 3 does not fit"],
    ["a removed entry", "DELETE FROM history WHERE no = 2", "entry 3 does not fit"],
    ["a removed first entry", "DELETE FROM history WHERE no = 1", "entry 2 does not fit"],
    ["an inserted entry", "UPDATE history SET no = 6 WHERE no = 5; INSERT INTO history SELECT 5, doc, path, before, after, by, device, at, received, outcome, NULL, NULL, salt, NULL, NULL, hash FROM history WHERE no = 4", "entry 5 does not fit"],
    ["reordered entries", "UPDATE history SET no = 9 WHERE no = 1; UPDATE history SET no = 1 WHERE no = 2; UPDATE history SET no = 2 WHERE no = 9", "entry 1 does not fit"],
    ["contents exchanged under their numbers", "UPDATE history SET after = (SELECT after FROM history AS other WHERE other.no = 5) WHERE no = 4", "entry 4 does not fit"],
    ["writing that ends before it began", "UPDATE history SET until_at = 1, until_received = 1 WHERE no = 3", "entry 3 does not fit"],
    ["a tail cut off without care", "DELETE FROM history WHERE no > 3", "ends at entry 3"],
  ])("[T-03] finds %s", async (_what, sql, sentence) => {
    tamper(sql);
    const found = await verify();
    expect(found).toMatchObject({ code: EXIT.altered, out: "" });
    expect(found.err).toContain(sentence);
  });

  it("[T-03] finds a tail cut off with care, and an end computed anew, by the head that was noted", async () => {
    const noted = await head();
    tamper("DELETE FROM history WHERE no > 3; UPDATE counter SET value = 3 WHERE name = 'history'");
    expect((await verify()).code).toBe(EXIT.ok);
    expect(await verify("--head", noted)).toMatchObject({ code: EXIT.altered, err: expect.stringContaining(noted) });
    await write({ history: [line(4, OTHER, { to: "forged" }), line(5, ACME)] });
    expect((await verify()).code).toBe(EXIT.ok);
    expect((await verify("--head", noted)).code).toBe(EXIT.altered);
  });

  it("[T-02] fits after a purge of which no byte of content is left in the files", async () => {
    const noted = await head();
    await write({ purged: [{ record: ACME, docs: [docId(ACME)] }], history: [line(6, ACME, { path: "purged", to: { by: ANNA, at: 60 } })] });
    expect(await verify("--head", noted)).toMatchObject({ code: EXIT.ok, out: expect.stringContaining("6 entries, 3 of them emptied by purges") });
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1")).join("");
    expect([1, 3, 5, 2, 4].map((no) => bytes.includes(`secret ${no}`))).toEqual([false, false, false, true, true]);
  });

  it("[T-02] an entry cannot be passed off as purged", async () => {
    await write({ purged: [{ record: ACME, docs: [docId(ACME)] }], history: [line(6, ACME, { path: "purged", to: { by: ANNA, at: 60 } })] });
    const db = new Database(file);
    const salt = db.prepare<[], { salt: string }>("SELECT salt FROM history WHERE no = 2").get()?.salt ?? "";
    const empty = db.prepare("UPDATE history SET doc = '', path = '', before = '', after = '', by = '', salt = NULL, digest = ?, purge = ? WHERE no = 2");
    empty.run(digestOf(sealed(line(2, OTHER)), salt, []), 6);
    db.close();
    expect(await verify()).toMatchObject({ code: EXIT.altered, err: expect.stringContaining("entry 6") });
    tamper("UPDATE history SET purge = 4 WHERE no = 2");
    expect(await verify()).toMatchObject({ code: EXIT.altered, err: expect.stringContaining("entry 4") });
    tamper("UPDATE history SET purge = NULL WHERE no = 2");
    expect(await verify()).toMatchObject({ code: EXIT.altered, err: expect.stringContaining("entry 2") });
  });

  it("[T-01] a history written before there was a chain is chained when the database is brought up to date", async () => {
    const plain = ["until_at", "until_received", "salt", "digest", "purge", "hash"].map((column) => `ALTER TABLE history DROP COLUMN ${column};`);
    tamper(`${plain.join("")} DROP TABLE reserved; DROP TABLE passkey; DROP TABLE known_device; DROP INDEX tx_refused; PRAGMA user_version = 4`);
    expect(await verify()).toMatchObject({ code: EXIT.usage, err: expect.stringContaining("start its relay once") });
    await write({ history: [line(6, ACME)] });
    expect(await verify()).toMatchObject({ code: EXIT.ok, out: expect.stringContaining("6 entries") });
    const storage = createSqliteStorage(file);
    expect(await storage.history([docId(OTHER)], null, 9)).toEqual([line(4, OTHER), line(2, OTHER)]);
    await storage.close();
  });

  it("[T-01] the hash of a link is that of the hash before and of the salted digest", async () => {
    const storage = createSqliteStorage(file);
    const [first, second] = await storage.links(0, 2);
    await storage.close();
    if (!first?.entry || !second?.entry) throw new Error("two entries were written");
    const before = linkHash("0".repeat(64), digestOf(sealed(line(1, ACME)), first.salt, []));
    expect(first.hash).toBe(before);
    expect(second.hash).toBe(linkHash(before, digestOf(sealed(line(2, OTHER)), second.salt, [])));
  });

  it("says when there is no workspace, or what it was asked cannot be understood", async () => {
    expect((await verify("--head", "abc")).code).toBe(EXIT.usage);
    rmSync(file);
    expect(await verify()).toMatchObject({ code: EXIT.usage, err: expect.stringContaining("no workspace") });
  });
});
