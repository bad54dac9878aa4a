import { table as tableOf } from "arquero";
import type { RowChange } from "#domain/query/context.ts";
import { openFunnel } from "#domain/reports/funnel.ts";
import type { ReportDefinition } from "#domain/reports/report.ts";
import { openReport } from "#domain/reports/run.ts";
import type { Standing } from "#domain/reports/standing.ts";
import type { Row } from "#domain/schema/entity.ts";
import { createColumnStore } from "#workers/reports/columns.ts";
import type { Bench, Comparison, Timings } from "../harness/bench.ts";
import { openDuck, type Duck } from "../harness/duckdb.ts";
import { compare, interleave, timed, type Contender } from "../harness/interleave.ts";
import { askArquero, askDuck, contextOf, dealColumns, deals, funnelAnswer, lineColumns, MARGIN, marginAnswer, opened, ordersOf, productsOf, REPORTS, TOP, topAnswer, YEARLY, yearlyAnswer, type Answer, type Asked, type Grouped } from "../harness/report-data.ts";
import { createBenchSource } from "../harness/row-source.ts";

const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000] as const;
/** Rounds before those that count: code is compiled for what it has been seen doing. */
const WARM_UPS = 8;
/** Edits that are timed as one and divided: a single one is too short for the clock. */
const EDITS = 100;

/** One amount of one record, there and back. */
const editedTo = (at: number, amount: unknown): string => (at % 2 === 0 ? "1234.56" : String(amount ?? "0"));

/** Bytes of typed arrays that are in use. */
const arrayBytes = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().arrayBuffers;
};

/** `tell`: is given the bytes of all columns and cells, once they are there. */
const ours = (dealRows: readonly Row[], orderRows: readonly Row[], tell: (bytes: number) => void): Contender<Answer> => {
  let before: number | null = arrayBytes();
  const dealSource = createBenchSource(dealRows);
  const orderSource = createBenchSource([...orderRows, ...productsOf(orderRows)]);
  let heard: readonly RowChange[] = [];
  for (const source of [dealSource, orderSource]) {
    source.subscribe((changes) => {
      heard = changes;
    });
  }
  /** Keeps no cells from one time to the next, and as the product does. */
  const [plain, kept] = [0, undefined].map((cells) => {
    const dealStore = createColumnStore(dealSource, cells);
    const orderStore = createColumnStore(orderSource, cells);
    const askDeals = (definition: ReportDefinition) => opened(openReport(definition, dealStore, contextOf(dealSource)));
    return {
      funnel: () => opened(openFunnel({ kind: "opportunity" }, dealStore, contextOf(dealSource))),
      yearly: () => askDeals(YEARLY),
      top: () => askDeals(TOP),
      margin: () => opened(openReport(MARGIN, orderStore, contextOf(orderSource))),
    };
  });
  if (!plain || !kept) throw new Error("unreachable");
  const measure = async <A>(ask: () => Standing<A>, again: () => Standing<A>, put: (at: number) => void) => {
    const warm = await timed(() => {
      const standing = ask();
      return { standing, answer: standing.answer() };
    });
    const { standing, answer } = warm.value;
    again();
    const repeated = await timed(() => again().answer());
    const edit = await timed(() => {
      for (let at = 0; at < EDITS; at += 1) {
        put(at);
        standing.follow(heard);
        standing.answer();
      }
    });
    return { answer, took: { warm: warm.ms, again: repeated.ms, edit: edit.ms / EDITS } };
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
  const named = (name: Asked, { warm, again, edit }: { readonly warm: number; readonly again: number; readonly edit: number }): Timings => ({ [name]: warm, [`${name}Again`]: again, [`${name}Edit`]: edit });
  return {
    name: "Tidebook",
    run: async () => {
      const funnel = await measure(plain.funnel, kept.funnel, putDeal);
      const yearly = await measure(plain.yearly, kept.yearly, putDeal);
      const top = await measure(plain.top, kept.top, putDeal);
      const margin = await measure(plain.margin, kept.margin, putOrder);
      // Two stores have the same columns.
      if (before !== null) tell((arrayBytes() - before) / 2);
      before = null;
      return {
        answer: { funnel: funnelAnswer(funnel.answer), yearly: yearlyAnswer(yearly.answer), top: topAnswer(top.answer), margin: marginAnswer(margin.answer) },
        took: { ...named("funnel", funnel.took), ...named("yearly", yearly.took), ...named("top", top.took), ...named("margin", margin.took) },
      };
    },
  };
};

/** Answers of all four, and what each took; a peer has nothing that it keeps from one time to the next. */
const inTurn = async (ask: { readonly [A in Asked]: () => readonly string[] }): Promise<{ readonly answer: Answer; readonly took: Timings }> => {
  const [funnel, yearly, top, margin] = [await timed(ask.funnel), await timed(ask.yearly), await timed(ask.top), await timed(ask.margin)];
  const took = { funnel: funnel.ms, yearly: yearly.ms, top: top.ms, margin: margin.ms };
  const again = { funnelAgain: funnel.ms, yearlyAgain: yearly.ms, topAgain: top.ms, marginAgain: margin.ms };
  return { answer: { funnel: funnel.value, yearly: yearly.value, top: top.value, margin: margin.value }, took: { ...took, ...again } };
};

const arquero = (dealRows: readonly Row[], orderRows: readonly Row[]): Contender<Answer> => {
  const all = tableOf(dealColumns(dealRows));
  const lines = tableOf(lineColumns(orderRows));
  return {
    name: "Arquero",
    run: () => inTurn({ funnel: () => askArquero.funnel(all), yearly: () => askArquero.yearly(all), top: () => askArquero.top(all), margin: () => askArquero.margin(lines) }),
  };
};

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
      return inTurn(askDuck((sql) => duck.query(sql) as unknown as readonly Grouped[]));
    },
  };
};

