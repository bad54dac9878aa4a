import { op, type ColumnTable } from "arquero";
import { dayOf } from "#domain/clock.ts";
import { entityOf, findEntity } from "#domain/entities/registry.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { dayNumber } from "#domain/query/days.ts";
import { fromUnits } from "#domain/query/exact-sum.ts";
import type { Funnel } from "#domain/reports/funnel.ts";
import type { ReportDefinition, ReportTable } from "#domain/reports/report.ts";
import type { Standing } from "#domain/reports/standing.ts";
import type { Result } from "#domain/result.ts";
import type { Row } from "#domain/schema/entity.ts";
import { linesOf, logOf, textOf } from "#domain/schema/read.ts";
import { lineAmount } from "#domain/entities/order/line-amount.ts";
import { DEMO_NOW, demoRows } from "./demo-rows.ts";
import type { PeerTable } from "./duckdb.ts";
import type { RowSource } from "#domain/query/context.ts";

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
  whole: true,
};
export const TOP: ReportDefinition = { kind: "opportunity", measures: ["expectedAmount", "count"], by: ["customer"], top: { count: 10 } };
export const MARGIN: ReportDefinition = { kind: "order", measures: ["lines.revenue", "lines.cost", "lines.margin", "lines.quantity"], by: ["lines.product", "date:month"] };

export const contextOf = ({ row }: Pick<RowSource, "row">): QueryContext => ({ now: DEMO_NOW, today: dayOf(DEMO_NOW, 0), offsetMinutes: 0, me: "user/nobody", locale: "en", entity: findEntity, row });

/** Deals with customers of their own, so that a group by customer has many groups. */
export const deals = (count: number, seed: number): readonly Row[] => demoRows("opportunity", count, seed).map((row, at) => ({ ...row, customer: `customer/${(at * 7919) % CUSTOMERS}` }));

/** Orders have one or two lines: so many fewer of them, for as many lines as there are deals. */
const LINES_PER_ORDER = 1.606;

/** So many lines in orders with lines of their own: nothing that is remembered of one line holds for another. */
export const ordersOf = (lines: number, seed: number): readonly Row[] =>
  demoRows("order", Math.round(lines / LINES_PER_ORDER), seed).map((row) => ({ ...row, lines: linesOf(row, "lines").map((line) => ({ ...line })) }));

/** What a product costs, in hundredths. */
const costOf = (product: string): number => [...product].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 99_991, 7) + 1;

/** The products of these orders, each with a cost. */
export const productsOf = (rows: readonly Row[]): readonly Row[] => {
  const ids = new Set(rows.flatMap((row) => linesOf(row, "lines").flatMap(({ product }) => (typeof product === "string" ? [product] : []))));
  return [...ids].map((id) => ({ id: id as Row["id"], cost: fromUnits(costOf(id), 2) }));
};

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

/** One entry per line: revenue in hundredths, quantity in ten thousandths, cost in their product. */
export const lineColumns = (rows: readonly Row[]): PeerTable => {
  const lines = rows.flatMap((row) => linesOf(row, "lines").map((line) => ({ row, line })));
  const products = lines.map(({ line }) => (typeof line.product === "string" ? line.product : ""));
  const quantity = Float64Array.from(lines, ({ line }) => Math.round(Number(line.quantity ?? 0) * 10_000));
  return {
    product: products,
    month: Int32Array.from(lines, ({ row }) => Number((textOf(row, "date") ?? "0000-00").slice(0, 7).replace("-", ""))),
    revenue: Float64Array.from(lines, ({ line }) => cents(lineAmount(line))),
    quantity,
    cost: quantity.map((many, at) => many * costOf(products[at] ?? "")),
  };
};

/** Answers in plain numbers, each a line of text, in one order: they are compared before anything is timed. */
export interface Answer {
  readonly funnel: readonly string[];
  readonly yearly: readonly string[];
  readonly top: readonly string[];
  readonly margin: readonly string[];
}

const reachedFrom = (place: number, ends: (place: number) => number): number => PATH.slice(place).reduce((sum, _, at) => sum + ends(place + at), 0);

/** Stages in order, each with how many, how much, and how many came as far. */
const funnelLines = (of: (stage: string) => { readonly count: number; readonly amount: number }, ends: (place: number) => number): readonly string[] =>
  STEPS.map(({ id }) => {
    const place = PATH.indexOf(id);
    const { count, amount } = of(id);
    return [id, count, amount, place < 0 ? null : reachedFrom(place, ends)].join(" ");
  });

export const funnelAnswer = ({ stages }: Funnel): Answer["funnel"] => stages.map(({ stage, count, amount, reached }) => [stage, count, cents(amount), reached].join(" "));
export const yearlyAnswer = ({ groups }: ReportTable): Answer["yearly"] =>
  groups.flatMap(({ key, values, previous }) => (key[0] === null ? [] : [`${key[0]?.replace("-", "")} ${cents(values[0])} ${cents(previous?.[0] ?? 0)}`])).sort();
