import { fromArrow } from "arquero";
import { docId, type RecordId } from "#domain/id.ts";
import { openFunnel } from "#domain/reports/funnel.ts";
import type { ReportDefinition } from "#domain/reports/report.ts";
import { openReport } from "#domain/reports/run.ts";
import type { Row } from "#domain/schema/entity.ts";
import { packPart } from "#workers/replica/packed/part.ts";
import { storeParts } from "#workers/replica/packed/stored.ts";
import { createRows, type Rows } from "#workers/replica/rows.ts";
import { createSegments, SEGMENT } from "#workers/replica/segments.ts";
import type { ReplicaStorage, SegmentRows } from "#workers/replica/storage/storage.ts";
import { createColumnStore } from "#workers/reports/columns.ts";
import { contenderProgram } from "./contender-apart.ts";
import { arrowBytes, openDuck } from "./duckdb.ts";
import { timed, type Contender, type Round } from "./interleave.ts";
import { askArquero, askDuck, contextOf, dealColumns, deals, funnelAnswer, lineColumns, MARGIN, marginAnswer, opened, ordersOf, productsOf, TOP, topAnswer, YEARLY, yearlyAnswer, type Answer, type Asked, type Grouped } from "./report-data.ts";

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

type Asks = { readonly [A in Asked]: () => Promise<readonly string[]> | readonly string[] };

/** Answers of all four, what each took, and how many bytes those of opportunities and those of lines are. */
const inTurn = async (asks: Asks, dealBytes: number, lineBytes: number): Promise<Round<Answer>> => {
  const [funnel, yearly, top, margin] = [await timed(asks.funnel), await timed(asks.yearly), await timed(asks.top), await timed(asks.margin)];
  return {
    answer: { funnel: funnel.value, yearly: yearly.value, top: top.value, margin: margin.value },
    took: { funnel: funnel.ms, yearly: yearly.ms, top: top.ms, margin: margin.ms, dealBytes, lineBytes },
  };
};

const ours = (size: number, seed: number): Play => {
  const orderRows = ordersOf(size, seed);
  const dealBytes = stored("opportunity", deals(size, seed));
  const orders = stored("order", orderRows);
  const orderBytes = [...orders, ...stored("product", productsOf(orderRows)).map(([number, rows]) => [orders.length + number, rows] as const)];
  const table = async (segments: Stored, definition: ReportDefinition) => {
    const rows = await rowsOf(segments);
    return opened(openReport(definition, createColumnStore(rows), contextOf(rows))).answer();
  };
  const asks: Asks = {
    funnel: async () => {
      const rows = await rowsOf(dealBytes);
      return funnelAnswer(opened(openFunnel({ kind: "opportunity" }, createColumnStore(rows), contextOf(rows))).answer());
    },
    yearly: async () => yearlyAnswer(await table(dealBytes, YEARLY)),
    top: async () => topAnswer(await table(dealBytes, TOP)),
    margin: async () => marginAnswer(await table(orderBytes, MARGIN)),
  };
  return () => inTurn(asks, bytesIn(dealBytes), bytesIn(orderBytes));
};

const arrowOf = (size: number, seed: number): { readonly deals: Uint8Array; readonly lines: Uint8Array } => ({ deals: arrowBytes(dealColumns(deals(size, seed))), lines: arrowBytes(lineColumns(ordersOf(size, seed))) });

const arquero = (size: number, seed: number): Play => {
  const bytes = arrowOf(size, seed);
  const asks: Asks = {
    funnel: () => askArquero.funnel(fromArrow(bytes.deals)),
    yearly: () => askArquero.yearly(fromArrow(bytes.deals)),
    top: () => askArquero.top(fromArrow(bytes.deals)),
    margin: () => askArquero.margin(fromArrow(bytes.lines)),
  };
  return () => inTurn(asks, bytes.deals.length, bytes.lines.length);
};

/** The database is open; a table comes of Arrow's bytes, which is faster for it than any file that it can read here. */
const duckdb = async (size: number, seed: number): Promise<Play> => {
  const bytes = arrowOf(size, seed);
  const open = await openDuck();
  const asks = askDuck((sql) => open.query(sql) as unknown as readonly Grouped[]);
  const from = (table: keyof typeof bytes, ask: () => readonly string[]) => () => {
    open.loadBytes(table, bytes[table]);
    const answer = ask();
    open.drop(table);
    return answer;
  };
  const all: Asks = { funnel: from("deals", asks.funnel), yearly: from("deals", asks.yearly), top: from("deals", asks.top), margin: from("lines", asks.margin) };
  return () => inTurn(all, bytes.deals.length, bytes.lines.length);
};

export const oursFromStored = contenderProgram(import.meta.url, "Tidebook", ours);
export const arqueroFromStored = contenderProgram(import.meta.url, "Arquero", arquero);
export const duckdbFromStored = contenderProgram(import.meta.url, "DuckDB-wasm", duckdb);
