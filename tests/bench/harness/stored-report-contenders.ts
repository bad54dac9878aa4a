import { isDeepStrictEqual } from "node:util";
import { deserialize, serialize } from "node:v8";
import { fromArrow } from "arquero";
import { docId, type RecordId } from "#domain/id.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { openFunnel } from "#domain/reports/funnel.ts";
import type { FactSource } from "#domain/reports/facts.ts";
import { openReport } from "#domain/reports/run.ts";
import type { Standing } from "#domain/reports/standing.ts";
import type { Result } from "#domain/result.ts";
import type { Row } from "#domain/schema/entity.ts";
import { packPart } from "#workers/replica/packed/part.ts";
import { storeParts } from "#workers/replica/packed/stored.ts";
import { createRows, type Rows } from "#workers/replica/rows.ts";
import { createSegments, SEGMENT } from "#workers/replica/segments.ts";
import type { ReplicaStorage, SegmentRows } from "#workers/replica/storage/storage.ts";
import { createColumnStore } from "#workers/reports/columns.ts";
import { restoreSums, type StoredSums } from "#workers/reports/restored-sums.ts";
import type { Timings } from "./bench.ts";
import { contenderProgram } from "./contender-apart.ts";
import { arrowBytes, openDuck } from "./duckdb.ts";
import { timed, type Contender, type Round } from "./interleave.ts";
import { askArquero, askDuck, contextOf, dealColumns, deals, funnelAnswer, lineColumns, MARGIN, marginAnswer, opened, ordersOf, productsOf, TOP, topAnswer, YEARLY, yearlyAnswer, type Answer, type Asked, type Grouped, type Tell } from "./report-data.ts";

type Play = Contender<Answer>["run"];

type Stored = readonly (readonly [number, SegmentRows])[];

/** Rows as the replica stores them, with keys such as records have. */
const stored = (kind: string, rows: readonly Row[]): Stored => {
  const segments: (readonly [number, SegmentRows])[] = [];
  for (let from = 0; from < rows.length; from += SEGMENT) {
    const entries = rows.slice(from, from + SEGMENT).map((row, at) => {
      const id = kind === "product" ? (row.id as RecordId) : (`${kind}/${(1_700_000_000_000 + from + at).toString(36).padStart(9, "0")}0000000` as RecordId);
      return { doc: docId(id), seq: from + at + 1, row: { ...row, id } };
    });
    segments.push([segments.length + 1, storeParts([packPart(entries)])]);
  }
  return segments;
};

const bytesIn = (segments: Stored): number => segments.reduce((sum, [, { parts, keys, bytes }]) => sum + parts.reduce((heads, { head }) => heads + head.length, 0) + keys.byteLength + bytes.length, 0);

/** What a start of the replica does with what it has stored, but for reading it from the disk. */
const rowsOf = async (segments: Stored): Promise<Rows> => {
  const found = createSegments({ entries: async () => segments } as unknown as ReplicaStorage);
  await found.load();
  const rows = createRows({ ...found, at: found.packedAt, pending: () => [], pendingDocs: () => [] });
  rows.reset();
  return rows;
};

type Asks = { readonly [A in Asked]: () => Promise<Tell> | Tell };

/** Answers of all four, and what each took. */
const inTurn = async ({ funnel, yearly, top, margin }: Asks): Promise<Round<Answer>> => {
  const [stages, months, customers, products] = [await timed(funnel), await timed(yearly), await timed(top), await timed(margin)];
  return {
    answer: { funnel: stages.value(), yearly: months.value(), top: customers.value(), margin: products.value() },
    took: { funnel: stages.ms, yearly: months.ms, top: customers.ms, margin: products.ms },
  };
};

/** The same from records alone, under other names. */
const renamed = ({ funnel = 0, yearly = 0, top = 0, margin = 0 }: Timings): Timings => ({ funnelAnew: funnel, yearlyAnew: yearly, topAnew: top, marginAnew: margin });

interface Told {
  readonly kinds: readonly string[];
  readonly ask: (source: FactSource, context: QueryContext) => Tell;
}

const asking =
  <A>(open: (source: FactSource, context: QueryContext) => Result<Standing<A>, { readonly reason: string }>, tell: (answer: A) => readonly string[]): Told["ask"] =>
  (source, context) => {
    const answer = opened(open(source, context)).answer();
    return () => tell(answer);
  };

const TOLD: { readonly [A in Asked]: Told } = {
  funnel: { kinds: ["opportunity"], ask: asking((source, context) => openFunnel({ kind: "opportunity" }, source, context), funnelAnswer) },
  yearly: { kinds: ["opportunity"], ask: asking((source, context) => openReport(YEARLY, source, context), yearlyAnswer) },
  top: { kinds: ["opportunity"], ask: asking((source, context) => openReport(TOP, source, context), topAnswer) },
  margin: { kinds: ["order", "product"], ask: asking((source, context) => openReport(MARGIN, source, context), marginAnswer) },
};

