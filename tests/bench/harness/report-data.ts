import { dayOf } from "#domain/clock.ts";
import { entityOf, findEntity } from "#domain/entities/registry.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { dayNumber } from "#domain/query/days.ts";
import type { ReportDefinition } from "#domain/reports/report.ts";
import type { Row } from "#domain/schema/entity.ts";
import { linesOf, logOf, textOf } from "#domain/schema/read.ts";
import { lineAmount } from "#domain/entities/order/line-amount.ts";
import { DEMO_NOW, demoRows } from "./demo-rows.ts";
import type { PeerTable } from "./duckdb.ts";
import type { BenchSource } from "./row-source.ts";

export const STEPS = entityOf("opportunity").stages?.steps ?? [];
export const PATH = STEPS.filter(({ outcome }) => outcome !== "lost").map(({ id }) => id);
/** Customers in the data: the copies of a sample company's deals are spread over so many. */
const CUSTOMERS = 5_000;

export const YEARLY: ReportDefinition = {
  kind: "opportunity",
  measures: ["expectedAmount", "count"],
  by: ["discoveredOn:month"],
  span: { on: "discoveredOn", unit: "year" },
  compare: "previousYear",
};
export const TOP: ReportDefinition = { kind: "opportunity", measures: ["expectedAmount", "count"], by: ["customer"], top: { count: 10 } };
export const MARGIN: ReportDefinition = { kind: "order", measures: ["lines.revenue", "lines.quantity"], by: ["lines.product", "date:month"] };

export const contextOf = (source: BenchSource): QueryContext => ({ now: DEMO_NOW, today: dayOf(DEMO_NOW, 0), offsetMinutes: 0, me: "user/nobody", locale: "en", entity: findEntity, row: source.row });

/** Deals with customers of their own, so that a group by customer has many groups. */
export const deals = (count: number, seed: number): readonly Row[] => demoRows("opportunity", count, seed).map((row, at) => ({ ...row, customer: `customer/${(at * 7919) % CUSTOMERS}` }));

/** Orders with lines of their own: nothing that is remembered of one line holds for another. */
export const orders = (count: number, seed: number): readonly Row[] => demoRows("order", count, seed).map((row) => ({ ...row, lines: linesOf(row, "lines").map((line) => ({ ...line })) }));

export const cents = (amount: unknown): number => Math.round(Number(amount) * 100);

const furthestOf = (row: Row): number =>
  Math.max(PATH.indexOf(textOf(row, "stage") ?? ""), 0, ...logOf(row, "advances").map(({ stage }) => PATH.indexOf(String(stage))));

/** What a peer needs of deals, amounts in hundredths. */
export const dealColumns = (rows: readonly Row[]): PeerTable => ({
  stage: rows.map((row) => textOf(row, "stage") ?? ""),
  customer: rows.map((row) => textOf(row, "customer") ?? ""),
  month: Int32Array.from(rows, (row) => Number((textOf(row, "discoveredOn") ?? "0000-00").slice(0, 7).replace("-", ""))),
  day: Int32Array.from(rows, (row) => dayNumber(textOf(row, "discoveredOn") ?? "1970-01-01")),
  furthest: Int32Array.from(rows, furthestOf),
  amount: Float64Array.from(rows, (row) => cents(row.expectedAmount ?? 0)),
});

/** One entry per line: revenue in hundredths, quantity in ten thousandths. */
export const lineColumns = (rows: readonly Row[]): PeerTable => {
  const lines = rows.flatMap((row) => linesOf(row, "lines").map((line) => ({ row, line })));
  return {
    product: lines.map(({ line }) => (typeof line.product === "string" ? line.product : "")),
    month: Int32Array.from(lines, ({ row }) => Number((textOf(row, "date") ?? "0000-00").slice(0, 7).replace("-", ""))),
    revenue: Float64Array.from(lines, ({ line }) => cents(lineAmount(line))),
    quantity: Float64Array.from(lines, ({ line }) => Math.round(Number(line.quantity ?? 0) * 10_000)),
  };
};

/** Answers in plain numbers, each a line of text, in one order: they are compared before anything is timed. */
export interface Answer {
  readonly funnel: readonly string[];
  readonly yearly: readonly string[];
  readonly top: readonly string[];
  readonly margin: readonly string[];
}
