import { expect, it } from "vitest";
import { nodesOf } from "#sync-server/cluster.ts";

it("[N-09] several nodes are asked of a database, never of a folder", () => {
  const [folder, database] = [{ folder: "./data" }, { database: "postgres://here/db" }];
  expect(nodesOf("4", database)).toEqual({ ok: true, value: 4 });
  expect(nodesOf("1", folder)).toEqual({ ok: true, value: 1 });
  expect(nodesOf("2", folder)).toEqual({ ok: false, error: "oneProcess" });
  for (const text of ["0", "1.5", "many", "65", ""]) expect(nodesOf(text, database)).toEqual({ ok: false, error: "notNumber" });
});