const ours = async (size: number, seed: number): Promise<Play> => {
  const orderRows = ordersOf(size, seed);
  const dealBytes = stored("opportunity", deals(size, seed));
  const orders = stored("order", orderRows);
  const orderBytes = [...orders, ...stored("product", productsOf(orderRows)).map(([number, rows]) => [orders.length + number, rows] as const)];
  const segmentsOf = ({ kinds }: Told): Stored => (kinds.includes("opportunity") ? dealBytes : orderBytes);

  const fromRecords = (asked: Asked) => async () => {
    const rows = await rowsOf(segmentsOf(TOLD[asked]));
    return TOLD[asked].ask(createColumnStore(rows), contextOf(rows));
  };
  /** The sums that a device stores after it has shown all four. */
  const sumsOf = async (some: readonly Asked[]): Promise<Uint8Array> => {
    const rows = await rowsOf(segmentsOf(TOLD[some[0]!]));
    const source = restoreSums(createColumnStore(rows), {}, () => true);
    for (const asked of some) TOLD[asked].ask(source, contextOf(rows));
    return serialize(source.stored(contextOf(rows)));
  };
  const [dealSums, orderSums] = [await sumsOf(["funnel", "yearly", "top"]), await sumsOf(["margin"])];
  const fromSums = (asked: Asked, sums: Uint8Array) => async () => {
    const rows = await rowsOf(segmentsOf(TOLD[asked]));
    return TOLD[asked].ask(restoreSums(createColumnStore(rows), deserialize(sums) as StoredSums, () => true), contextOf(rows));
  };
  const kept: Asks = { funnel: fromSums("funnel", dealSums), yearly: fromSums("yearly", dealSums), top: fromSums("top", dealSums), margin: fromSums("margin", orderSums) };
  const anew: Asks = { funnel: fromRecords("funnel"), yearly: fromRecords("yearly"), top: fromRecords("top"), margin: fromRecords("margin") };
  const bytes = { dealBytes: bytesIn(dealBytes), lineBytes: bytesIn(orderBytes), dealSums: dealSums.length, lineSums: orderSums.length };
  return async () => {
    const [first, all] = [await inTurn(kept), await inTurn(anew)];
    if (!isDeepStrictEqual(first.answer, all.answer)) throw new Error("what is kept tells something else than the records");
    return { answer: first.answer, took: { ...first.took, ...renamed(all.took), ...bytes } };
  };
};

interface Arrow {
  readonly deals: Uint8Array;
  readonly lines: Uint8Array;
}

/** A peer has nothing but its table. */
const peerRound = async (asks: Asks, { deals, lines }: Arrow): Promise<Round<Answer>> => {
  const { answer, took } = await inTurn(asks);
  return { answer, took: { ...took, ...renamed(took), dealBytes: deals.length, lineBytes: lines.length } };
};

const arrowOf = (size: number, seed: number): Arrow => ({ deals: arrowBytes(dealColumns(deals(size, seed))), lines: arrowBytes(lineColumns(ordersOf(size, seed))) });

const arquero = (size: number, seed: number): Play => {
  const bytes = arrowOf(size, seed);
  const asks: Asks = {
    funnel: () => askArquero.funnel(fromArrow(bytes.deals)),
    yearly: () => askArquero.yearly(fromArrow(bytes.deals)),
    top: () => askArquero.top(fromArrow(bytes.deals)),
    margin: () => askArquero.margin(fromArrow(bytes.lines)),
  };
  return () => peerRound(asks, bytes);
};

/** The database is open; a table comes of Arrow's bytes, which is faster for it than any file that it can read here. */
const duckdb = async (size: number, seed: number): Promise<Play> => {
  const bytes = arrowOf(size, seed);
  const open = await openDuck();
  const asks = askDuck((sql) => open.query(sql) as unknown as readonly Grouped[]);
  const from = (table: keyof typeof bytes, ask: () => Tell) => () => {
    open.loadBytes(table, bytes[table]);
    const answer = ask();
    open.drop(table);
    return answer;
  };
  const all: Asks = { funnel: from("deals", asks.funnel), yearly: from("deals", asks.yearly), top: from("deals", asks.top), margin: from("lines", asks.margin) };
  return () => peerRound(all, bytes);
};

export const oursFromStored = contenderProgram(import.meta.url, "Tidebook", ours);
export const arqueroFromStored = contenderProgram(import.meta.url, "Arquero", arquero);
export const duckdbFromStored = contenderProgram(import.meta.url, "DuckDB-wasm", duckdb);
