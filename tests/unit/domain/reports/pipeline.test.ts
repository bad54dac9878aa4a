import { describe, expect, it } from "vitest";
import { opportunity } from "#domain/entities/opportunity/opportunity.ts";
import { matches } from "#domain/query/filter.ts";
import { givenUp, inPlay } from "#domain/entities/opportunity/stages.ts";
import type { Filter, Row } from "#domain/schema/entity.ts";
import { factsOfRows } from "#domain/reports/facts.ts";
import { openForecast, runForecast, type ForecastQuestion } from "#domain/reports/forecast.ts";
import { openFunnel, runFunnel, type FunnelQuestion } from "#domain/reports/funnel.ts";
import { contextOf, createMemorySource, mark, ME, rowOf, TODAY } from "../query/memory-source.ts";

const advances = (...stages: readonly string[]) =>
  stages.map((stage, at) => ({ key: String(at), by: ME, at: mark(`2026-10-0${at + 1}`).at, stage, probability: null, note: null }));

const funnel = (rows: readonly Row[], question: Partial<FunnelQuestion> = {}) => {
  const source = createMemorySource(rows);
  const result = runFunnel({ kind: "opportunity", ...question }, factsOfRows(source), contextOf(source));
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
};

const forecast = (rows: readonly Row[], question: ForecastQuestion = {}) => {
  const source = createMemorySource(rows);
  const result = runForecast(question, factsOfRows(source), contextOf(source));
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
};

describe("funnel", () => {
  it("[OP-04] shows per stage the number, its share, the amount, its share and the records", () => {
    const { stages, count, amount } = funnel([
      rowOf("opportunity", "1", { stage: "prospecting", expectedAmount: "100.05" }),
      rowOf("opportunity", "2", { stage: "prospecting" }),
      rowOf("opportunity", "3", { stage: "won", expectedAmount: "200.1" }),
      rowOf("opportunity", "4", { stage: "won", expectedAmount: "9", deleted: mark("2026-11-01") }),
    ]);
    expect([count, amount]).toEqual([3, "300.15"]);
    expect(stages.map((stage) => stage.stage)).toEqual(["prospecting", "engaging", "analysis", "proposal", "negotiation", "won", "lost"]);
    expect(stages[0]).toMatchObject({ count: 2, countShare: "66.67", amount: "100.05", amountShare: "33.33" });
    expect(stages[5]).toMatchObject({ count: 1, countShare: "33.33", amount: "200.1", amountShare: "66.67" });
  });

  it("[RP-29] gives the records behind a stage, behind all of them, and behind the earlier figure", () => {
    const source = createMemorySource([
      rowOf("opportunity", "1", { stage: "won", discoveredOn: "2026-02-02" }),
      rowOf("opportunity", "2", { stage: "won", discoveredOn: "2025-10-31" }),
      rowOf("opportunity", "3", { stage: "lost", discoveredOn: "2026-02-02" }),
      rowOf("opportunity", "4", { stage: "unheard", discoveredOn: "2026-02-02" }),
    ]);
    const opened = openFunnel({ kind: "opportunity", span: { on: "discoveredOn", unit: "year" }, compare: "previousYear" }, factsOfRows(source), contextOf(source));
    if (!opened.ok) throw new Error(opened.error.reason);
    const { drill } = opened.value;
    expect([drill({ key: ["won"] }), drill({ key: [] }), drill({ key: ["won"], previous: true })]).toEqual([["opportunity/1"], ["opportunity/1", "opportunity/3"], ["opportunity/2"]]);
  });

  it("[OP-04] conversion counts who ever came as far: skipped stages were passed, lost deals count for what they reached", () => {
    const { stages } = funnel([
      rowOf("opportunity", "skipped", { stage: "won", advances: advances("engaging", "won") }),
      rowOf("opportunity", "lost", { stage: "lost", advances: advances("engaging", "analysis", "lost") }),
      rowOf("opportunity", "fell", { stage: "engaging", advances: advances("negotiation", "engaging") }),
      rowOf("opportunity", "new", { stage: "prospecting" }),
      rowOf("opportunity", "imported", { stage: "lost" }),
    ]);
    expect(stages.map((stage) => stage.reached)).toEqual([5, 3, 3, 2, 2, 1, null]);
    expect(stages.map((stage) => stage.conversion)).toEqual(["60", "100", "66.67", "100", "50", null, null]);
  });

  it("[OP-04] its open stages hold the deals that are open and those that were given up", () => {
    const rows = ["prospecting", "proposal", "proposal", "won"].map((stage, at) => rowOf("opportunity", String(at), { stage, status: at === 1 ? "abandoned" : "open" }));
    const context = contextOf(createMemorySource(rows));
    const many = (all: readonly Filter[]) => rows.filter((row) => matches({ all }, row, opportunity, context)).length;
    expect([many(inPlay), many(givenUp)]).toEqual([2, 1]);
    expect(funnel(rows).stages.filter(({ outcome }) => outcome === undefined).reduce((sum, { count }) => sum + count, 0)).toBe(3);
  });

  it("[OP-21] over a chosen period, beside the year before", () => {
    const rows = [
      rowOf("opportunity", "1", { stage: "won", expectedAmount: "30", discoveredOn: "2026-02-02" }),
      rowOf("opportunity", "2", { stage: "won", expectedAmount: "20", discoveredOn: "2025-10-31" }),
      rowOf("opportunity", "to come a year ago", { stage: "won", expectedAmount: "70", discoveredOn: "2025-12-31" }),
      rowOf("opportunity", "3", { stage: "lost", expectedAmount: "20", discoveredOn: "2024-02-02" }),
    ];
    const { stages, count } = funnel(rows, { span: { on: "discoveredOn", unit: "year" }, compare: "previousYear" });
    expect(count).toBe(1);
    expect(stages[5]).toMatchObject({ amount: "30", previous: { count: 1, amount: "20", countGrowth: "0", amountGrowth: "50" } });
    expect(stages[6]).toMatchObject({ count: 0, previous: { count: 0, amountGrowth: null } });
  });
});

