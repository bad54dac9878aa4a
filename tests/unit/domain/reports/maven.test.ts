import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import type { Row } from "#domain/schema/entity.ts";
import { factsOfRows } from "#domain/reports/facts.ts";
import { runFunnel } from "#domain/reports/funnel.ts";
import type { ReportDefinition } from "#domain/reports/report.ts";
import { runReport } from "#domain/reports/run.ts";
import { mavenFigures, mavenFolder } from "#tests/maven.ts";
import { contextOf, createMemorySource, mark, rowOf } from "../query/memory-source.ts";


const table = (name: string): readonly Readonly<Record<string, string>>[] =>
  Papa.parse<Readonly<Record<string, string>>>(readFileSync(`${mavenFolder}/${name}.csv`, "utf8"), { header: true, skipEmptyLines: true }).data;

const key = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

const load = (): readonly Row[] => {
  const offices = new Set<string>();
  const products = new Set(table("products").map((row) => row.product ?? ""));
  const users = table("sales_teams").map((row) => {
    offices.add(row.regional_office ?? "");
    return rowOf("user", key(row.sales_agent ?? ""), { name: row.sales_agent, department: `department/${key(row.regional_office ?? "")}` });
  });
  const customers = table("accounts").map((row) => rowOf("customer", key(row.account ?? ""), { name: row.account, sector: row.sector }));
  const deals = table("sales_pipeline").map((row) => {
    products.add(row.product ?? "");
    return rowOf("opportunity", key(row.opportunity_id ?? ""), {
      stage: row.deal_stage?.toLowerCase(),
      owner: `user/${key(row.sales_agent ?? "")}`,
      ...(row.account ? { customer: `customer/${key(row.account)}` } : {}),
      ...(row.close_value ? { expectedAmount: row.close_value } : {}),
      ...(row.close_date ? { closedOn: row.close_date } : {}),
      lines: [{ key: "1", added: mark("2017-01-01"), product: `product/${key(row.product ?? "")}` }],
    });
  });
  return [
    ...[...offices].map((name) => rowOf("department", key(name), { name })),
    ...[...products].map((name) => rowOf("product", key(name), { name })),
    ...users,
    ...customers,
    ...deals,
  ];
};

describe.skipIf(!mavenFolder)("a real pipeline of 8,800 deals", () => {
  const source = createMemorySource(mavenFolder ? load() : []);
  const context = contextOf(source);
  const facts = factsOfRows(source);
  const nameOf = (id: string | null | undefined): string => String(context.row(id ?? "")?.name ?? id);
  const run = (definition: Partial<ReportDefinition>) => {
    const report = runReport({ kind: "opportunity", measures: ["count", "expectedAmount"], by: [], filter: { field: "stage", is: "equals", value: "won" }, ...definition }, facts, context);
    if (!report.ok) throw new Error(report.error.reason);
    return report.value.table;
  };
  const amounts = (by: string): Readonly<Record<string, number>> =>
    Object.fromEntries(run({ by: [by] }).groups.map((group) => [nameOf(group.key[0]), Number(group.values[1])]));

  it("[OP-04] the funnel has its stage counts", () => {
    const funnel = runFunnel({ kind: "opportunity" }, facts, context);
    if (!funnel.ok) throw new Error(funnel.error.reason);
    const counts = Object.fromEntries(funnel.value.stages.map((stage) => [stage.stage, stage.count]));
    for (const [stage, count] of Object.entries(mavenFigures().stages)) expect(counts[stage.toLowerCase()], stage).toBe(count);
  });

  it("won deals and amounts by office, product and sector agree to the cent", () => {
    const offices = run({ by: ["owner.department"] }).groups.map((group) => [nameOf(group.key[0]), { deals: Number(group.values[0]), amount: Number(group.values[1]) }]);
    expect(Object.fromEntries(offices)).toEqual(mavenFigures().won_by_office);
    expect(amounts("lines.product")).toEqual(mavenFigures().won_by_product);
    expect(amounts("customer.sector")).toEqual(mavenFigures().won_by_sector);
    expect(run({}).total.values[1]).toBe(String(mavenFigures().won_total));
  });

  it("the win rate agrees to two decimals", () => {
    const rate = runReport({ kind: "opportunity", measures: ["winRate"], by: [] }, facts, context);
    expect(rate.ok && rate.value.table.total.values).toEqual([mavenFigures().win_rate_pct]);
  });
});
