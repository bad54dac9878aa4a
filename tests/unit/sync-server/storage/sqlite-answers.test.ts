import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { createSqliteStorage, DROP_ANSWERS } from "#sync-server/storage/sqlite.ts";

const DEVICES = 50;
const ANSWERS = 1_000;

it("[G-01] answers that are kept no longer are found by device and time, without looking through those that are", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tidebook-answers-"));
  const file = join(folder, "live");
  const storage = createSqliteStorage(file);
  const db = new Database(file);
  try {
    const insert = db.prepare("INSERT INTO tx (id, person, device, answer, at) VALUES (?, 'user/ann', ?, '{}', ?)");
    db.transaction(() => {
      for (let at = 0; at < ANSWERS; at += 1) insert.run(`answer ${at}`, at % DEVICES, at);
    })();
    const steps = db.prepare<[number], { detail: string }>(`EXPLAIN QUERY PLAN ${DROP_ANSWERS}`).all(0).map(({ detail }) => detail);
    expect(steps.filter((step) => /^SCAN (?!known)/.test(step))).toEqual([]);
    expect(steps).toContain("SEARCH old USING COVERING INDEX tx_device (device=? AND at<?)");
    await storage.dropAnswers("all", 100);
    expect(db.prepare("SELECT COUNT(*) AS n, MIN(at) AS oldest FROM tx").get()).toEqual({ n: ANSWERS - 100, oldest: 100 });
  } finally {
    db.close();
    await storage.close();
    rmSync(folder, { recursive: true });
  }
});
