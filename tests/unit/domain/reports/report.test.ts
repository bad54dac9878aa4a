import { describe, expect, it } from "vitest";
import { findEntity, ENTITIES } from "#domain/entities/registry.ts";
import type { Row } from "#domain/schema/entity.ts";
import { dimensionsOf } from "#domain/reports/dimension.ts";
import { factsOfRows } from "#domain/reports/facts.ts";
import { measuresOf } from "#domain/reports/measure.ts";
import { definitionOf, REPORTS } from "#domain/reports/catalogue.ts";
import { departmentAndBelow, narrow } from "#domain/reports/narrow.ts";
import type { ReportDefinition, ReportTable } from "#domain/reports/report.ts";
import { readsOfReport } from "#domain/reports/reads-of-report.ts";
import { compareBy } from "#domain/reports/span.ts";
import { runReport } from "#domain/reports/run.ts";
import { percentOf } from "#domain/reports/percent.ts";
import { contextOf, createMemorySource, mark, rowOf } from "../query/memory-source.ts";

const line = (product: string, quantity: string, unitPrice: string, discount: string | null = null) => ({
  key: `${product}${quantity}`,
  added: mark("2026-01-01"),
  product: `product/${product}`,
  quantity,
  unitPrice,
  discount,
});

const ROWS: readonly Row[] = [
  rowOf("department", "head", { name: "Head" }),
  rowOf("department", "east", { name: "East", parent: "department/head" }),
  rowOf("department", "shop", { name: "Shop", parent: "department/east" }),
  rowOf("user", "ana", { name: "Ana", department: "department/east" }),
  rowOf("user", "bo", { name: "Bo", department: "department/shop" }),
  rowOf("customer", "x", { name: "Xeno", sector: "retail", category: "vip", stage: "customer", region: "East", industry: "retail", owner: "user/ana" }),
  rowOf("customer", "y", { name: "Yarn", sector: "mining", category: "potential", stage: "contacted", industry: "energy", owner: "user/bo" }),
  rowOf("product", "pump", { name: "Pump", cost: "3.335" }),
  rowOf("product", "gift", { name: "Gift", cost: "0" }),
  rowOf("product", "odd", { name: "Odd" }),
  rowOf("order", "1", { customer: "customer/x", date: "2026-01-31", orderStatus: "confirmed", owner: "user/ana", lines: [line("pump", "10", "10"), line("odd", "1", "7.5"), line("pump", "1", "10", "50")] }),
  rowOf("order", "2", { customer: "customer/y", date: "2025-01-15", orderStatus: "completed", owner: "user/bo", lines: [line("gift", "2", "0.05")] }),
  rowOf("order", "3", { customer: "customer/y", date: "2026-02-01", orderStatus: "cancelled", owner: "user/bo", lines: [line("pump", "100", "10")] }),
  rowOf("order", "4", { customer: "customer/y", date: "2026-02-28", orderStatus: "draft", manualTotal: "100", owner: "user/bo" }),
  rowOf("opportunity", "1", { stage: "won", type: "new", source: "referral", status: "open", expectedAmount: "100.1", owner: "user/ana", customer: "customer/x", discoveredOn: "2026-03-01", expectedSignDate: "2026-04-01", contacts: ["contact/a", "contact/b"], lines: [line("pump", "1", "1"), line("pump", "2", "1"), line("odd", "1", "1")] }),
  rowOf("opportunity", "2", { stage: "lost", type: "new", source: "website", status: "open", expectedAmount: "50", owner: "user/bo", customer: "customer/y", discoveredOn: "2025-03-31", expectedSignDate: "2026-04-30" }),
  rowOf("opportunity", "3", { stage: "won", type: "renewal", status: "paused", owner: "user/bo", customer: "customer/y", discoveredOn: "2026-05-05", contacts: ["contact/a"] }),
  rowOf("opportunity", "4", { stage: "won", expectedAmount: "1000", deleted: mark("2026-11-11") }),
];

const source = createMemorySource(ROWS);
const context = contextOf(source, { locale: "en" });
const facts = factsOfRows(source);

const run = (definition: ReportDefinition) => {
  const report = runReport(definition, facts, context);
  if (!report.ok) throw new Error(`${report.error.reason}: ${report.error.at}`);
  return report.value;
};
const lines = ({ groups }: ReportTable): readonly string[] => groups.map((group) => `${group.key.join("/")}: ${group.values.join(" ")}`);

