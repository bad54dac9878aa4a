import { describe, expect, it } from "vitest";
import { ENTITIES, entityOf } from "#domain/entities/registry.ts";
import { factsOfRows } from "#domain/reports/facts.ts";
import { runReport } from "#domain/reports/run.ts";
import { messages as en } from "#client/i18n/messages/en.ts";
import { messages as ko } from "#client/i18n/messages/ko.ts";
import { messages as zh } from "#client/i18n/messages/zh-CN.ts";
import { chartsOf, findReport, lackingFor, mayExportReport, offeredReports, REPORTS, type TableEntry } from "#domain/reports/catalogue.ts";
import { CHARTED } from "#domain/reports/charted.ts";
import { asked, ownDefinition } from "#client/reports/definition.ts";
import { COMPARISONS, FIRST_SETTINGS, periodsFor } from "#client/reports/report-settings.ts";
import { context, source } from "./small-company.ts";

describe("the reports on offer", () => {
  it("[RP-31] every one has a title in every language and a name of its own", () => {
    for (const catalog of [en, zh, ko]) for (const { id } of REPORTS) expect(catalog, id).toHaveProperty([`report.name.${id}`]);
    expect(new Set(REPORTS.map(({ id }) => id)).size).toBe(REPORTS.length);
  });

  it("[RP-31] lists have charts where reports are among them", () => {
    expect([...CHARTED].toSorted()).toEqual(ENTITIES.map(({ kind }) => kind).filter((kind) => chartsOf(kind).length > 0).toSorted());
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

  it("[RP-27] what lies ahead is compared as a whole, also in a report of one's own", () => {
    const own = (on: string | null) => ownDefinition({ ...FIRST_SETTINGS.own, on }).whole ?? false;
    expect([own("expectedSignDate"), own("discoveredOn"), own(null)]).toEqual([true, false, false]);
    for (const entry of REPORTS) if (entry.ask === "table") expect(entry.definition.whole ?? false, entry.id).toBe(entry.period === "ahead");
  });

  it("[RP-10] margins are offered only to those who may see costs", () => {
    const without = offeredReports(["export"], false).map(({ id }) => id);
    expect(without).not.toContain("marginByProduct");
    expect(without).toContain("funnel");
    expect(offeredReports(["cost"], false).map(({ id }) => id)).toContain("marginByProduct");
  });

  it("[OG-18] where a company keeps comprehensive reports to a feature, those that compare people or departments need it and the others do not", () => {
    const ids = (rights: readonly string[], guarded: boolean) => offeredReports(rights, guarded).map(({ id }) => id);
    const kept = ids([], false).filter((id) => !ids([], true).includes(id));
    expect(kept).toContain("ordersByOwner");
    expect(kept).toContain("wonByDepartment");
    expect(kept.filter((id) => !/ByOwner|ByDepartment/.test(id))).toEqual([]);
    expect(ids([], true)).toEqual(expect.arrayContaining(["funnel", "forecast", "ordersByMonth", "topCustomersByOrders"]));
    expect(ids(["allReports"], true)).toEqual(ids([], false));
    expect(chartsOf("order", offeredReports([], true)).map(({ id }) => id)).toEqual(["ordersByMonth", "topCustomersByOrders", "topCustomersByPayments"]);
    const own = { ...findReport("ordersByMonth"), id: "own", definition: { kind: "order", measures: ["count"], by: ["date:month", "owner.department"] } } as TableEntry;
    expect([lackingFor(own, ["cost"], true), lackingFor(own, ["cost"], false)]).toEqual(["allReports", null]);
  });

  it("[OG-18] a single report is saved as a file with the right to export, or with the feature for reports alone", () => {
    expect([[], ["allReports"], ["exportReports"], ["export"]].map(mayExportReport)).toEqual([false, false, true, true]);
  });

  it("[CU-15] a list's charts are about its own records first, and every kind they name is one", () => {
    expect(chartsOf("customer").map(({ kind }) => kind)).toEqual([...Array.from({ length: 5 }, () => "customer"), "order", "order"]);
    expect(chartsOf("order").map(({ id }) => id)).toEqual(["ordersByMonth", "ordersByOwner", "topCustomersByOrders", "topCustomersByPayments"]);
    expect(chartsOf("product")).toEqual([]);
    for (const report of REPORTS) for (const kind of report.ask === "table" ? report.charts : []) expect(entityOf(kind).kind).toBe(kind);
  });
});
