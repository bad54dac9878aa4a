import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const features = fileURLToPath(new URL("../../../../shared/spec/features.md", import.meta.url));

const TITLE = /\b(?:it|test|describe)(?:\.\w+(?:\([^)]*\))?)*\(\s*(["'`])([^\n]*?)\1/g;
const CITED = /\[([A-Z]{1,2}-\d{2})\]/g;

const filesIn = (folder: string): readonly string[] => readdirSync(root + folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file)).map((file) => `${root}${folder}/${file}`);

const cited = new Map<string, string>();
for (const file of filesIn("tests")) {
  for (const [, , title = ""] of readFileSync(file, "utf8").matchAll(TITLE)) {
    for (const [, id = ""] of title.matchAll(CITED)) cited.set(id, `${file.slice(root.length)}: ${title}`);
  }
}
const numbers = [...readFileSync(`${root}docs/SPEC.md`, "utf8").matchAll(/^- \*\*\[([A-Z]+-\d+)\]\*\*/gm)].map(([, id = ""]) => id);
const rules = new Set(numbers);

if (!existsSync(features)) console.warn("skipped: ../shared/spec/features.md is not beside the project, so feature ids in titles are not checked");

describe("the rule book", () => {
  it("is read, and so are the titles", () => {
    expect(rules.size).toBeGreaterThan(80);
    expect(cited.size).toBeGreaterThan(100);
  });

  it("numbers no two rules alike", () => {
    expect(numbers.filter((id, at) => numbers.indexOf(id) !== at)).toEqual([]);
  });

  it("has a test for every rule", () => {
    expect([...rules].filter((id) => !cited.has(id))).toEqual([]);
  });

  it("has every rule that the security document relies on, and the tests it names are there and cite them", () => {
    const security = readFileSync(`${root}docs/security.md`, "utf8");
    const relied = [...security.matchAll(/\b([A-Z]-\d{2})\b/g)].map(([, id = ""]) => id);
    expect(relied.length).toBeGreaterThan(30);
    expect(relied.filter((id) => !rules.has(id))).toEqual([]);
    const named = [...security.matchAll(/`(tests\/[^`]+)` ((?:\[[A-Z]-\d{2}\] ?)+)/g)];
    expect(named.length).toBeGreaterThan(6);
    const missing = named.flatMap(([, file = "", ids = ""]) => {
      const source = existsSync(root + file) ? readFileSync(root + file, "utf8") : "";
      return [...ids.matchAll(/\[[A-Z]-\d{2}\]/g)].filter(([id]) => !source.includes(id)).map(([id]) => `${file} ${id}`);
    });
    expect(missing).toEqual([]);
  });

  it.skipIf(!existsSync(features))("and the list of features have every id that a test cites", () => {
    const known = new Set([...rules, ...[...readFileSync(features, "utf8").matchAll(/^- ([A-Z]{2}-\d{2}) /gm)].map(([, id = ""]) => id)]);
    expect([...cited].filter(([id]) => !known.has(id))).toEqual([]);
  });
});
