import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { add, divide, multiply, toFixed } from "#domain/schema/decimal.ts";
import type { Row } from "#domain/schema/entity.ts";
import { linesOf, textOf } from "#domain/schema/read.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { autoMap, suggestEntities } from "#domain/transfer/mapping.ts";
import type { ImportPlan } from "#domain/transfer/import-plan.ts";
import { looseKey } from "#domain/transfer/normalise.ts";
import { createPlanner } from "#domain/transfer/plan.ts";
import { sharedData } from "#tests/shared-data.ts";
import { planInput, rowsOfPlan } from "#tests/unit/domain/transfer/planning.ts";
import { inspectCsv, readCsv } from "#workers/transfer/read-csv.ts";
import { createImporting } from "./importing.ts";

const folder = sharedData("crm-maven");
const book = sharedData("open-book/OB01-maven-pipeline-basics.json");

interface Answer {
  readonly stages: Record<string, number>;
  readonly won_by_office: Record<string, { readonly deals: number; readonly amount: number }>;
  readonly won_by_product: Record<string, number>;
  readonly won_by_sector: Record<string, number>;
  readonly won_total: number;
  readonly win_rate_pct: string;
}

const { world, importFile } = createImporting(`${folder}/`);

const plans: Record<string, ImportPlan> = {};

beforeAll(async () => {
  if (!folder) return;
  for (const name of ["sales_teams", "products", "accounts", "sales_pipeline"]) plans[name] = await importFile(name);
});

const sumBy = (rows: readonly Row[], key: (row: Row) => string | null | undefined): Record<string, number> => {
  const sums: Record<string, string> = {};
  for (const row of rows) {
    const name = key(row);
    if (name) sums[name] = add(sums[name] ?? "0", textOf(row, "expectedAmount") ?? "0");
  }
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, Number(sum)]));
};

