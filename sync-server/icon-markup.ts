import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import type { Plugin } from "vite";
import { FIRST_ICONS, LATE_ICONS, type IconName } from "../client/ui/icon-names.ts";

const MODULES: ReadonlyMap<string, readonly IconName[]> = new Map<string, readonly IconName[]>([
  ["virtual:first-icons", FIRST_ICONS],
  ["virtual:late-icons", LATE_ICONS],
]);

/** Where Lucide has another name for it. */
const IN_LUCIDE: Partial<Record<IconName, string>> = { "building-2": "building-complex", help: "circle-question-mark", history: "rotate-ccw-clock", home: "house" };

type Node = readonly [tag: string, attributes: Readonly<Record<string, string>>];

const folder = join(dirname(createRequire(import.meta.url).resolve("lucide-solid")), "..", "esm", "icons");

const nodesOf = (name: IconName): readonly Node[] => {
  const source = readFileSync(join(folder, `${IN_LUCIDE[name] ?? name}.mjs`), "utf8");
  const [, data] = /const __iconData = (\{.*?\n\});/s.exec(source) ?? [];
  if (!data) throw new Error(`Lucide's icon ${name} is written otherwise than expected`);
  return (runInNewContext(`(${data})`) as { readonly node: readonly Node[] }).node;
};

const markupOf = (name: IconName): string =>
  nodesOf(name)
    .map(([tag, { key: _key, ...attributes }]) => `<${tag}${Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${value}"`).join("")}/>`)
    .join("");

/** The markup of each icon as a text: a third of what Lucide's components are, and one element to make instead of a tree of components. */
export const iconMarkup = (): Plugin => ({
  name: "tidebook-icon-markup",
  resolveId: (id) => (MODULES.has(id) ? `\0${id}` : null),
  load: (id) => {
    const names = MODULES.get(id.slice(1));
    return names ? `export default ${JSON.stringify(Object.fromEntries(names.map((name) => [name, markupOf(name)])))}` : null;
  },
});
