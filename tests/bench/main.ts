import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Bench, BenchContext } from "./harness/bench.ts";
import { machineLine, versionOf } from "./harness/machine.ts";
import { growthsOf } from "./harness/growth.ts";
import { plotGrowth } from "./harness/plot.ts";
import { renderPage, renderTerminal } from "./harness/render.ts";
import type { Entry } from "./harness/report.ts";

const HELP = `Usage: npm run bench [-- [options] [names]]

  names          which benchmarks; all of them unless given
  --quick        one round over less data, to see that everything works
  --rounds <n>   rounds that count (7; 1 with --quick)
  --seed <n>     seed of the data (1)
  --out <folder> where benchmarks.md and benchmarks.json go (docs)
  --list         names the benchmarks
`;

/** Every file of the folder is a benchmark by its file's name. */
const files = import.meta.glob<{ readonly bench: Bench }>("./benches/*.ts");
const benches = new Map(Object.entries(files).map(([path, load]) => [path.replace("./benches/", "").replace(".ts", ""), load]));

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    seed: { type: "string", default: "1" },
    out: { type: "string", default: "docs" },
    list: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    /** The file that the process of a single benchmark leaves its entry in. */
    entry: { type: "string" },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 1 : 7));

const measure = async (bench: Bench): Promise<Entry["result"]> => {
  const closings: Parameters<BenchContext["finally"]>[0][] = [];
  try {
    return await bench.run({ quick: values.quick, rounds, seed: Number(values.seed), say: (text) => say(`  ${text}`), finally: (close) => closings.push(close) });
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { failed: (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "" };
  } finally {
    for (const close of closings.reverse()) await close();
  }
};

const runHere = async (name: string, file: string): Promise<void> => {
  const { bench } = (await benches.get(name)?.()) ?? {};
  if (!bench) throw new Error(`there is no benchmark ${name}`);
  const started = Date.now();
  const machine = machineLine();
  const result = await measure(bench);
  const { title, about, peers } = bench;
  const day = new Date(started).toISOString().slice(0, 10);
  const entry: Entry = { name, title, about, versions: peers.map(versionOf), day, machine, quick: values.quick, rounds, seconds: (Date.now() - started) / 1_000, result };
  writeFileSync(file, JSON.stringify(entry));
};

/** In a process of its own, so that neither memory nor compiled code of one benchmark touches the next. */
const runApart = (name: string, folder: string): Entry | null => {
  const file = join(folder, `${name}.json`);
  const own = ["--entry", file, "--rounds", String(rounds), "--seed", values.seed, ...(values.quick ? ["--quick"] : []), name];
  spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), ...own], { stdio: ["ignore", "inherit", "inherit"] });
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Entry) : null;
};

const writePlots = (entries: readonly Entry[]): void => {
  const folder = join(values.out, "benchmarks");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, result } of entries) {
    const growths = "failed" in result ? [] : growthsOf(result.comparisons);
    if (growths.length > 0) writeFileSync(join(folder, `${name}.svg`), plotGrowth(growths));
  }
};

const runAll = (names: readonly string[]): boolean => {
  mkdirSync(values.out, { recursive: true });
  const kept = join(values.out, "benchmarks.json");
  const entries = new Map<string, Entry>((existsSync(kept) ? (JSON.parse(readFileSync(kept, "utf8")) as Entry[]) : []).filter(({ name }) => benches.has(name)).map((entry) => [entry.name, entry]));
  const folder = mkdtempSync(join(tmpdir(), "tidebook-bench-"));
  let good = true;
  for (const name of names) {
    say(`== ${name}`);
    const entry = runApart(name, folder);
    if (entry) {
      entries.set(name, entry);
      process.stdout.write(`\n${renderTerminal(entry)}\n\n`);
    } else say(`${name} ended without a result`);
    good &&= entry !== null && !("failed" in entry.result);
  }
  rmSync(folder, { recursive: true, force: true });
  const all = [...benches.keys()].flatMap((name) => entries.get(name) ?? []);
  writeFileSync(kept, `${JSON.stringify(all, null, 1)}\n`);
  writeFileSync(join(values.out, "benchmarks.md"), renderPage(all));
  writePlots(all);
  return good;
};

const start = async (): Promise<void> => {
  const unknown = positionals.filter((name) => !benches.has(name));
  if (values.help) process.stdout.write(HELP);
  else if (values.list) process.stdout.write(`${[...benches.keys()].join("\n")}\n`);
  else if (unknown.length > 0 || !(rounds >= 1)) {
    say(unknown.length > 0 ? `There is no benchmark ${unknown.join(", ")}; there are ${[...benches.keys()].join(", ")}.` : "--rounds takes a number from 1.");
    process.exitCode = 2;
  } else if (values.entry) {
    await runHere(positionals[0] ?? "", values.entry);
    // Sockets of peers may keep the process alive.
    process.exit(0);
  } else process.exitCode = runAll(positionals.length > 0 ? positionals : [...benches.keys()]) ? 0 : 1;
};

await start();
