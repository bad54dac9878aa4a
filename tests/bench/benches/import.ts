import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import type { RecordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { clock, random } from "#sync-server/cli/session.ts";
import { startServer } from "#tests/browser/server.ts";
import { createTransfer } from "#workers/transfer/transfer.ts";
import { BOSS } from "../harness/app-page.ts";
import type { Bench, BenchContext, Comparison, Timings } from "../harness/bench.ts";
import { DEALS_MAP, dealsCsv } from "../harness/deals-csv.ts";
import { demoRows } from "../harness/demo-rows.ts";
import { importInPage, papaparseAndDexieInPage, papaparseInPage } from "../harness/import-page.ts";
import { compare, interleave, timed, type Contender } from "../harness/interleave.ts";
import { sampleOf } from "../harness/sample.ts";

interface Answer {
  readonly rows: number;
  /** Sum of the amounts, in hundredths. */
  readonly cents: number;
}

const centsOf = (amount: number): number => Math.round(amount * 100);

const planning = (file: Blob, existing: readonly Row[]): Contender<Answer> => ({
  name: "Tidebook",
  run: async () => {
    const transfer = createTransfer({ clock, random, yieldNow: () => new Promise((resolve) => setImmediate(resolve)) });
    const planned = await timed(async () => {
      const inspected = await transfer.inspect(file);
      if (!inspected.ok) throw new Error(inspected.error.code);
      const { dialect, columns } = inspected.value;
      return transfer.plan({ file, dialect, columns, map: DEALS_MAP, existing: { customer: existing, opportunity: [] }, me: "user/nobody" as RecordId, offsetMinutes: 0 });
    });
    if (!planned.value.ok) throw new Error(planned.value.error.type);
    const { creates } = planned.value.value;
    return { answer: { rows: creates.length, cents: creates.reduce((sum, { values }) => sum + centsOf(Number(values["expectedAmount"])), 0) }, took: { ms: planned.ms } };
  },
});

const papaparse = (file: Blob, dynamicTyping: boolean): Contender<Answer> => ({
  name: dynamicTyping ? "papaparse, typed" : "papaparse, text only",
  run: async () => {
    const parsed = await timed(async () => Papa.parse<Record<string, unknown>>(await file.text(), { header: true, dynamicTyping, skipEmptyLines: true }));
    const { data } = parsed.value;
    return { answer: { rows: data.length, cents: data.reduce((sum, row) => sum + centsOf(Number(row["Amount"])), 0) }, took: { ms: parsed.ms } };
  },
});

/** Reading, mapping, checking and planning in memory, beside a parser that only parses. */
const planBeside = async (count: number, { seed, rounds, say }: BenchContext): Promise<readonly Comparison[]> => {
  const file = new Blob([dealsCsv(count, seed)], { type: "text/csv" });
  const existing = demoRows("customer", 400, seed);
  const played = await interleave({ ours: planning(file, existing), peers: [papaparse(file, true), papaparse(file, false)], rounds, warmUps: 1, patience: 120_000, say });
  return compare(played, [{ what: `read, map, check and plan ${count.toLocaleString("en-US")} rows × 12 columns`, unit: "ms", measure: "ms", target: "≤ 2 × papaparse typed" }]);
};

interface Imported {
  readonly rows: number;
}

/** What a device does of an import, in the real app. */
const importOnDevice = async (count: number, context: BenchContext): Promise<{ readonly comparisons: readonly Comparison[]; readonly stages: readonly string[] }> => {
  const folder = mkdtempSync(join(tmpdir(), "tidebook-bench-"));
  context.finally(() => rmSync(folder, { recursive: true, force: true }));
  const files = { csv: join(folder, "deals.csv"), map: join(folder, "map.json") };
  writeFileSync(files.map, JSON.stringify(DEALS_MAP));
  writeFileSync(files.csv, dealsCsv(count, context.seed));
  const data = join(folder, "workspace");
  const taken: Timings[] = [];
  const ours: Contender<Imported> = {
    name: "Tidebook",
    run: async () => {
      const server = await startServer({ data });
      try {
        const { took, created } = await importInPage(server.url, files, count, () => server.stop("keep"));
        if (created < count) throw new Error(`${created} of ${count} rows became records`);
        taken.push(took);
        return { answer: { rows: count }, took };
      } finally {
        await server.stop("keep");
      }
    },
  };
  const inPage = (name: string, parse: typeof papaparseInPage): Contender<Imported> => ({
    name,
    run: async () => {
      const { took, rows } = await parse(files.csv);
      return { answer: { rows }, took };
    },
  });
  const peers = [inPage("papaparse, typed", papaparseInPage), inPage("floor: papaparse, and Dexie's bulkAdd", papaparseAndDexieInPage)];
  const played = await interleave({ ours, peers, rounds: count > LARGE ? 1 : Math.min(IN_PAGE_ROUNDS, context.rounds), warmUps: 1, patience: 480_000, say: context.say });
  const size = count.toLocaleString("en-US");
  const comparisons = compare(played, [
    { what: `a file of ${size} rows × 12 columns until all records are stored and found, in Chromium`, unit: "ms", measure: "all", target: "≤ 2 × papaparse typed" },
    { what: `of it, until the plan is shown, ${size} rows`, unit: "ms", measure: "plan" },
  ]);
  const median = (measure: string): string => `${Math.round(sampleOf(taken.map((took) => took[measure] ?? 0)).median).toLocaleString("en-US")} ms`;
  return { comparisons, stages: [size, median("plan"), median("write"), median("all"), median("longest")] };
};

const IN_PAGE_ROUNDS = 3;
/** Rows above which one round has to do. */
const LARGE = 100_000;

interface ImportOutcome {
  readonly rows: number;
  readonly created: Readonly<Record<string, number>>;
  readonly seconds: number;
}

const importFile = (url: string, file: string, map: string): Promise<ImportOutcome> =>
  new Promise((resolve, reject) => {
    const program = join(process.cwd(), "dist", "relay", "tidebook.js");
    const child = spawn(process.execPath, [program, "import", file, "--map", map, "--json", "--url", url, "--user", BOSS.account], {
      env: { ...process.env, TIDEBOOK_PASSWORD: BOSS.password },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let problems = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (problems += chunk.toString()));
    child.once("exit", (code) => (code === 0 ? resolve(JSON.parse(out) as ImportOutcome) : reject(new Error(`import ended with ${code}: ${problems.slice(-400)}`))));
  });

const WRITTEN_ROUNDS = 3;

/** The whole way from a file to the relay's disk, by the command line as a user; every round into a fresh copy of the workspace. */
const writeThrough = async (count: number, context: BenchContext): Promise<Comparison> => {
  const folder = mkdtempSync(join(tmpdir(), "tidebook-bench-"));
  context.finally(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "deals.csv");
  const map = join(folder, "map.json");
  writeFileSync(file, dealsCsv(count, context.seed));
  writeFileSync(map, JSON.stringify(DEALS_MAP));
  const first = join(folder, "workspace");
  await (await startServer({ data: first })).stop("keep");
  const perSecond: number[] = [];
  for (let round = 0; round < Math.min(WRITTEN_ROUNDS, context.rounds); round += 1) {
    const data = join(folder, `round-${round}`);
    cpSync(first, data, { recursive: true });
    const server = await startServer({ data });
    try {
      const { created, seconds } = await importFile(server.url, file, map);
      if (created["opportunity"] !== count) throw new Error(`${created["opportunity"]} of ${count} opportunities came to be`);
      perSecond.push(count / seconds);
    } finally {
      await server.stop();
    }
    context.say(`imported, round ${round + 1}`);
  }
  return { what: `import ${count.toLocaleString("en-US")} rows by the command line until all are acknowledged (${perSecond.length} rounds)`, unit: "rows/s", ours: { finished: true, sample: sampleOf(perSecond) }, peers: [] };
};

export const bench: Bench = {
  title: "Import of a CSV file",
  about:
    "A file of opportunities with 12 columns: text, options, amounts, percentages, days, a customer by name. In memory: decode, find dialect and headings, split, recognise every cell, check it against the schema, find or create the customers, find duplicates, and make the plan that would be written, in pieces that let other work in; warm processor. The peer splits the text and, typed, turns what looks like a number, a truth value or an ISO date into one: no checks, no references, no duplicates. In Chromium: the wizard of the built app, from the click that has the file checked to the plan, and from the click that starts it to the last record stored in IndexedDB and in every list, without a connection; papaparse runs in a worker of the same browser; the floor then has Dexie add what it parsed to a table with one index, unchecked. By the command line: the same, then documents, outbox, the relay's gate and SQLite until the last durable acknowledgement, in processes of their own, cold.",
  peers: ["papaparse"],
  run: async (context) => {
    const sizes = context.quick ? [2_000] : [10_000, 30_000, 100_000, 300_000];
    const comparisons: Comparison[] = [];
    for (const size of sizes) comparisons.push(...(await planBeside(size, context)));
    const stages: (readonly string[])[] = [];
    for (const size of sizes) {
      const done = await importOnDevice(size, context);
      comparisons.push(...done.comparisons);
      stages.push(done.stages);
    }
    comparisons.push(await writeThrough(context.quick ? 200 : 3_000, context));
    return {
      listings: [{ title: "An import in Chromium, stage by stage (medians)", head: ["Rows", "Read, checked and planned", "Written, stored and shown", "Both", "Longest stretch in which the page did not answer"], rows: stages }],
      checked: "number of records and the sum of their amounts to the hundredth; by the command line, that every row became a record.",
      comparisons,
      remarks: ["No program was found that imports into a checked, shared and durable store and could stand beside the import by the command line, so it has no ratio."],
    };
  },
};
