import { describe, expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import { compileFilter } from "#domain/query/filter.ts";
import { factsOfRows } from "#domain/reports/facts.ts";
import { runForecast } from "#domain/reports/forecast.ts";
import { runFunnel } from "#domain/reports/funnel.ts";
import type { Report, ReportDefinition, ReportTable } from "#domain/reports/report.ts";
import { changeOf, runReport } from "#domain/reports/run.ts";
import type { Scope } from "#client/reports/behind.ts";
import { drawingOf } from "#client/reports/definition.ts";
import { forecastSheet, funnelSheet } from "#client/scenes/reports/pipeline-sheets.ts";
import { findCell, readPlace, sheetCsv, TOTAL_ROW, writePlace, type Sheet } from "#client/reports/sheet.ts";
import { asDrawn, pivotSheet, tableSheet } from "#client/reports/table-sheet.ts";
import type { PivotTable } from "#workers/replica/api.ts";
import { context, english, ROWS, source } from "./small-company.ts";

const facts = factsOfRows(source);
const opportunity = entityOf("opportunity");
const everything: Scope = { entity: opportunity, filter: null, on: null, range: null };

const run = (definition: ReportDefinition): Report => {
  const outcome = runReport(definition, facts, context);
  if (!outcome.ok) throw new Error(outcome.error.at);
  return outcome.value;
};

const sheetOf = (definition: ReportDefinition, shares: readonly number[] = [0]): Sheet =>
  tableSheet(run(definition).table, english, { scope: { ...everything, entity: entityOf(definition.kind) }, shares, top: false });

const texts = (sheet: Sheet): readonly (readonly (string | null)[])[] =>
  sheet.rows.map((row) => [...row.heads.map(({ label }) => label), ...row.cells.map(({ value }) => value)]);

/** Ids that a list filtered like that would show. */
const listed = (sheet: Sheet, filter: Parameters<typeof compileFilter>[0]): readonly string[] => {
  const passes = compileFilter(filter, entityOf(sheet.kind), context);
  return ROWS.filter((row) => row.id.startsWith(`${sheet.kind}/`) && passes(row)).map((row) => row.id).sort();
};

/** Every figure with a filter must stand for the very records that the report gives for it. */
const expectListsToAgree = (sheet: Sheet, report: Report): number => {
  let compared = 0;
  for (const row of [...sheet.rows, ...(sheet.total ? [sheet.total] : [])]) {
    for (const { behind } of row.cells) {
      if (!behind?.filter || !("cell" in behind.at)) continue;
      expect(listed(sheet, behind.filter)).toEqual([...report.drill(behind.at.cell)].sort());
      compared += 1;
    }
  }
  return compared;
};

describe("a table of one dimension", () => {
  it("[RP-23] shows months without records as nothing and gives each its share", () => {
    const sheet = sheetOf({ kind: "opportunity", measures: ["expectedAmount"], by: ["discoveredOn:month"], filter: { field: "discoveredOn", is: "atLeast", value: "2026-01-01" } });
    expect(texts(sheet)).toEqual([
      ["Jan 2026", "100.1", "28.59"],
      ["Feb 2026", "0", "0"],
      ["Mar 2026", "250", "71.41"],
    ]);
    expect(findCell(sheet, { row: '["2026-02"]', column: "expectedAmount" })?.cell.behind).toBeNull();
  });

  it("[RP-26] stands this year beside the one before, with growth", () => {
    const sheet = sheetOf({ kind: "opportunity", measures: ["count"], by: ["discoveredOn:quarter"], span: { on: "discoveredOn", from: "2026-01-01", to: "2026-12-31" }, compare: "previousYear" });
    expect(sheet.columns.map(({ label }) => label)).toEqual(["Opportunities", "1 Jan 2025 – 22 Nov 2025", "Change"]);
    expect(sheetCsv(sheet).split("\r\n")[0]).toBe("\ufeffDiscovered on,Opportunities 1 Jan 2026 – 22 Nov 2026,Opportunities 1 Jan 2025 – 22 Nov 2025,Opportunities change %");
    expect(texts(sheet)).toEqual([["Q1 2026", "4", "1", "300"]]);
  });

  it("[RP-27] periods that overlap are told apart in words, and other stretches by their days", () => {
    const monthly = sheetOf({ kind: "opportunity", measures: ["count"], by: ["discoveredOn:month"], compare: "previousPeriod" });
    expect(monthly.columns.map(({ label }) => label)).toEqual(["Opportunities", "Before", "Change"]);
    const stretch = sheetOf({ kind: "opportunity", measures: ["count"], by: ["stage"], span: { on: "discoveredOn", from: "2026-03-02", to: "2026-03-31" }, compare: "previousYear" });
    expect(stretch.columns[1]?.label).toBe("2 Mar 2025 – 31 Mar 2025");
    const quarter = sheetOf({ kind: "opportunity", measures: ["count"], by: ["stage"], span: { on: "discoveredOn", from: "2026-01-01", to: "2026-03-31" }, compare: "previousYear" });
    expect(quarter.columns[1]?.heading).toBe("Opportunities Q1 2025");
  });

  it("[RP-23] a rate changes by points, and the colour of a change follows what is good", () => {
    const compared = { spans: { now: { from: "2026-01-01", to: "2026-12-31" }, before: { from: "2025-01-01", to: "2025-12-31" } } };
    const measures = run({ kind: "order", measures: ["lines.cost", "lines.margin", "lines.marginPercent", "lines.revenueWithoutCost"], by: [] }).table.measures;
    const values = ["120", "-50", "20", "5"];
    const previous = ["100", "-100", "30", "4"];
    const growth = values.map((value, at) => changeOf(measures[at]?.kind ?? "count", value, previous[at] ?? null));
    const table: ReportTable = { kind: "order", measures, dimensions: [], groups: [], total: { key: [], values, previous, growth, records: 1 }, ...compared };
    const { total, columns } = tableSheet(table, english, { scope: { ...everything, entity: entityOf("order") }, shares: [], top: false });
    const changes = [2, 5, 8, 11].map((at) => total?.cells[at]);
    expect(changes.map((cell) => cell?.value)).toEqual(["20", "50", "-10", "25"]);
    expect(changes.map((cell) => cell?.news)).toEqual(["bad", "good", "bad", undefined]);
    expect(columns[8]).toMatchObject({ kind: "points", heading: "Margin % change in points" });
    expect(english.words.figure("points", "-10")).toBe("−10.0 pp");
    expect(english.words.figure("points", "2.14")).toBe("+2.1 pp");
  });

  it("[RP-29] the list opened from a figure shows the records behind it", () => {
    for (const by of ["stage", "source", "owner", "owner.department", "discoveredOn:month", "discoveredOn:week"]) {
      const definition: ReportDefinition = { kind: "opportunity", measures: ["count"], by: [by] };
      expect(expectListsToAgree(sheetOf(definition), run(definition))).toBeGreaterThan(1);
    }
  });

  it("[RP-29] a figure of product lines opens no list, since a list cannot ask for lines", () => {
    const sheet = sheetOf({ kind: "order", measures: ["lines.revenue"], by: ["lines.product"] });
    expect(sheet.rows.map((row) => row.cells[0]?.behind?.filter)).toEqual([null, null]);
  });

  it("[RP-10] keeps revenue of unknown cost out of cost and margin and shows it apart", () => {
    const sheet = sheetOf({ kind: "order", measures: ["lines.revenue", "lines.cost", "lines.margin", "lines.revenueWithoutCost"], by: ["customer"] }, []);
    expect(texts(sheet)).toEqual([["Acme", "230", "120", "80", "30"]]);
    expect(sheet.columns.at(-1)?.label).toBe("Cost unknown");
  });
});

describe("the place of a figure", () => {
  it("[RP-29] is read from an address as it was written, and from anything else as none", () => {
    const place = { row: '["2026-02"]', column: "expectedAmount" };
    expect(readPlace(writePlace(place))).toEqual(place);
    for (const text of [undefined, "", "{", "[]", '["a"]', '["a",1]', "7", "null"]) expect(readPlace(text), text).toBeNull();
  });
});

describe("a table of two dimensions", () => {
  const definition: ReportDefinition = { kind: "opportunity", measures: ["count", "expectedAmount"], by: ["owner", "stage"] };
  const by = (dimension: string) => run({ ...definition, by: [dimension] }).table.groups;
  const pivot: PivotTable = { cells: run(definition).table, rows: by("owner"), columns: by("stage") };
  const sheet = pivotSheet(pivot, 0, english, everything);

  it("[RP-30] has totals of rows and columns", () => {
    expect(sheet.columns.map(({ label }) => label)).toEqual(["Prospecting", "Proposal", "Won", "Lost", "Total"]);
    expect(texts(sheet)).toEqual([
      ["An", "1", "1", null, "1", "3"],
      ["Bo", null, "1", "1", null, "2"],
    ]);
    expect(sheet.total?.cells.map(({ value }) => value)).toEqual(["1", "2", "1", "1", "5"]);
  });

  it("[RP-23] stands in the order of its drawing: by size, and over time as time goes", () => {
    const labels = (drawn: Sheet) => drawn.rows.map(({ heads: [head] }) => head?.label);
    const sources: ReportDefinition = { kind: "opportunity", measures: ["count", "expectedAmount"], by: ["source"] };
    const bySource = sheetOf(sources);
    expect(labels(bySource)).toEqual(["Referral", "Website", "Not given"]);
    expect(labels(asDrawn(bySource, run(sources).table, 1, "rank"))).toEqual(["Website", "Not given", "Referral"]);
    const months: ReportDefinition = { ...sources, by: ["discoveredOn:month"], filter: { field: "discoveredOn", is: "atLeast", value: "2026-01-01" } };
    expect(labels(asDrawn(sheetOf(months), run(months).table, 0, "rank"))).toEqual(["Jan 2026", "Feb 2026", "Mar 2026"]);
    expect(labels(asDrawn(pivotSheet(pivot, 1, english, everything), pivot.cells, 1, "auto"))).toEqual(["Bo", "An"]);
  });

  it("[RP-29] each cell and total opens the records behind it", () => {
    expect(expectListsToAgree(sheet, run(definition))).toBe(12);
  });
});

describe("the pipeline", () => {
  it("[OP-04] the funnel gives number, amount and their shares per stage, which add up to the total", () => {
    const funnel = runFunnel({ kind: "opportunity" }, facts, context);
    if (!funnel.ok) throw new Error(funnel.error.at);
    const sheet = funnelSheet(funnel.value, english, "en", everything);
    expect(texts(sheet).find(([stage]) => stage === "Proposal")).toEqual(["Proposal", "2", "40", "250", "18.52", "3", "33.33"]);
    expect(sheet.total?.cells.slice(0, 4).map(({ value }) => value)).toEqual(["5", "100", "1350.1", "100"]);
    const proposal = findCell(sheet, { row: "proposal", column: "count" })?.cell.behind;
    expect(proposal?.at).toEqual({ cell: { key: ["proposal"] } });
    expect(listed(sheet, proposal?.filter ?? { all: [] })).toEqual(["opportunity/b", "opportunity/c"]);
  });

  it("[OP-05] the forecast opens exactly the deals of each commitment", () => {
    const forecast = runForecast({}, facts, context);
    if (!forecast.ok) throw new Error(forecast.error.at);
    const sheet = forecastSheet(forecast.value, english, "month", everything);
    expect(texts(sheet)).toEqual([
      ["Dec 2026", "2", "300.1", "200", "200", "130.01"],
      ["Jan 2027", "1", "50", "50", "0", "30"],
    ]);
    const behind = (row: string, column: string) => findCell(sheet, { row, column })?.cell.behind;
    expect(listed(sheet, behind("2026-12", "count")?.filter ?? { all: [] })).toEqual(["opportunity/a", "opportunity/b"]);
    expect(listed(sheet, behind("2026-12", "likely")?.filter ?? { all: [] })).toEqual(["opportunity/b"]);
    expect(listed(sheet, behind(TOTAL_ROW, "likely")?.filter ?? { all: [] })).toEqual(["opportunity/b", "opportunity/c"]);
    expect(behind("2027-01", "committed")).toBeNull();
  });
});

describe("a report as a file", () => {
  it("[RP-15] carries exact figures and no formula", () => {
    const sheet = sheetOf({ kind: "opportunity", measures: ["expectedAmount"], by: ["source"] });
    const hostile: Sheet = { ...sheet, rows: sheet.rows.map((row) => ({ ...row, heads: [{ label: '=HYPERLINK("x")', record: null }] })) };
    const lines = sheetCsv(hostile).split("\r\n");
    expect(lines[0]).toBe("\ufeffSource,Expected amount,%");
    expect(lines[1]).toBe(`"'=HYPERLINK(""x"")",0,0%`);
    expect(lines.at(-2)).toBe("Total,1350.1,100%");
  });
});

describe("the drawing", () => {
  it("[RP-22] is bars over time, a ring for few parts of a whole, ranked bars for the rest", () => {
    const drawn = (definition: ReportDefinition) => {
      const { table } = run(definition);
      return drawingOf("auto", table, table.measures[0] ?? { id: "count", kind: "count" });
    };
    expect(drawn({ kind: "opportunity", measures: ["count"], by: ["discoveredOn:month"] })).toBe("bars");
    expect(drawn({ kind: "opportunity", measures: ["count"], by: ["stage"] })).toBe("ring");
    expect(drawn({ kind: "opportunity", measures: ["winRate"], by: ["source"] })).toBe("rank");
    expect(drawn({ kind: "opportunity", measures: ["avg(expectedAmount)"], by: ["stage"] })).toBe("rank");
  });
});
