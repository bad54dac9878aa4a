import { table as tableOf } from "arquero";
import type { RowChange } from "#domain/query/context.ts";
import { openFunnel } from "#domain/reports/funnel.ts";
import type { ReportDefinition } from "#domain/reports/report.ts";
import { openReport } from "#domain/reports/run.ts";
import type { Standing } from "#domain/reports/standing.ts";
import type { Row } from "#domain/schema/entity.ts";
import { createColumnStore } from "#workers/reports/columns.ts";
import type { Timings } from "./bench.ts";
import { contenderProgram } from "./contender-apart.ts";
import { openDuck } from "./duckdb.ts";
import { timed, type Contender, type Round } from "./interleave.ts";
import { askArquero, askDuck, contextOf, dealColumns, deals, funnelAnswer, lineColumns, MARGIN, marginAnswer, opened, ordersOf, productsOf, TOP, topAnswer, YEARLY, yearlyAnswer, type Answer, type Asked, type Grouped, type Tell } from "./report-data.ts";
import { createBenchSource } from "./row-source.ts";

type Play = Contender<Answer>["run"];

/** Edits that are timed as one and divided: a single one is too short for the clock. */
const EDITS = 100;

/** One amount of one record, there and back. */
const editedTo = (at: number, amount: unknown): string => (at % 2 === 0 ? "1234.56" : String(amount ?? "0"));

/** Bytes of typed arrays that are in use. */
const arrayBytes = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().arrayBuffers;
};

/** Each round tells the bytes of all columns and cells, as they were once they were there. */
const ours = (size: number, seed: number): Play => {
  const [dealRows, orderRows] = [deals(size, seed), ordersOf(size, seed)];
  const before = arrayBytes();
  let columns: number | null = null;
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
  return async () => {
    const funnel = await measure(plain.funnel, kept.funnel, putDeal);
    const yearly = await measure(plain.yearly, kept.yearly, putDeal);
    const top = await measure(plain.top, kept.top, putDeal);
    const margin = await measure(plain.margin, kept.margin, putOrder);
    // Two stores have the same columns.
    columns ??= (arrayBytes() - before) / 2;
    return {
      answer: { funnel: funnelAnswer(funnel.answer), yearly: yearlyAnswer(yearly.answer), top: topAnswer(top.answer), margin: marginAnswer(margin.answer) },
      took: { ...named("funnel", funnel.took), ...named("yearly", yearly.took), ...named("top", top.took), ...named("margin", margin.took), columns },
    };
  };
};

/** Answers of all four, and what each took; a peer has nothing that it keeps from one time to the next. */
const inTurn = async (ask: { readonly [A in Asked]: () => Tell }): Promise<Round<Answer>> => {
  const [funnel, yearly, top, margin] = [await timed(ask.funnel), await timed(ask.yearly), await timed(ask.top), await timed(ask.margin)];
  const took = { funnel: funnel.ms, yearly: yearly.ms, top: top.ms, margin: margin.ms };
  const again = { funnelAgain: funnel.ms, yearlyAgain: yearly.ms, topAgain: top.ms, marginAgain: margin.ms };
  return { answer: { funnel: funnel.value(), yearly: yearly.value(), top: top.value(), margin: margin.value() }, took: { ...took, ...again } };
};

const arquero = (size: number, seed: number): Play => {
  const all = tableOf(dealColumns(deals(size, seed)));
  const lines = tableOf(lineColumns(ordersOf(size, seed)));
  return () => inTurn({ funnel: () => askArquero.funnel(all), yearly: () => askArquero.yearly(all), top: () => askArquero.top(all), margin: () => askArquero.margin(lines) });
};

const duckdb = async (size: number, seed: number): Promise<Play> => {
  const duck = await openDuck();
  duck.load("deals", dealColumns(deals(size, seed)));
  duck.load("lines", lineColumns(ordersOf(size, seed)));
  return () => inTurn(askDuck((sql) => duck.query(sql) as unknown as readonly Grouped[]));
};

export const oursOverRows = contenderProgram(import.meta.url, "Tidebook", ours);
export const arqueroOverRows = contenderProgram(import.meta.url, "Arquero", arquero);
export const duckdbOverRows = contenderProgram(import.meta.url, "DuckDB-wasm", duckdb);
