import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const at = (path: string): URL => new URL(`../../../../${path}`, import.meta.url);
const GUIDE = "docs/guides/adding-a-record-kind.md";

it("the guide to a new kind shows the definition as it is, and every file that it names is there", () => {
  const guide = readFileSync(at(GUIDE), "utf8");
  const shown = /```ts\n(.*?)```/s.exec(guide)?.[1];
  expect(shown).toBe(readFileSync(at("domain/entities/follow-up/follow-up.ts"), "utf8"));
  const named = [...guide.matchAll(/\]\((?:\.\.\/)+([^)]+)\)/g)].map((match) => match[1] ?? "");
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((path) => !existsSync(at(path)))).toEqual([]);
});
