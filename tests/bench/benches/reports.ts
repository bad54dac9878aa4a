import { op, table as tableOf, type ColumnTable } from "arquero";
import type { RowChange } from "#domain/query/context.ts";
import { openFunnel, type Funnel } from "#domain/reports/funnel.ts";
import type { ReportDefinition, ReportTable } from "#domain/reports/report.ts";
import { openReport } from "#domain/reports/run.ts";
import type { Standing } from "#domain/reports/standing.ts";
import type { Result } from "#domain/result.ts";
import type { Row } from "#domain/schema/entity.ts";
import { createColumnStore } from "#workers/reports/columns.ts";
import type { Bench, Comparison } from "../harness/bench.ts";
import { openDuck, type Duck } from "../harness/duckdb.ts";
import { compare, interleave, timed, type Contender } from "../harness/interleave.ts";
import { cents, contextOf, dealColumns, deals, lineColumns, MARGIN, orders, PATH, STEPS, TOP, YEARLY, type Answer } from "../harness/report-data.ts";
import { createBenchSource } from "../harness/row-source.ts";

const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000] as const;
/** Orders have several lines: so many fewer of them, for as many lines as there are deals. */
const LINES_PER_ORDER = 3;
/** Edits that are timed as one and divided: a single one is too short for the clock. */
const EDITS = 100;

const thisYear = (key: string): boolean => key.startsWith("2026");

/** Stages in order, each with how many, how much, and how many came as far. */
const funnelLines = (of: (stage: string) => { readonly count: number; readonly amount: number }, ends: (place: number) => number): readonly string[] =>
  STEPS.map(({ id }) => {
    const place = PATH.indexOf(id);
    const reached = place < 0 ? null : PATH.slice(place).reduce((sum, _, at) => sum + ends(place + at), 0);
    const { count, amount } = of(id);
    return [id, count, amount, reached].join(" ");
  });

const opened = <A>(result: Result<Standing<A>, { readonly reason: string }>): Standing<A> => {
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
};

const funnelAnswer = ({ stages }: Funnel): Answer["funnel"] => stages.map(({ stage, count, amount, reached }) => [stage, count, cents(amount), reached].join(" "));
const yearlyAnswer = ({ groups }: ReportTable): Answer["yearly"] =>
  groups.flatMap(({ key, values, previous }) => (key[0] === null ? [] : [`${key[0]?.replace("-", "")} ${cents(values[0])} ${cents(previous?.[0] ?? 0)}`])).sort();
const topAnswer = ({ groups }: ReportTable): Answer["top"] => groups.map(({ values }) => String(cents(values[0])));
const marginAnswer = ({ groups }: ReportTable): Answer["margin"] =>
  groups.map(({ key, values }) => `${key[0] ?? ""} ${(key[1] ?? "0000-00").replace("-", "")} ${cents(values[0])} ${Math.round(Number(values[1]) * 10_000)}`).sort();

/** One amount of one record, there and back. */
const editedTo = (at: number, amount: unknown): string => (at % 2 === 0 ? "1234.56" : String(amount ?? "0"));

