import type { Bench, Comparison, Timings } from "../harness/bench.ts";
import { playApart } from "../harness/contender-apart.ts";
import { compare } from "../harness/interleave.ts";
import { REPORTS, type Answer } from "../harness/report-data.ts";

const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000] as const;
/** Rounds before those that count: code is compiled for what it has been seen doing, that of the peers too. */
const WARM_UPS = 5;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const bytesOf = (rounds: readonly Timings[] | string | undefined): readonly string[] => {
  const [first = {}] = typeof rounds === "object" ? rounds : [];
  const { dealBytes = 0, lineBytes = 0, dealSums, lineSums } = first;
  return [dealBytes, lineBytes, ...(dealSums === undefined || lineSums === undefined ? [] : [dealSums, lineSums])].map(megabytes);
};

export const bench: Bench = {
  title: "From stored bytes to the first number",
  about:
    "What a start has to do before a report shows its first number, without reading the disk: everything that is stored is there as bytes, nothing else is. Ours has packed rows of whole records, all fields of them and their history, and beside them, as a device that has shown these reports stores them, sums by the codes of the columns that they look at; from both the replica starts, and the report reads the sums. From records alone, as on a device that has never shown them, or whose last change was stored moments before it was closed: through all records (which there are, which of them are shown) to the columns that the report reads, and the report. The peers read Arrow's bytes of a table that has nothing but the four or five columns asked for, texts once each; DuckDB's engine is open already. Each is in a process of its own. The same four reports as over columns in memory.",
  peers: ["arquero", "@duckdb/duckdb-wasm"],
  run: async (context) => {
    const { quick, rounds, seed, say } = context;
    const { oursFromStored, arqueroFromStored, duckdbFromStored } = await import("../harness/stored-report-contenders.ts");
    const comparisons: Comparison[] = [];
    const sizes: (readonly string[])[] = [];
    for (const size of quick ? SIZES.slice(0, 1) : SIZES) {
      say(`${size.toLocaleString("en-US")} rows`);
      const played = await playApart<Answer>({ ours: oursFromStored, peers: [arqueroFromStored, duckdbFromStored], given: [size, seed], rounds, warmUps: WARM_UPS, patience: 180_000, say, finally: context.finally });
      sizes.push([size.toLocaleString("en-US"), ...[oursFromStored, arqueroFromStored].flatMap(({ name }) => bytesOf(played.get(name)))]);
      const of = `, ${size.toLocaleString("en-US")} rows`;
      const target = size === 1_000_000 ? { target: "≥ 20 × DuckDB-wasm" } : {};
      comparisons.push(
        ...compare(played, [
          ...REPORTS.map(([measure, what]) => ({ what: `${what}${of}`, unit: "ms" as const, measure, size: { of: what, records: size }, ...target })),
          ...REPORTS.map(([measure, what]) => ({ what: `${what}, from records alone${of}`, unit: "ms" as const, measure: `${measure}Anew`, size: { of: `${what}, from records alone`, records: size } })),
        ]),
      );
    }
    return {
      checked: "every stage's number, amount and how many reached it; every month's amount and that of the year before; the ten largest amounts; revenue, cost, margin and quantity of every product in every month; to the hundredth.",
      comparisons,
      listings: [{ title: "What is read", head: ["rows", "ours: opportunities, whole", "ours: orders and products, whole", "ours: sums of opportunities", "ours: sums of order lines", "Arrow: columns of opportunities", "Arrow: columns of lines"], rows: sizes }],
    };
  },
};
