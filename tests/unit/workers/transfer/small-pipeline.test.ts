import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { factsOfRows } from "#domain/reports/facts.ts";
import { runReport } from "#domain/reports/run.ts";
import { contextOf, createMemorySource } from "#tests/unit/domain/query/memory-source.ts";
import type { ImportPlan } from "#domain/transfer/import-plan.ts";
import { createImporting } from "./importing.ts";

const FILES = ["sales_teams", "products", "accounts", "sales_pipeline"] as const;

const { world, importFile } = createImporting(fileURLToPath(new URL("../../../fixtures/small-pipeline/", import.meta.url)));
const plans: ImportPlan[] = [];

beforeAll(async () => {
  for (const name of FILES) plans.push(await importFile(name));
});

const answer = (measures: readonly string[], by: readonly string[], won: boolean) => {
  const source = createMemorySource(Object.values(world).flat());
  const context = contextOf(source);
  const filter = won ? { filter: { field: "stage", is: "equals", value: "won" } as const } : {};
  const report = runReport({ kind: "opportunity", measures, by, ...filter }, factsOfRows(source), context);
  if (!report.ok) throw new Error(report.error.reason);
  const { groups, total } = report.value.table;
  const nameOf = (key: unknown): string => String(context.row(String(key))?.name ?? key);
  return { groups: Object.fromEntries(groups.map(({ key, values }) => [nameOf(key[0]), values])), total: total.values };
};

describe("a small pipeline, imported", () => {
  it("[I-09] every row becomes what it says, and nothing is left out", () => {
    expect(Object.fromEntries(Object.entries(world).map(([kind, rows]) => [kind, rows.length]))).toEqual({ department: 2, user: 5, product: 3, customer: 3, opportunity: 8 });
    expect(plans.flatMap(({ issues }) => issues)).toEqual([]);
    expect(plans.at(-1)?.matches).toEqual([expect.objectContaining({ text: "PumpB Pro", title: "Pump B Pro", rows: 1 })]);
  });

  it("[I-09] the figures are those of the file: deals, amounts, win rate", () => {
    expect(answer(["count"], ["stage"], false).groups).toEqual({ won: ["4"], lost: ["2"], engaging: ["1"], prospecting: ["1"] });
    expect(answer(["count", "expectedAmount"], ["owner.department"], true)).toEqual({ groups: { North: ["3", "2325.95"], East: ["1", "950.05"] }, total: ["4", "3276"] });
    expect(answer(["expectedAmount"], ["lines.product"], true).groups).toEqual({ "Pump A": ["400"], "Pump B Pro": ["2851.55"], Filter: ["24.45"] });
    expect(answer(["expectedAmount"], ["customer.sector"], true).groups).toEqual({ machines: ["3251.55"], food: ["24.45"] });
    expect(answer(["winRate"], [], false).total).toEqual(["66.67"]);
  });

  it("[I-06] the same file a second time changes nothing", async () => {
    const again = await importFile("sales_pipeline");
    expect([again.creates.length, again.updates.length, again.references.length, again.unchanged.length]).toEqual([0, 0, 0, 8]);
  });
});