const ours = (dealRows: readonly Row[], orderRows: readonly Row[]): Contender<Answer> => {
  const dealSource = createBenchSource(dealRows);
  const orderSource = createBenchSource(orderRows);
  const dealStore = createColumnStore(dealSource);
  const orderStore = createColumnStore(orderSource);
  let heard: readonly RowChange[] = [];
  for (const source of [dealSource, orderSource]) source.subscribe((changes) => (heard = changes));
  const askDeals = (definition: ReportDefinition) => opened(openReport(definition, dealStore, contextOf(dealSource)));
  const asks = {
    funnel: () => opened(openFunnel({ kind: "opportunity" }, dealStore, contextOf(dealSource))),
    yearly: () => askDeals(YEARLY),
    top: () => askDeals(TOP),
    margin: () => opened(openReport(MARGIN, orderStore, contextOf(orderSource))),
  };
  const measure = async <A>(ask: () => Standing<A>, put: (at: number) => void) => {
    const warm = await timed(() => {
      const standing = ask();
      return { standing, answer: standing.answer() };
    });
    const { standing, answer } = warm.value;
    const edit = await timed(() => {
      for (let at = 0; at < EDITS; at += 1) {
        put(at);
        standing.follow(heard);
        standing.answer();
      }
    });
    return { answer, warm: warm.ms, edit: edit.ms / EDITS };
  };
  const putDeal = (at: number): void => {
    const row = dealRows[0] as Row;
    dealSource.put({ ...row, expectedAmount: editedTo(at, row.expectedAmount) });
  };
  const putOrder = (at: number): void => {
    const row = orderRows[0] as Row;
    const lines = row.lines as readonly Record<string, string>[];
    orderSource.put({ ...row, lines: lines.map((line, place) => (place === 0 ? { ...line, unitPrice: editedTo(at, line.unitPrice) } : line)) } as unknown as Row);
  };
  return {
    name: "Tidebook",
    run: async () => {
      const funnel = await measure(asks.funnel, putDeal);
      const yearly = await measure(asks.yearly, putDeal);
      const top = await measure(asks.top, putDeal);
      const margin = await measure(asks.margin, putOrder);
      return {
        answer: { funnel: funnelAnswer(funnel.answer), yearly: yearlyAnswer(yearly.answer), top: topAnswer(top.answer), margin: marginAnswer(margin.answer) },
        took: {
          funnel: funnel.warm, yearly: yearly.warm, top: top.warm, margin: margin.warm,
          funnelEdit: funnel.edit, yearlyEdit: yearly.edit, topEdit: top.edit, marginEdit: margin.edit,
        },
      };
    },
  };
};

interface Grouped {
  readonly stage?: string;
  readonly furthest?: number;
  readonly month?: number;
  readonly customer?: string;
  readonly product?: string;
  readonly count: number;
  readonly amount: number;
  readonly quantity?: number;
}

const rowsOf = (made: ColumnTable): readonly Grouped[] => made.objects() as Grouped[];

const funnelOf = (stages: readonly Grouped[], furthest: readonly Grouped[]): Answer["funnel"] => {
  const ends = new Map(furthest.map((each) => [Number(each.furthest), Number(each.count)]));
  return funnelLines(
    (id) => {
      const found = stages.find(({ stage }) => stage === id);
      return { count: Number(found?.count ?? 0), amount: Number(found?.amount ?? 0) };
    },
    (place) => ends.get(place) ?? 0,
  );
};

/** Months of this year beside those of the last. */
const yearlyOf = (months: readonly Grouped[]): Answer["yearly"] => {
  const byMonth = new Map(months.map(({ month, amount }) => [Number(month), Number(amount)]));
  const now = new Set([...byMonth.keys()].flatMap((month) => (thisYear(String(month)) ? [month] : [month + 100])));
  return [...now].filter((month) => thisYear(String(month))).map((month) => `${month} ${byMonth.get(month) ?? 0} ${byMonth.get(month - 100) ?? 0}`).sort();
};

const topOf = (groups: readonly Grouped[]): Answer["top"] => groups.map(({ amount }) => String(Number(amount)));
const marginOf = (groups: readonly Grouped[]): Answer["margin"] =>
  groups.map(({ product, month, amount, quantity }) => `${product} ${String(month).padStart(6, "0")} ${Number(amount)} ${Number(quantity)}`).sort();

const arquero = (dealRows: readonly Row[], orderRows: readonly Row[]): Contender<Answer> => {
  const all = tableOf(dealColumns(dealRows));
  const lines = tableOf(lineColumns(orderRows));
  const sums = { count: op.count(), amount: op.sum("amount") };
  return {
    name: "Arquero",
    run: async () => {
      const funnel = await timed(() => funnelOf(rowsOf(all.groupby("stage").rollup(sums)), rowsOf(all.groupby("furthest").rollup({ count: op.count() }))));
      const yearly = await timed(() => yearlyOf(rowsOf(all.filter((row: { month: number }) => row.month >= 202501 && row.month <= 202612).groupby("month").rollup(sums))));
      const top = await timed(() => topOf(rowsOf(all.groupby("customer").rollup(sums)).toSorted((a, b) => b.amount - a.amount).slice(0, 10)));
      const margin = await timed(() => marginOf(rowsOf(lines.groupby("product", "month").rollup({ count: op.count(), amount: op.sum("revenue"), quantity: op.sum("quantity") }))));
      return { answer: { funnel: funnel.value, yearly: yearly.value, top: top.value, margin: margin.value }, took: { funnel: funnel.ms, yearly: yearly.ms, top: top.ms, margin: margin.ms } };
    },
  };
};