describe("report", () => {
  it("[RP-30] counts and sums by any dimensions, also through references, in the order of the definition", () => {
    const byStage = run({ kind: "opportunity", measures: ["count", "expectedAmount", "avg(expectedAmount)", "max(expectedAmount)"], by: ["stage"] }).table;
    expect(lines(byStage)).toEqual(["won: 2 100.1 100.1 100.1", "lost: 1 50 50 50"]);
    expect(byStage.total.values).toEqual(["3", "150.1", "75.05", "100.1"]);
    expect(lines(run({ kind: "opportunity", measures: ["count"], by: ["owner.department", "customer.sector"] }).table)).toEqual([
      "department/east/retail: 1",
      "department/shop/mining: 2",
    ]);
  });

  it("a record with several values counts in each group once, and once in the total", () => {
    const byContact = run({ kind: "opportunity", measures: ["count", "expectedAmount"], by: ["contacts"] }).table;
    expect(lines(byContact)).toEqual(["contact/a: 2 100.1", "contact/b: 1 100.1", ": 1 50"]);
    expect(byContact.total.values).toEqual(["3", "150.1"]);
    const byProduct = run({ kind: "opportunity", measures: ["count", "expectedAmount", "lines.quantity"], by: ["lines.product"] }).table;
    expect(lines(byProduct)).toEqual(["product/odd: 1 100.1 1", "product/pump: 1 100.1 3", ": 2 50 0"]);
    expect(byProduct.total.values).toEqual(["3", "150.1", "4"]);
  });

  it("[RP-14][RP-10] margin by product comes from order lines and known costs; unknown cost is shown apart, never as zero", () => {
    const { table, drill } = run(definitionOf("marginByProduct"));
    expect(table.measures.map((measure) => measure.facet)).toEqual([undefined, "cost", "cost", "cost", "cost", undefined]);
    expect(lines(table)).toEqual([
      "product/pump: 105 36.69 68.31 65.06 0 11",
      "product/odd: 7.5    7.5 1",
      "product/gift: 0.1 0 0.1 100 0 2",
    ]);
    expect(table.total.values).toEqual(["112.6", "36.69", "68.41", "65.1", "7.5", "14"]);
    expect(drill({ key: ["product/pump"] })).toEqual(["order/1"]);
  });

  it("[RP-13][RP-14] margin by customer and by month, cancelled orders left out", () => {
    expect(lines(run(definitionOf("marginByCustomer")).table)).toEqual(["customer/x: 112.5 36.69 68.31 65.06 7.5 12", "customer/y: 0.1 0 0.1 100 0 2"]);
    expect(lines(run(definitionOf("marginByMonth")).table).map((each) => each.split(" ", 2).join(" "))).toEqual(["2025-01: 0.1", "2026-01: 112.5", "2026-02: 0"]);
    expect(lines(run({ ...definitionOf("marginByMonth"), by: ["date:year", "lines.product"] }).table).map((each) => each.split(" ", 2).join(" "))).toEqual([
      "2025/product/gift: 0.1",
      "2026/product/odd: 7.5",
      "2026/product/pump: 105",
    ]);
  });

  it("[RP-26][RP-27] compares each month, quarter or year with the one a year earlier", () => {
    const table = run({ kind: "order", measures: ["count", "total"], by: ["date:month"], span: { on: "date", unit: "year" }, compare: "previousYear" }).table;
    expect(table.groups.map(({ key, values, previous, growth }) => [key[0], values[1], previous?.[1], growth?.[1]])).toEqual([
      ["2026-01", "112.5", "0.1", "112400"],
      ["2026-02", "1100", "0", null],
    ]);
    expect([table.total.values[1], table.total.previous?.[1]]).toEqual(["1212.5", "0.1"]);
    const quarters = run({ kind: "order", measures: ["total"], by: ["date:quarter"], compare: "previousYear" }).table;
    expect(quarters.groups.map(({ key, values, previous }) => [key[0], values[0], previous?.[0]])).toEqual([
      ["2025-Q1", "0.1", "0"],
      ["2026-Q1", "1212.5", "0.1"],
    ]);
  });

  it("[RP-26][RP-27] what has gone of a period stands beside the same stretch of the earlier one, and what is to come beside nothing", () => {
    const soldOn = (id: string, date: string, manualTotal: string): Row => rowOf("order", id, { date, orderStatus: "confirmed", manualTotal });
    const years = createMemorySource([
      soldOn("a", "2025-03-10", "100"), soldOn("b", "2025-11-23", "40"), soldOn("c", "2025-11-24", "7"), soldOn("d", "2025-12-05", "500"),
      soldOn("e", "2026-03-31", "150"), soldOn("f", "2026-11-23", "60"), soldOn("g", "2026-12-24", "9"),
      soldOn("h", "2026-10-23", "30"), soldOn("i", "2026-10-24", "1000"),
    ]);
    const asked = (definition: Partial<ReportDefinition>): ReportTable => {
      const report = runReport({ kind: "order", measures: ["total"], by: [], compare: "previousYear", ...definition }, factsOfRows(years), contextOf(years, { today: "2026-11-23" }));
      if (!report.ok) throw new Error(report.error.reason);
      return report.value.table;
    };
    const sides = ({ groups }: ReportTable) => groups.map(({ key, values, previous, growth }) => [key[0], values[0], previous?.[0], growth?.[0]]);
    const year = { on: "date", unit: "year" } as const;
    const monthly = asked({ by: ["date:month"], span: year });
    expect(sides(monthly)).toEqual([
      ["2026-03", "150", "100", "50"],
      ["2026-10", "1030", "0", null],
      ["2026-11", "60", "40", "50"],
    ]);
    expect(monthly.total).toMatchObject({ values: ["1240"], previous: ["140"], growth: ["785.71"] });
    expect(monthly.spans).toEqual({ now: { from: "2026-01-01", to: "2026-11-23" }, before: { from: "2025-01-01", to: "2025-11-23" } });
    expect(sides(asked({ by: ["date:month"] })).at(-1)).toEqual(["2026-11", "60", "40", "50"]);
    expect(asked({ span: year, whole: true }).total).toMatchObject({ values: ["1249"], previous: ["647"] });
    expect(asked({ span: { ...year, back: 1 } }).total).toMatchObject({ values: ["647"], previous: ["0"] });

    const month = { on: "date", unit: "month" } as const;
    expect(asked({ span: month, compare: "previousPeriod" })).toMatchObject({ total: { values: ["60"], previous: ["30"] }, spans: { before: { from: "2026-10-01", to: "2026-10-23" } } });
    expect(sides(asked({ by: ["date:month"], span: month, compare: "previousPeriod" }))).toEqual([["2026-11", "60", "30", "100"]]);
    const days = { on: "date", from: "2026-11-20", to: "2026-11-29" };
    expect(asked({ span: days, compare: "previousPeriod" }).spans?.before).toEqual({ from: "2026-11-10", to: "2026-11-13" });
  });

  it("[RP-26] a week that is not over stands beside as many days of the same week a year earlier", () => {
    const before = (today: string) => compareBy({ kind: "order", measures: [], by: ["date:week"], span: { on: "date", unit: "year" }, compare: "previousYear" }, "week", today)?.before.to;
    expect([before("2026-11-25"), before("2027-03-03"), before("2026-12-29")]).toEqual(["2025-11-26", "2026-02-25", "2025-12-28"]);
    const month = compareBy({ kind: "order", measures: [], by: ["date:week"], span: { on: "date", unit: "month" }, compare: "previousYear" }, "week", "2026-10-01");
    expect(month?.before).toEqual({ from: "2025-10-02", to: "2025-10-02" });
    const start = compareBy({ kind: "order", measures: [], by: ["date:week"], span: { on: "date", unit: "month" }, compare: "previousYear" }, "week", "2021-02-02");
    expect(start?.before).toEqual({ from: "2020-01-27", to: "2020-01-28" });
  });

  it("[RP-26] whole weeks stand beside the weeks of the same numbers a year earlier, and one that year lacks beside nothing", () => {
    const before = (from: string, to: string, today = "2027-06-01") => compareBy({ kind: "order", measures: [], by: ["date:week"], span: { on: "date", from, to }, compare: "previousYear" }, "week", today)?.before;
    expect(before("2026-11-16", "2026-11-22")).toEqual({ from: "2025-11-17", to: "2025-11-23" });
    expect(before("2026-11-16", "2026-11-22", "2026-11-22")).toEqual({ from: "2025-11-17", to: "2025-11-23" });
    expect(before("2026-12-21", "2027-01-10")).toEqual({ from: "2025-12-22", to: "2026-01-04" });
    for (const today of ["2026-12-30", "2027-06-01"]) {
      const { from = "", to = "" } = before("2026-12-28", "2027-01-03", today) ?? {};
      expect(from > to).toBe(true);
    }
    expect(before("2026-10-01", "2026-10-31")).toEqual({ from: "2025-10-01", to: "2025-10-31" });
  });

  it("[RP-28][RP-23] compares each period with the one before and shows growth", () => {
    const span = { on: "date", from: "2026-02-01", to: "2026-02-28" };
    const monthly = run({ kind: "order", measures: ["total"], by: ["date:month"], span, compare: "previousPeriod" });
    expect(monthly.table.groups).toEqual([{ key: ["2026-02"], values: ["1100"], records: 2, previous: ["112.5"], growth: ["877.78"] }]);
    expect(monthly.drill({ key: ["2026-02"], previous: true })).toEqual(["order/1"]);
    const bare = run({ kind: "order", measures: ["total"], by: ["customer"], span, compare: "previousPeriod" }).table;
    expect(bare.groups.map(({ key, values, previous }) => [key[0], values[0], previous?.[0]])).toEqual([
      ["customer/x", "0", "112.5"],
      ["customer/y", "1100", "0"],
    ]);
  });

  it("[RP-29] every figure opens the records behind it", () => {
    const { table, drill } = run({ kind: "opportunity", measures: ["count"], by: ["stage", "contacts"] });
    for (const group of table.groups) expect(drill({ key: group.key })).toHaveLength(Number(group.values[0]));
    expect(drill({ key: ["won"] })).toEqual(["opportunity/1", "opportunity/3"]);
    expect(drill({ key: [undefined, "contact/a"] })).toEqual(["opportunity/1", "opportunity/3"]);
    expect(drill({ key: [] })).toEqual(["opportunity/1", "opportunity/2", "opportunity/3"]);
  });

  it("[CU-15] customers by category, category × stage, owner, industry and region; top ten by orders and payments", () => {
    expect(lines(run(definitionOf("customersByCategory")).table)).toEqual(["potential: 1", "vip: 1"]);
    expect(lines(run(definitionOf("customersByCategoryAndStage")).table)).toEqual(["potential/contacted: 1", "vip/customer: 1"]);
    expect(lines(run(definitionOf("customersByOwner")).table)).toEqual(["user/ana: 1", "user/bo: 1"]);
    expect(lines(run(definitionOf("customersByIndustry")).table)).toEqual(["retail: 1", "energy: 1"]);
    expect(lines(run(definitionOf("customersByRegion")).table)).toEqual(["East: 1", ": 1"]);
    expect(lines(run(definitionOf("topCustomersByOrders")).table)).toEqual(["customer/x: 112.5 1", "customer/y: 100.1 2"]);
    expect(lines(run({ ...definitionOf("topCustomersByOrders"), top: { count: 1 } }).table)).toEqual(["customer/x: 112.5 1"]);
  });

  it("[OP-06] opportunities by discovery date, owner, owner × status, source, sign month and type", () => {
    expect(lines(run(definitionOf("opportunitiesByDiscovery")).table)).toEqual(["2025-03: 1 50", "2026-03: 1 100.1", "2026-05: 1 0"]);
    expect(lines(run(definitionOf("opportunitiesByOwner")).table)).toEqual(["user/ana: 1 100.1", "user/bo: 2 50"]);
    expect(lines(run(definitionOf("opportunitiesByOwnerAndStatus")).table)).toEqual(["user/ana/open: 1 100.1", "user/bo/open: 1 50", "user/bo/paused: 1 0"]);
    expect(lines(run(definitionOf("opportunitiesBySource")).table)).toEqual(["referral: 1 100.1", "website: 1 50", ": 1 0"]);
    expect(lines(run(definitionOf("opportunitiesBySignMonth")).table)).toEqual(["2026-04: 2 150.1", ": 1 0"]);
    expect(lines(run(definitionOf("opportunitiesByType")).table)).toEqual(["new: 2 150.1", "renewal: 1 0"]);
  });

  it("groups can be kept by a measure", () => {
    const having = { measure: 1, is: "above", value: "60" } as const;
    expect(lines(run({ kind: "opportunity", measures: ["count", "expectedAmount"], by: ["stage"], having }).table)).toEqual(["won: 2 100.1"]);
  });

  it("narrows to an owner and to a department with everything below it", () => {
    const departments = [...source.rows("department")];
    expect(departmentAndBelow("department/east", departments)).toEqual(["department/east", "department/shop"]);
    const count = (narrowing: Parameters<typeof narrow>[1]): string | null | undefined => {
      const filter = narrow(undefined, narrowing, departments);
      return run({ kind: "opportunity", measures: ["count"], by: [], ...(filter ? { filter } : {}) }).table.total.values[0];
    };
    expect([count({}), count({ owner: "user/bo" }), count({ department: "department/east" }), count({ department: "department/shop" })]).toEqual(["3", "2", "3", "2"]);
    const circle = [rowOf("department", "a", { parent: "department/b" }), rowOf("department", "b", { parent: "department/a" })];
    expect(departmentAndBelow("department/a", circle)).toEqual(["department/a", "department/b"]);
  });

  it("dates in lists of instants and marks fall on days of the person's own time zone", () => {
    const late = createMemorySource([rowOf("followUp", "1", { at: Date.parse("2026-10-31T20:00:00Z") })]);
    const months = (offsetMinutes: number) => {
      const report = runReport({ kind: "followUp", measures: ["count"], by: ["at:month"] }, factsOfRows(late), contextOf(late, { offsetMinutes }));
      return report.ok ? report.value.table.groups.map((group) => group.key[0]) : report.error;
    };
    expect(months(0)).toEqual(["2026-10"]);
    expect(months(540)).toEqual(["2026-11"]);
  });

  it("shares round half up", () => {
    expect(percentOf("1", "800")).toBe("0.13");
    expect(percentOf("-1", "800")).toBe("-0.13");
    expect(percentOf("1", "0")).toBeNull();
  });

  it("says what it does not know", () => {
    const refused = (definition: Partial<ReportDefinition>): unknown => {
      const report = runReport({ kind: "opportunity", measures: ["count"], by: [], ...definition }, facts, context);
      return report.ok ? "answered" : `${report.error.reason} ${report.error.at}`;
    };
    expect(refused({ kind: "shoe" })).toBe("unknownKind shoe");
    expect(refused({ measures: ["size"] })).toBe("unknownMeasure size");
    expect(refused({ measures: ["subject"] })).toBe("notNumeric subject");
    expect(refused({ by: ["owner.size"] })).toBe("unknownDimension owner.size");
    expect(refused({ by: ["stage:month"] })).toBe("notDate stage:month");
    expect(refused({ filter: { field: "size", is: "filled" } })).toBe("badFilter size");
    expect(refused({ span: { on: "stage", unit: "year" } })).toBe("notDate stage");
    expect(refused({ compare: "previousYear" })).toBe("notDate previousYear");
  });

  it("every measure and dimension that a kind offers can be asked for, and every named report answered", () => {
    for (const entity of ENTITIES) {
      const measures = measuresOf(entity, context).map((measure) => measure.id);
      for (const { id } of dimensionsOf(entity, context)) {
        expect(runReport({ kind: entity.kind, measures, by: [id] }, facts, context).ok, `${entity.kind} by ${id}`).toBe(true);
      }
    }
    for (const report of REPORTS) if (report.ask === "table") expect(runReport(report.definition, facts, context).ok, report.id).toBe(true);
  });

  it("[RP-24] offers amounts and counts of orders, gross profit, and opportunities by expected date and amount", () => {
    const ids = (kind: string) => {
      const entity = findEntity(kind);
      return entity ? [...measuresOf(entity, context), ...dimensionsOf(entity, context)].map((each) => each.id) : [];
    };
    expect(ids("order")).toEqual(expect.arrayContaining(["count", "total", "paidAmount", "lines.revenue", "lines.margin", "customer", "owner", "lines.product", "lines.product.category", "customer.region", "date"]));
    expect(ids("opportunity")).toEqual(expect.arrayContaining(["count", "expectedAmount", "forecastAmount", "winRate", "expectedSignDate", "owner.department", "contacts"]));
  });
});

