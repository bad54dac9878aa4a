// Everything that must hold before a change is taken: lint, types, build, unit, contract, simulation and browser tests.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, install, root } from "../sync-server/prepare.mjs";

const results = join(root, "test-results");
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

install();

const { findChromium } = await import("./find-chromium.mjs");
const chromium = findChromium();

const outcomes = [];
const bin = (name, ...path) => join(root, "node_modules", name, ...path);

/** A step that is one test of its own: it passes or fails as a whole. */
const check = (name, program, args) => {
  const started = Date.now();
  console.log(`\n== ${name}`);
  const done = spawnSync(program, args, { cwd: root, stdio: "inherit" });
  outcomes.push({ name, ok: done.status === 0, ms: Date.now() - started });
};

const node = (name, args) => check(name, process.execPath, args);

node("lint", [bin("oxlint", "bin", "oxlint"), "--deny-warnings", "."]);
for (const part of ["domain", "workers", "client", "sync-server", "tests"]) {
  node(`types: ${part}`, [bin("typescript", "bin", "tsc"), "-p", part]);
}

console.log("\n== build");
await build();

/** What the report of vitest calls a test that did not run. */
const OMITTED = new Set(["skipped", "pending", "todo", "disabled"]);

/** Runs a test program that writes its own report, and takes over its single tests. */
const suite = (name, args, report, read) => {
  console.log(`\n== ${name}`);
  const done = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, TIDEBOOK_CHROMIUM: chromium },
  });
  if (!existsSync(report)) {
    outcomes.push({ name: `${name}: no report`, ok: false, ms: 0 });
    return;
  }
  const tests = read(JSON.parse(readFileSync(report, "utf8")));
  outcomes.push(...tests);
  if (done.status !== 0 && tests.every((test) => test.ok || test.leftOut)) outcomes.push({ name: `${name}: exit ${done.status}`, ok: false, ms: 0 });
};

const unitReport = join(results, "unit.json");
suite(
  "unit, contracts, simulation",
  [bin("vitest", "vitest.mjs"), "run", "--config", "tests/vitest.config.ts", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`],
  unitReport,
  (report) =>
    report.testResults.flatMap((file) =>
      file.assertionResults.length === 0
        ? [{ name: `${file.name}: ${file.message}`, ok: false, ms: 0 }]
        : file.assertionResults.map((test) => ({ name: test.fullName, ok: test.status === "passed", leftOut: OMITTED.has(test.status), ms: test.duration ?? 0 })),
    ),
);

const browserReport = join(results, "browser.json");
process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = browserReport;
const specsOf = (part, above = "") => [
  ...(part.specs ?? []).map((spec) => ({ ...spec, title: `${above}${spec.title}` })),
  ...(part.suites ?? []).flatMap((inner) => specsOf(inner, `${above}${inner.title} `)),
];
suite(
  "browser",
  [bin("@playwright/test", "cli.js"), "test", "--config", "tests/playwright.config.ts", "--reporter=list,json"],
  browserReport,
  (report) =>
    report.suites.flatMap((file) => specsOf(file)).map((spec) => ({
      name: spec.title,
      ok: spec.ok,
      leftOut: spec.tests.every((test) => test.status === "skipped"),
      again: spec.tests.some((test) => test.status === "flaky"),
      ms: spec.tests.flatMap((test) => test.results).reduce((sum, result) => sum + result.duration, 0),
    })),
);

/** Only real data that is not beside the project, and a machine without any PostgreSQL, are reasons to leave a test out. */
const isExcused = (outcome) => outcome.leftOut === true && (outcome.name.startsWith("on PostgreSQL ") || !existsSync(join(root, "..", "shared", "data")));
const leftOut = outcomes.filter(isExcused);
const judged = outcomes.filter((outcome) => !isExcused(outcome));
const failed = judged.filter((outcome) => !outcome.ok || outcome.leftOut === true);
/** A rule holds because a test that ran says so; one whose every test was left out is proven by nothing. */
const proven = new Set(judged.filter((outcome) => outcome.ok).flatMap((outcome) => outcome.name.match(/(?<=\[)[A-Z]{1,2}-\d{2}(?=\])/g) ?? []));
const rules = [...readFileSync(join(root, "docs", "SPEC.md"), "utf8").matchAll(/^- \*\*\[([A-Z]+-\d+)\]\*\*/gm)].map(([, id]) => id);
const unproven = [...new Set(rules)].filter((id) => !proven.has(id));
if (unproven.length > 0) failed.push({ name: `rules that no passed test cites: ${unproven.join(", ")}`, ok: false, ms: 0 });
console.log("\nSlowest:");
for (const slow of outcomes.toSorted((a, b) => b.ms - a.ms).slice(0, 15)) {
  console.log(`  ${(slow.ms / 1000).toFixed(1).padStart(6)} s  ${slow.name}`);
}
if (leftOut.length > 0) console.log("\nLeft out, since ../shared/data is not beside the project or no PostgreSQL starts here:");
for (const outcome of leftOut) console.log(`  ${outcome.name}`);
const again = outcomes.filter((outcome) => outcome.again === true);
if (again.length > 0) console.log("\nPassed at the second try only, which asks for a reason:");
for (const outcome of again) console.log(`  ${outcome.name}`);
if (failed.length > 0) console.log("\nFailed:");
for (const outcome of failed) console.log(`  ${outcome.name}`);
console.log(`\n${judged.filter((outcome) => outcome.ok).length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