const SQL = {
  stages: "select stage, count(*) as count, sum(amount) as amount from deals group by stage",
  ends: "select furthest, count(*) as count, 0 as amount from deals group by furthest",
  yearly: "select month, count(*) as count, sum(amount) as amount from deals where month between 202501 and 202612 group by month",
  top: "select customer, count(*) as count, sum(amount) as amount from deals group by customer order by amount desc limit 10",
  margin: "select product, month, count(*) as count, sum(revenue) as amount, sum(quantity) as quantity from lines group by product, month",
} as const;

const duckdb = (dealRows: readonly Row[], orderRows: readonly Row[]): Contender<Answer> => {
  let loaded: Duck | null = null;
  const open = async (): Promise<Duck> => {
    const duck = await openDuck();
    duck.load("deals", dealColumns(dealRows));
    duck.load("lines", lineColumns(orderRows));
    return duck;
  };
  return {
    name: "DuckDB-wasm",
    run: async () => {
      const duck = (loaded ??= await open());
      const ask = (sql: string): readonly Grouped[] => duck.query(sql) as unknown as readonly Grouped[];
      const funnel = await timed(() => funnelOf(ask(SQL.stages), ask(SQL.ends)));
      const yearly = await timed(() => yearlyOf(ask(SQL.yearly)));
      const top = await timed(() => topOf(ask(SQL.top)));
      const margin = await timed(() => marginOf(ask(SQL.margin)));
      return { answer: { funnel: funnel.value, yearly: yearly.value, top: top.value, margin: margin.value }, took: { funnel: funnel.ms, yearly: yearly.ms, top: top.ms, margin: margin.ms } };
    },
  };
};

const REPORTS = [
  ["funnel", "funnel"],
  ["yearly", "by month beside the year before"],
  ["top", "top 10 of 5,000 customers"],
  ["margin", "sales by product and month, from order lines"],
] as const;

export const bench: Bench = {
  title: "Reports over up to a million rows",
  about:
    "Four reports over opportunities, and over as many order lines, in memory. Warm: the columns are there, the report is asked anew and everything is gathered again, nothing is taken from the last time. After an edit: one amount changed, written into the columns, taken into a report that stands open, and its whole table drawn. Ours adds decimals exactly and reads orders line by line; the peers have amounts as whole hundredths, texts as enumerations, months as numbers and lines as a table of their own, which is the best that can be done for them.",
  peers: ["arquero", "@duckdb/duckdb-wasm"],
  run: async ({ quick, rounds, seed, say }) => {
    const comparisons: Comparison[] = [];
    for (const size of quick ? SIZES.slice(0, 2) : SIZES) {
      const rows = [deals(size, seed), orders(Math.round(size / LINES_PER_ORDER), seed)] as const;
      say(`${size.toLocaleString("en-US")} rows`);
      const played = await interleave({ ours: ours(...rows), peers: [arquero(...rows), duckdb(...rows)], rounds, warmUps: 2, patience: 180_000, say });
      const of = `, ${size.toLocaleString("en-US")} rows`;
      comparisons.push(
        ...compare(played, [
          ...REPORTS.map(([measure, what]) => ({ what: `${what}${of}`, unit: "ms" as const, measure, ...(size === 1_000_000 ? { target: "≥ 3 × DuckDB-wasm, ≥ 20 × Arquero" } : {}) })),
          ...REPORTS.map(([measure, what]) => ({ what: `${what}, after one edit${of}`, unit: "ms" as const, measure: `${measure}Edit`, target: "≤ 1 ms" })),
        ]),
      );
    }
    return {
      checked: "every stage's number, amount and how many reached it; every month's amount and that of the year before; the ten largest amounts (customers may be level); revenue and quantity of every product in every month; to the hundredth.",
      comparisons,
    };
  },
};
