import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "#domain/result.ts";
import { withPostgresAudit, withSqliteAudit, type OpenedAudit } from "./open-audit.ts";
import { placeOf } from "./postgres-connection.ts";
import { createPostgresStorage } from "./postgres.ts";
import { createSqliteStorage } from "./sqlite.ts";
import type { Storage } from "./storage.ts";

/** Where a workspace is kept: in a folder of this machine, or in a PostgreSQL database. */
export type Workspace = { readonly folder: string } | { readonly database: string };

export const DATA_FOLDER = "./data";

/**
 * What the options name, else what `DATABASE_URL` names, else the usual folder.
 * - both: `--data` and `--database` name two places. - notPostgres: the address is none of a PostgreSQL.
 */
export const workspaceOf = (
  options: { readonly data?: string | undefined; readonly database?: string | undefined },
  env: Readonly<Record<string, string | undefined>>,
): Result<Workspace, "both" | "notPostgres"> => {
  const { data, database = data === undefined ? env.DATABASE_URL || undefined : undefined } = options;
  if (database === undefined) return ok({ folder: data ?? DATA_FOLDER });
  if (data !== undefined) return err("both");
  return /^postgres(?:ql)?:\/\//.test(database) ? ok({ database }) : err("notPostgres");
};

export const WORKSPACE_PROBLEMS = {
  both: "--data and --database name two places; choose one",
  notPostgres: "--database: give an address such as postgres://user:password@host:5432/name",
} as const;

const fileIn = (folder: string): string => join(folder, "tidebook.sqlite");

/** Opens the storage, makes it when there is none, and brings it up to date. */
export const openStorage = async (workspace: Workspace): Promise<Storage> => {
  if ("database" in workspace) return createPostgresStorage({ url: workspace.database });
  mkdirSync(workspace.folder, { recursive: true, mode: 0o700 });
  return createSqliteStorage(fileIn(workspace.folder));
};

/** Reads a workspace's history, whether its relay runs or not. Nothing is written and nothing brought up to date. */
export const withAudit = <T>(workspace: Workspace, work: (opened: OpenedAudit) => Promise<T>): Promise<Result<T, "missing" | "otherVersion">> =>
  "database" in workspace ? withPostgresAudit({ url: workspace.database }, work) : withSqliteAudit(fileIn(workspace.folder), work);

/** How messages name it. */
export const nameOf = (workspace: Workspace): string => ("database" in workspace ? placeOf(workspace.database) : workspace.folder);
