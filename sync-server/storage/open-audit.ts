import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { err, ok, type Result } from "#domain/result.ts";
import { openPostgres, type PostgresConnection, type PostgresOptions } from "./postgres-connection.ts";
import { createPostgresLinks } from "./postgres-history.ts";
import { POSTGRES_VERSION, versionIn } from "./postgres-schema.ts";
import { createLinkReader } from "./sqlite-history.ts";
import { SCHEMA_VERSION } from "./sqlite-schema.ts";
import type { ReadLinks } from "./verify-chain.ts";

export interface OpenedAudit {
  readonly links: ReadLinks;
  /** Number of the newest entry by the relay's own count. */
  readonly newest: number;
}

type Audited<T> = Result<T, "missing" | "otherVersion">;

// Both have one view of the data for the whole walk: what a running relay adds meanwhile is not seen.

export const withSqliteAudit = async <T>(file: string, work: (opened: OpenedAudit) => Promise<T>): Promise<Audited<T>> => {
  if (!existsSync(file)) return err("missing");
  const db = new Database(file, { readonly: true });
  try {
    db.pragma("busy_timeout = 5000");
    if (db.pragma("user_version", { simple: true }) !== SCHEMA_VERSION) return err("otherVersion");
    db.exec("BEGIN");
    const newest = db.prepare<[], { value: number }>("SELECT value FROM counter WHERE name = 'history'").get()?.value ?? 0;
    return ok(await work({ links: createLinkReader(db), newest }));
  } finally {
    db.close();
  }
};

export const withPostgresAudit = async <T>(options: PostgresOptions, work: (opened: OpenedAudit) => Promise<T>): Promise<Audited<T>> => {
  const connection = openPostgres({ ...options, connections: 1 });
  try {
    return await connection.lend(async ({ run }): Promise<Audited<T>> => {
      const read: PostgresConnection["read"] = async <Line>(...question: Parameters<PostgresConnection["read"]>) => (await run<Line>(...question)).lines;
      await run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      const version = await versionIn({ read });
      if (version === null) return err("missing");
      if (version !== POSTGRES_VERSION) return err("otherVersion");
      const [counters] = await read<{ history: number }>("SELECT history FROM counters");
      const done = await work({ links: createPostgresLinks({ read }), newest: counters?.history ?? 0 });
      await run("COMMIT");
      return ok(done);
    });
  } finally {
    await connection.close();
  }
};
