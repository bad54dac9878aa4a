import { describe, expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import { factsOfRows } from "#domain/reports/facts.ts";
import { runReport } from "#domain/reports/run.ts";
import { messages as en } from "#client/i18n/messages/en.ts";
import { messages as ko } from "#client/i18n/messages/ko.ts";
import { messages as zh } from "#client/i18n/messages/zh-CN.ts";
import { chartsOf, offeredReports, REPORTS } from "#domain/reports/catalogue.ts";
import { asked } from "#client/reports/definition.ts";
import { COMPARISONS, FIRST_SETTINGS, periodsFor } from "#client/reports/report-settings.ts";
import { context, source } from "./small-company.ts";

describe("the reports on offer", () => {
  it("[RP-31] every one has a title in every language and a name of its own", () => {
    for (const catalog of [en, zh, ko]) for (const { id } of REPORTS) expect(catalog, id).toHaveProperty([`report.name.${id}`]);
    expect(new Set(REPORTS.map(({ id }) => id)).size).toBe(REPORTS.length);
  });

  it("[CU-15][OP-06] the engine answers every one for every period and comparison", () => {
    const facts = factsOfRows(source);
    for (const entry of REPORTS) {
      if (entry.ask !== "table") continue;
      for (const period of periodsFor(entry.period)) {
        for (const compare of COMPARISONS) {
          const settings = { ...FIRST_SETTINGS, compare, from: "2026-01-01", to: null };
          const definition = asked(entry.definition, { entity: entityOf(entry.kind), on: entry.on, period, settings, context });
          expect(runReport(definition, facts, context), `${entry.id} ${period} ${compare}`).toMatchObject({ ok: true });
        }
      }
    }
  });

  it("[RP-10] margins are offered only to those who may see costs", () => {
    const without = offeredReports(["export"], false).map(({ id }) => id);
    expect(without).not.toContain("marginByProduct");
    expect(without).toContain("funnel");
    expect(offeredReports(["cost"], false).map(({ id }) => id)).toContain("marginByProduct");
  });

  it("[CU-15] a list's charts are about its own records first, and every kind they name is one", () => {
    expect(chartsOf("customer").map(({ kind }) => kind)).toEqual([...Array.from({ length: 5 }, () => "customer"), "order", "order"]);
    expect(chartsOf("order").map(({ id }) => id)).toEqual(["ordersByMonth", "ordersByOwner", "topCustomersByOrders", "topCustomersByPayments"]);
    expect(chartsOf("product")).toEqual([]);
    for (const report of REPORTS) for (const kind of report.ask === "table" ? report.charts : []) expect(entityOf(kind).kind).toBe(kind);
  });
});
