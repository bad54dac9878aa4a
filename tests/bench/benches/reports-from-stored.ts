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
import type { Bench, Comparison, Timings } from "../harness/bench.ts";
import { arrowBytes, openDuck, type Duck } from "../harness/duckdb.ts";
import { compare, interleave, type Contender } from "../harness/interleave.ts";
import { askArquero, askDuck, contextOf, dealColumns, deals, funnelAnswer, lineColumns, MARGIN, marginAnswer, opened, ordersOf, productsOf, REPORTS, TOP, topAnswer, YEARLY, yearlyAnswer, type Answer, type Asked, type Grouped } from "../harness/report-data.ts";

const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000] as const;

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

const inTurn = async (asks: Asks): Promise<{ readonly answer: Answer; readonly took: Timings }> => {
  const answer: Partial<Record<Asked, readonly string[]>> = {};
  const took: Record<string, number> = {};
  for (const [name] of REPORTS) {
    globalThis.gc?.();
    const started = performance.now();
    answer[name] = await asks[name]();
    took[name] = performance.now() - started;
  }
  return { answer: answer as Answer, took };
};

const ours = (dealBytes: Stored, orderBytes: Stored): Contender<Answer> => {
  const table = async (segments: Stored, definition: ReportDefinition) => {
    const rows = await rowsOf(segments);
    return opened(openReport(definition, createColumnStore(rows), contextOf(rows))).answer();
  };
  return {
    name: "Tidebook",
    run: () =>
      inTurn({
        funnel: async () => {
          const rows = await rowsOf(dealBytes);
          return funnelAnswer(opened(openFunnel({ kind: "opportunity" }, createColumnStore(rows), contextOf(rows))).answer());
        },
        yearly: async () => yearlyAnswer(await table(dealBytes, YEARLY)),
        top: async () => topAnswer(await table(dealBytes, TOP)),
        margin: async () => marginAnswer(await table(orderBytes, MARGIN)),
      }),
  };
};

const arquero = (dealBytes: Uint8Array, lineBytes: Uint8Array): Contender<Answer> => ({
  name: "Arquero",
  run: () =>
    inTurn({
      funnel: () => askArquero.funnel(fromArrow(dealBytes)),
      yearly: () => askArquero.yearly(fromArrow(dealBytes)),
      top: () => askArquero.top(fromArrow(dealBytes)),
      margin: () => askArquero.margin(fromArrow(lineBytes)),
    }),
});

/** The database is open; a table comes of Arrow's bytes, which is faster for it than any file that it can read here. */
const duckdb = (dealBytes: Uint8Array, lineBytes: Uint8Array): Contender<Answer> => {
  let duck: Duck | null = null;
  return {
    name: "DuckDB-wasm",
    run: async () => {
      const open = (duck ??= await openDuck());
      const asks = askDuck((sql) => open.query(sql) as unknown as readonly Grouped[]);
      const from = (table: string, bytes: Uint8Array, ask: () => readonly string[]) => () => {
        open.loadBytes(table, bytes);
        const answer = ask();
        open.drop(table);
        return answer;
      };
      return inTurn({
        funnel: from("deals", dealBytes, asks.funnel),
        yearly: from("deals", dealBytes, asks.yearly),
        top: from("deals", dealBytes, asks.top),
        margin: from("lines", lineBytes, asks.margin),
      });
    },
  };
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export const bench: Bench = {
  title: "From stored bytes to the first number",
  about:
    "What a start has to do before a report shows its first number, without reading the disk: everything that is stored is there as bytes, nothing else is. Ours goes from the packed rows of whole records, all fields of them and their history, through the replica's own start (which records there are, which of them are shown) to the columns that the report reads, and the report. The peers read Arrow's bytes of a table that has nothing but the four or five columns asked for, texts once each; DuckDB's engine is open already. The same four reports as over columns in memory.",
  peers: ["arquero", "@duckdb/duckdb-wasm"],
  run: async ({ quick, rounds, seed, say }) => {
    const comparisons: Comparison[] = [];
    const sizes: (readonly string[])[] = [];
    for (const size of quick ? SIZES.slice(0, 1) : SIZES) {
      say(`${size.toLocaleString("en-US")} rows`);
      const [dealRows, orderRows] = [deals(size, seed), ordersOf(size, seed)];
      const dealBytes = stored("opportunity", dealRows);
      const orders = stored("order", orderRows);
      const orderBytes = [...orders, ...stored("product", productsOf(orderRows)).map(([number, rows]) => [orders.length + number, rows] as const)];
      const [dealArrow, lineArrow] = [arrowBytes(dealColumns(dealRows)), arrowBytes(lineColumns(orderRows))];
      sizes.push([size.toLocaleString("en-US"), megabytes(bytesIn(dealBytes)), megabytes(bytesIn(orderBytes)), megabytes(dealArrow.length), megabytes(lineArrow.length)]);
      const played = await interleave({ ours: ours(dealBytes, orderBytes), peers: [arquero(dealArrow, lineArrow), duckdb(dealArrow, lineArrow)], rounds: size > 100_000 ? Math.min(rounds, 3) : rounds, warmUps: 1, patience: 180_000, say });
      const of = `, ${size.toLocaleString("en-US")} rows`;
      comparisons.push(
        ...compare(played, REPORTS.map(([measure, what]) => ({ what: `${what}${of}`, unit: "ms" as const, measure, size: { of: what, records: size }, ...(size === 1_000_000 ? { target: "≥ 20 × DuckDB-wasm" } : {}) }))),
      );
    }
    return {
      checked: "every stage's number, amount and how many reached it; every month's amount and that of the year before; the ten largest amounts; revenue, cost, margin and quantity of every product in every month; to the hundredth.",
      comparisons,
      listings: [{ title: "What is read", head: ["rows", "ours: opportunities, whole", "ours: orders and products, whole", "Arrow: columns of opportunities", "Arrow: columns of lines"], rows: sizes }],
    };
  },
};