describe("what an answer depends on", () => {
  const readBy = (definition: ReportDefinition) =>
    Object.fromEntries([...readsOfReport(definition, context).reads].map(([kind, fields]) => [kind, fields === "all" ? fields : [...fields].sort()]));

  it("is the fields that are measured, grouped by or filtered by, and those behind references", () => {
    expect(readBy(definitionOf("marginByProduct"))).toEqual({ order: ["deleted", "lines", "orderStatus"], product: ["cost", "deleted", "name"] });
    expect(readBy(definitionOf("wonByDepartment"))).toEqual({
      opportunity: ["deleted", "expectedAmount", "owner", "stage"],
      user: ["deleted", "department"],
      department: ["deleted", "name"],
    });
    expect(readBy({ kind: "opportunity", measures: ["avg(daysInStage)"], by: ["stage"] })).toEqual({ opportunity: "all" });
    expect(readBy({ kind: "order", measures: ["total"], by: [], span: { on: "date", unit: "year" } })).toEqual({ order: ["date", "deleted", "lines", "manualTotal"] });
  });

  it("is more than each record by itself where records of the kind refer to each other", () => {
    const alone = (by: string) => readsOfReport({ kind: "department", measures: ["count"], by: [by] }, context).alone;
    expect([alone("name"), alone("parent"), alone("parent.name")]).toEqual([true, false, false]);
  });
});
