import { expect, it } from "vitest";
import { nameOf, workspaceOf } from "#sync-server/storage/open-storage.ts";

const URL = "postgres://relay:secret@db.example.com:5432/tidebook?sslmode=require";

it("a workspace is where the options say, else where DATABASE_URL says, else in the usual folder", () => {
  expect(workspaceOf({}, {})).toEqual({ ok: true, value: { folder: "./data" } });
  expect(workspaceOf({}, { DATABASE_URL: "" })).toEqual({ ok: true, value: { folder: "./data" } });
  expect(workspaceOf({}, { DATABASE_URL: URL })).toEqual({ ok: true, value: { database: URL } });
  expect(workspaceOf({ database: URL }, { DATABASE_URL: "postgres://elsewhere/x" })).toEqual({ ok: true, value: { database: URL } });
  expect(workspaceOf({ data: "./here" }, { DATABASE_URL: URL })).toEqual({ ok: true, value: { folder: "./here" } });
  expect(workspaceOf({ data: "./here", database: URL }, {})).toEqual({ ok: false, error: "both" });
  expect(workspaceOf({}, { DATABASE_URL: "mysql://x" })).toEqual({ ok: false, error: "notPostgres" });
});

it("messages name a database without its user and password", () => {
  expect(nameOf({ database: URL })).toBe("db.example.com:5432/tidebook");
});