describe.skipIf(!folder || !book)("the Maven pipeline, imported", () => {
  const find = (id: unknown): Row | undefined => Object.values(world).flat().find((row) => row.id === id);
  const index = new Map<string, Row>();
  const at = (id: unknown): Row | undefined => {
    if (index.size === 0) for (const row of Object.values(world).flat()) index.set(row.id, row);
    return index.get(String(id)) ?? find(id);
  };
  const answer = book ? (JSON.parse(readFileSync(book, "utf8")) as { answer: Answer }).answer : ({} as Answer);
  const won = (): Row[] => (world["opportunity"] ?? []).filter((row) => row["stage"] === "won");

  it("[I-09] makes people, offices, products and customers without an error", () => {
    expect(Object.fromEntries(Object.entries(world).map(([kind, rows]) => [kind, rows.length]))).toEqual({
      department: 3,
      user: 41,
      product: 7,
      customer: 85,
      opportunity: 8800,
    });
    expect(Object.values(plans).flatMap((plan) => plan.issues)).toEqual([]);
    expect(world["customer"]?.filter((row) => row["parent"]).length).toBe(15);
  });

  it("[I-09] takes GTXPro for GTX Pro and says so", () => {
    expect(plans["sales_pipeline"]?.matches).toEqual([
      expect.objectContaining({ column: "product", text: "GTXPro", title: "GTX Pro", rows: 1480 }),
    ]);
  });

  it("[I-09] gives the deals per stage", () => {
    const counts: Record<string, number> = {};
    for (const row of world["opportunity"] ?? []) counts[String(row["stage"])] = (counts[String(row["stage"])] ?? 0) + 1;
    expect(counts).toEqual(Object.fromEntries(Object.entries(answer.stages).map(([stage, count]) => [stage.toLowerCase(), count])));
  });

  it("[I-09] gives won deals and amount per office", () => {
    const office = (row: Row): string | null | undefined => {
      const department = at(at(row["owner"])?.["department"]);
      return department && textOf(department, "name");
    };
    expect(sumBy(won(), office)).toEqual(Object.fromEntries(Object.entries(answer.won_by_office).map(([name, { amount }]) => [name, amount])));
    for (const [name, { deals }] of Object.entries(answer.won_by_office)) expect(won().filter((row) => office(row) === name)).toHaveLength(deals);
  });

  it("[I-09] gives the won amount per product, under the catalogue's names", () => {
    const product = (row: Row): string | null | undefined => {
      const line = linesOf(row, "lines")[0];
      const target = at(line?.["product"]);
      return target && looseKey(textOf(target, "name") ?? "");
    };
    const expected = Object.fromEntries(Object.entries(answer.won_by_product).map(([name, amount]) => [looseKey(name), amount]));
    expect(sumBy(won(), product)).toEqual(expected);
    expect(won().every((row) => linesOf(row, "lines").length === 1 && linesOf(row, "lines")[0]?.["unitPrice"] === row["expectedAmount"])).toBe(true);
  });

  it("[I-09] gives the won amount per sector, in all, and the win rate", () => {
    const sector = (row: Row): string | null | undefined => {
      const customer = at(row["customer"]);
      return customer && textOf(customer, "sector");
    };
    expect(sumBy(won(), sector)).toEqual(answer.won_by_sector);
    expect(sumBy(won(), () => "all")).toEqual({ all: answer.won_total });
    const lost = (world["opportunity"] ?? []).filter((row) => row["stage"] === "lost").length;
    const rate = divide(multiply(String(won().length), "100"), String(won().length + lost), 2);
    expect(toFixed(rate ?? "0", 2)).toBe(answer.win_rate_pct);
  });

  it("[I-09] sets the probability of the stage, dates where the file has them, and one entry of stage history", () => {
    const rows = world["opportunity"] ?? [];
    expect(new Set(rows.map((row) => `${row["stage"]} ${row["probability"]}`))).toEqual(new Set(["won 100", "lost 0", "engaging 25", "prospecting 10"]));
    expect(rows.filter((row) => row["discoveredOn"] == null)).toHaveLength(500);
    expect(rows.filter((row) => row["closedOn"] !== undefined)).toHaveLength(4238 + 2473);
    expect(rows.every((row) => Array.isArray(row["advances"]) && row["advances"].length === 1)).toBe(true);
  });

  it("[I-06] the automatic mapping alone plans the pipeline as the kept map does", async () => {
    const file = new Blob([readFileSync(`${folder}/sales_pipeline.csv`)]);
    const found = await inspectCsv(file);
    if (!found.ok) throw new Error("not readable");
    const { columns, sample, dialect } = found.value;
    expect(suggestEntities(columns)[0]?.kind).toBe("opportunity");
    const { map, lacking } = autoMap(entityOf("opportunity"), columns, sample);
    const planner = createPlanner(map, columns, planInput({ ...world, opportunity: [] }));
    if (!planner.ok) throw new Error(JSON.stringify(planner.error));
    await readCsv(file, dialect, { onRows: (rows) => planner.value.add(rows) });
    const plan = planner.value.finish();
    expect([lacking, plan.issues, plan.references, plan.creates.length]).toEqual([[], [], [], 8800]);
    const facts = (rows: readonly Row[]): string[] =>
      rows.map((row) => [row["externalNo"], row["customer"], row["owner"], row["stage"], row["expectedAmount"], row["discoveredOn"], row["closedOn"], row["expectedSignDate"], linesOf(row, "lines")[0]?.["product"], linesOf(row, "lines")[0]?.["unitPrice"]].join("|"));
    expect(facts(rowsOfPlan(plan, "opportunity"))).toEqual(facts(world["opportunity"] ?? []));
  });

  it("[I-06] imported again, nothing is created and nothing changes", async () => {
    const again = await importFile("sales_pipeline");
    expect([again.creates.length, again.updates.length, again.references.length, again.unchanged.length, again.issues.length]).toEqual([0, 0, 0, 8800, 0]);
  });
});