const deal = (key: string, fields: Omit<Row, "id">): Row => rowOf("opportunity", key, { stage: "proposal", ...fields });

describe("forecast", () => {
  it("[OP-05] weighs open amounts by probability per expected sign month, without gaps, undated last", () => {
    const { periods, total } = forecast([
      deal("1", { expectedAmount: "100.05", probability: "50", expectedSignDate: "2026-12-10" }),
      deal("2", { expectedAmount: "10", probability: "12.5", expectedSignDate: "2026-12-31" }),
      deal("3", { expectedAmount: "7", probability: "100", expectedSignDate: "2027-02-01" }),
      deal("4", { expectedAmount: "5", probability: "10" }),
      deal("5", { stage: "won", expectedAmount: "1000", probability: "100", expectedSignDate: "2026-12-01" }),
      deal("6", { stage: "lost", expectedAmount: "1000", probability: "0", expectedSignDate: "2026-12-01" }),
      deal("7", { status: "abandoned", expectedAmount: "1000", probability: "60", expectedSignDate: "2026-12-01" }),
    ]);
    expect(periods.map(({ period, count, amount, weighted }) => [period, count, amount, weighted])).toEqual([
      ["2026-12", 2, "110.05", "51.28"],
      ["2027-01", 0, "0", "0"],
      ["2027-02", 1, "7", "7"],
      [null, 1, "5", "0.5"],
    ]);
    expect([total.count, total.amount, total.weighted]).toEqual([4, "122.05", "58.78"]);
  });

  it("[OP-05] best holds likely and likely holds committed", () => {
    const { total } = forecast([
      deal("1", { expectedAmount: "1", commitment: "best" }),
      deal("2", { expectedAmount: "20", commitment: "likely" }),
      deal("3", { expectedAmount: "300", commitment: "committed" }),
      deal("4", { expectedAmount: "4000" }),
    ]);
    expect([total.best, total.likely, total.committed]).toEqual(["4321", "320", "300"]);
  });

  it("[OP-05] names the borderline deals whose winning lifts the result most", () => {
    const { borderline } = forecast(
      [
        deal("sure", { expectedAmount: "900", probability: "80", expectedSignDate: "2026-12-01" }),
        deal("far", { expectedAmount: "900", probability: "39.99", expectedSignDate: "2026-12-01" }),
        deal("done", { expectedAmount: "900", probability: "60", commitment: "committed", expectedSignDate: "2026-12-01" }),
        deal("small", { expectedAmount: "100", probability: "40", expectedSignDate: "2026-12-01" }),
        deal("big", { expectedAmount: "400", probability: "75", expectedSignDate: "2026-12-01" }),
        deal("later", { expectedAmount: "900", probability: "60", expectedSignDate: "2027-06-01" }),
      ],
      { span: { on: "expectedSignDate", from: "2026-12-01", to: "2026-12-31" } },
    );
    expect(borderline.map(({ id, lift, period }) => [id, lift, period])).toEqual([
      ["opportunity/big", "100", "2026-12"],
      ["opportunity/small", "60", "2026-12"],
    ]);
  });
});

describe("open deals", () => {
  const { stages, fields, views } = opportunity;
  const statuses = [null, ...(fields.status.kind === "option" ? fields.status.options.map(({ id }) => id) : [])];
  const rows = [null, ...stages.steps.map(({ id }) => id)].flatMap((stage) =>
    statuses.map((status) => rowOf("opportunity", `${stage}-${status}`, { stage, status, expectedSignDate: TODAY, expectedAmount: "1" })),
  );
  const context = contextOf(createMemorySource(rows));

  it("[U-03] are the same in the forecast, the tab of open deals and that of deals to be signed soon", () => {
    const opened = openForecast({}, factsOfRows(createMemorySource(rows)), context);
    if (!opened.ok) throw new Error(opened.error.reason);
    const inForecast = [...opened.value.drill({ key: [] })].sort();
    expect(inForecast).not.toContain("opportunity/proposal-abandoned");
    expect(inForecast).toContain("opportunity/proposal-paused");
    for (const view of ["open", "closingSoon"]) {
      const filter = views.find(({ id }) => id === view)?.filter;
      if (!filter) throw new Error(view);
      expect(rows.filter((row) => matches(filter, row, opportunity, context)).map((row) => row.id).sort()).toEqual(inForecast);
    }
  });
});