export const topAnswer = ({ groups }: ReportTable): Answer["top"] => groups.map(({ values }) => String(cents(values[0])));
export const marginAnswer = ({ groups }: ReportTable): Answer["margin"] =>
  groups.map(({ key, values }) => [key[0] ?? "", (key[1] ?? "0000-00").replace("-", ""), cents(values[0]), cents(values[1]), cents(values[2]), Math.round(Number(values[3]) * 10_000)].join(" ")).sort();

/** A group as a peer gives it. */
export interface Grouped {
  readonly stage?: string;
  readonly furthest?: number;
  readonly month?: number;
  readonly customer?: string;
  readonly product?: string;
  readonly count: number;
  readonly amount: number;
  readonly cost?: number;
  readonly quantity?: number;
}

export const funnelOf = (stages: readonly Grouped[], furthest: readonly Grouped[]): Answer["funnel"] => {
  const ends = new Map(furthest.map((each) => [Number(each.furthest), Number(each.count)]));
  return funnelLines(
    (id) => {
      const found = stages.find(({ stage }) => stage === id);
      return { count: Number(found?.count ?? 0), amount: Number(found?.amount ?? 0) };
    },
    (place) => ends.get(place) ?? 0,
  );
};

const thisYear = (key: string): boolean => key.startsWith("2026");

/** Months of this year beside those of the last. */
export const yearlyOf = (months: readonly Grouped[]): Answer["yearly"] => {
  const byMonth = new Map(months.map(({ month, amount }) => [Number(month), Number(amount)]));
  const now = new Set([...byMonth.keys()].flatMap((month) => (thisYear(String(month)) ? [month] : [month + 100])));
  return [...now].filter((month) => thisYear(String(month))).map((month) => `${month} ${byMonth.get(month) ?? 0} ${byMonth.get(month - 100) ?? 0}`).sort();
};

export const topOf = (groups: readonly Grouped[]): Answer["top"] => groups.map(({ amount }) => String(Number(amount)));

export const marginOf = (groups: readonly Grouped[]): Answer["margin"] =>
  groups
    .map(({ product, month, amount, cost, quantity }) => {
      const spent = Math.round(Number(cost) / 10_000);
      return [product, String(month).padStart(6, "0"), Number(amount), spent, Number(amount) - spent, Number(quantity)].join(" ");
    })
    .sort();

export const SQL = {
  stages: "select stage, count(*) as count, sum(amount) as amount from deals group by stage",
  ends: "select furthest, count(*) as count, 0 as amount from deals group by furthest",
  yearly: "select month, count(*) as count, sum(amount) as amount from deals where month between 202501 and 202612 group by month",
  top: "select customer, count(*) as count, sum(amount) as amount from deals group by customer order by amount desc limit 10",
  margin: "select product, month, count(*) as count, sum(revenue) as amount, sum(cost) as cost, sum(quantity) as quantity from lines group by product, month",
} as const;

const ASKED = ["funnel", "yearly", "top", "margin"] as const;
export type Asked = (typeof ASKED)[number];

/** What was answered, told in plain numbers once the clock has stopped. */
export type Tell = () => readonly string[];

/** Each report as a database answers it. */
export const askDuck = (ask: (sql: string) => readonly Grouped[]): { readonly [A in Asked]: () => Tell } => ({
  funnel: () => {
    const [stages, ends] = [ask(SQL.stages), ask(SQL.ends)];
    return () => funnelOf(stages, ends);
  },
  yearly: () => {
    const months = ask(SQL.yearly);
    return () => yearlyOf(months);
  },
  top: () => {
    const groups = ask(SQL.top);
    return () => topOf(groups);
  },
  margin: () => {
    const groups = ask(SQL.margin);
    return () => marginOf(groups);
  },
});

const rowsIn = (made: ColumnTable): readonly Grouped[] => made.objects() as Grouped[];
const SUMS = { count: op.count(), amount: op.sum("amount") };

/** The same in Arquero's words. */
export const askArquero: { readonly [A in Asked]: (table: ColumnTable) => Tell } = {
  funnel: (deals) => {
    const [stages, ends] = [rowsIn(deals.groupby("stage").rollup(SUMS)), rowsIn(deals.groupby("furthest").rollup({ count: op.count() }))];
    return () => funnelOf(stages, ends);
  },
  yearly: (deals) => {
    const months = rowsIn(deals.filter((row: { month: number }) => row.month >= 202501 && row.month <= 202612).groupby("month").rollup(SUMS));
    return () => yearlyOf(months);
  },
  top: (deals) => {
    const groups = rowsIn(deals.groupby("customer").rollup(SUMS)).toSorted((one, other) => other.amount - one.amount).slice(0, 10);
    return () => topOf(groups);
  },
  margin: (lines) => {
    const groups = rowsIn(lines.groupby("product", "month").rollup({ count: op.count(), amount: op.sum("revenue"), cost: op.sum("cost"), quantity: op.sum("quantity") }));
    return () => marginOf(groups);
  },
};

export const opened = <A>(result: Result<Standing<A>, { readonly reason: string }>): Standing<A> => {
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
};

export const REPORTS = [
  ["funnel", "funnel"],
  ["yearly", "by month beside the year before"],
  ["top", "top 10 of 5,000 customers"],
  ["margin", "margin by product and month, from order lines"],
] as const satisfies readonly (readonly [Asked, string])[];
