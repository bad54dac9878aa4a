import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { KEPT_KEYS } from "#client/actions/key-book.ts";

const client = fileURLToPath(new URL("../../../../client/", import.meta.url));
const sources = (folder: string): readonly string[] =>
  readdirSync(client + folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file)).map((file) => readFileSync(`${client}${folder}/${file}`, "utf8"));

it("the help knows every shortcut of a screen, also away from it", () => {
  const written = [...sources("scenes"), ...sources("kinds"), ...sources("record")].join("\n");
  expect(written).toContain("shortcut: keysOf(");
  expect(written.match(/shortcut: ["'`].*/g)).toBeNull();
});

it("no two commands share their keys", () => {
  const keys = KEPT_KEYS.map((kept) => kept.keys);
  expect(new Set(keys).size).toBe(keys.length);
});