export const bench: Bench = {
  title: "Reports over up to a million rows",
  about:
    "Four reports over opportunities, and over as many order lines, in memory. Warm: the columns are there, and everybody has been asked each report eight times before; it is asked anew and everything is gathered again, nothing is taken from the last time. Asked again: as the product does it, which keeps sums by the codes of a few columns right change by change, so that another period, filter or comparison of the same columns reads no row; the peers read all rows as before. After an edit: one amount changed, written into the columns, taken into a report that stands open, and its whole table drawn. Ours adds decimals exactly; the peers have amounts as whole hundredths, the cost of each line multiplied out, texts as enumerations, months as numbers and lines as a table of their own, which is the best that can be done for them.",
  peers: ["arquero", "@duckdb/duckdb-wasm"],
  run: async ({ quick, rounds, seed, say }) => {
    const comparisons: Comparison[] = [];
    const memory: (readonly string[])[] = [];
    for (const size of quick ? SIZES.slice(0, 2) : SIZES) {
      const rows = [deals(size, seed), ordersOf(size, seed)] as const;
      say(`${size.toLocaleString("en-US")} rows`);
      const played = await interleave({ ours: ours(...rows, (bytes) => memory.push([size.toLocaleString("en-US"), (bytes / 1e6).toFixed(1), (bytes / (2 * size)).toFixed(0)])), peers: [arquero(...rows), duckdb(...rows)], rounds, warmUps: WARM_UPS, patience: 180_000, say });
      const of = `, ${size.toLocaleString("en-US")} rows`;
      comparisons.push(
        ...compare(played, [
          ...REPORTS.map(([measure, what]) => ({ what: `${what}${of}`, unit: "ms" as const, measure, size: { of: what, records: size }, ...(size === 1_000_000 ? { target: "≥ 3 × DuckDB-wasm, ≥ 20 × Arquero" } : {}) })),
          ...REPORTS.map(([measure, what]) => ({ what: `${what}, asked again${of}`, unit: "ms" as const, measure: `${measure}Again`, size: { of: `${what}, asked again`, records: size } })),
          ...REPORTS.map(([measure, what]) => ({ what: `${what}, after one edit${of}`, unit: "ms" as const, measure: `${measure}Edit`, size: { of: `${what}, after one edit`, records: size }, target: "≤ 1 ms" })),
        ]),
      );
    }
    return {
      checked: "every stage's number, amount and how many reached it; every month's amount and that of the year before; the ten largest amounts (customers may be level); revenue, cost, margin and quantity of every product in every month; to the hundredth.",
      comparisons,
      listings: [{ title: "Memory of the columns that the four reports read", head: ["rows, and lines", "MB", "bytes for each row or line"], rows: memory }],
    };
  },
};
