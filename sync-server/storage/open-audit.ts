import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { err, ok, type Result } from "#domain/result.ts";
import { createLinkReader } from "./sqlite-history.ts";
import { SCHEMA_VERSION } from "./sqlite-schema.ts";
import type { ReadLinks } from "./verify-chain.ts";

export interface OpenedAudit {
  readonly links: ReadLinks;
  /** Number of the newest entry by the relay's own count. */
  readonly newest: number;
  readonly close: () => void;
}

/** Opens a workspace's database for reading its history, whether the relay runs or not. Nothing is written and nothing brought up to date. */
export const openAudit = (file: string): Result<OpenedAudit, "missing" | "otherVersion"> => {
  if (!existsSync(file)) return err("missing");
  const db = new Database(file, { readonly: true });
  db.pragma("busy_timeout = 5000");
  if (db.pragma("user_version", { simple: true }) !== SCHEMA_VERSION) {
    db.close();
    return err("otherVersion");
  }
  // One view of the data for the whole walk: what a running relay adds meanwhile is not seen.
  db.exec("BEGIN");
  const newest = db.prepare<[], { value: number }>("SELECT value FROM counter WHERE name = 'history'").get()?.value ?? 0;
  return ok({ links: createLinkReader(db), newest, close: () => void db.close() });
};
