import type { Bench, Comparison, Timings } from "../harness/bench.ts";
import { playApart } from "../harness/contender-apart.ts";
import { compare } from "../harness/interleave.ts";
import { REPORTS, type Answer } from "../harness/report-data.ts";

const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000] as const;
/** Rounds before those that count: code is compiled for what it has been seen doing. */
const WARM_UPS = 8;

const columnsOf = (rounds: readonly Timings[] | string | undefined): number => (typeof rounds === "object" ? (rounds[0]?.columns ?? 0) : 0);

export const bench: Bench = {
  title: "Reports over up to a million rows",
  about:
    "Four reports over opportunities, and over as many order lines, in memory. Warm: the columns are there, and everybody has been asked each report eight times before; it is asked anew and everything is gathered again, nothing is taken from the last time. Asked again: as the product does it, which keeps sums by the codes of a few columns right change by change, so that another period, filter or comparison of the same columns reads no row; the peers read all rows as before. After an edit: one amount changed, written into the columns, taken into a report that stands open, and its whole table drawn. Ours adds decimals exactly; the peers have amounts as whole hundredths, the cost of each line multiplied out, texts as enumerations, months as numbers and lines as a table of their own, which is the best that can be done for them. Each is in a process of its own, so that what one leaves in memory costs no other.",
  peers: ["arquero", "@duckdb/duckdb-wasm"],
  run: async (context) => {
    const { quick, rounds, seed, say } = context;
    const { oursOverRows, arqueroOverRows, duckdbOverRows } = await import("../harness/report-contenders.ts");
    const comparisons: Comparison[] = [];
    const memory: (readonly string[])[] = [];
    for (const size of quick ? SIZES.slice(0, 2) : SIZES) {
      say(`${size.toLocaleString("en-US")} rows`);
      const played = await playApart<Answer>({ ours: oursOverRows, peers: [arqueroOverRows, duckdbOverRows], given: [size, seed], rounds, warmUps: WARM_UPS, patience: 180_000, say, finally: context.finally });
      const bytes = columnsOf(played.get(oursOverRows.name));
      memory.push([size.toLocaleString("en-US"), (bytes / 1e6).toFixed(1), (bytes / (2 * size)).toFixed(0)]);
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
