// Prints which feature IDs of the inventory have a passing test in the last run of `npm test`, and which have none.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../sync-server/prepare.mjs";

const inventory = [join(root, "..", "shared", "spec", "features.md"), join(root, "docs", "features.txt")].find((path) => existsSync(path));
const report = (name) => {
  const path = join(root, "test-results", name);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
};

const unit = report("unit.json");
const browser = report("browser.json");
if (!unit && !browser) {
  console.error("No results yet: run npm test first.");
  process.exit(1);
}

const specsOf = (part) => [...(part.specs ?? []), ...(part.suites ?? []).flatMap(specsOf)];
const passed = [
  ...(unit?.testResults ?? []).flatMap((file) => file.assertionResults.filter((test) => test.status === "passed").map((test) => test.fullName)),
  ...(browser?.suites ?? []).flatMap(specsOf).filter((spec) => spec.ok).map((spec) => spec.title),
];

const ID = /\b[A-Z]{2}-\d{2}\b/g;
const counts = new Map();
for (const title of passed) for (const id of new Set(title.match(ID) ?? [])) counts.set(id, (counts.get(id) ?? 0) + 1);

const known = inventory ? [...readFileSync(inventory, "utf8").matchAll(/^- ([A-Z]{2}-\d{2}) /gm)].map((match) => match[1]) : [...counts.keys()];
if (!inventory) console.log("The feature inventory is not beside the project: only the IDs that tests name are listed.");
for (const module of new Set(known.map((id) => id.slice(0, 2)))) {
  const ids = known.filter((id) => id.startsWith(module));
  const proven = ids.filter((id) => counts.has(id));
  console.log(`${module}  ${String(proven.length).padStart(3)} of ${String(ids.length).padStart(3)}  ${proven.map((id) => id.slice(3)).join(" ")}`);
  const open = ids.filter((id) => !counts.has(id));
  if (open.length > 0) console.log(`    without a test: ${open.map((id) => id.slice(3)).join(" ")}`);
}
console.log(`${known.filter((id) => counts.has(id)).length} of ${known.length} features have a passing test`);
