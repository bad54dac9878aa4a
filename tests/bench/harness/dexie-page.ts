import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "#domain/schema/entity.ts";
import { serveFiles, type Served } from "./serve-files.ts";

/** The least that a page can do with the same rows: fetch them as JSON, keep them with Dexie, and do something with those of one kind. */
const pageOf = (kind: string, draw: string): string => `<!doctype html><meta charset="utf-8"><title>rows</title><table id="list"></table><script type="module">
import { Dexie } from "/dexie.js";
const db = new Dexie("rows");
db.version(1).stores({ rows: "id, kind" });
const ofKind = () => db.rows.where("kind").equals("${kind}").toArray();
let rows = await ofKind();
if (rows.length === 0) {
  await db.rows.bulkPut(await (await fetch("/rows.json")).json());
  rows = await ofKind();
}
${draw}
</script>`;

/** Customers by name, one screen of them. */
const LIST = `
const order = new Intl.Collator("en");
rows.sort((a, b) => order.compare(a.name, b.name));
const list = document.querySelector("#list");
list.setAttribute("aria-rowcount", rows.length + 1);
list.append(...rows.slice(0, 40).map((row) => {
  const line = document.createElement("tr");
  line.className = "data-table__row";
  line.append(...["name", "sector", "level", "owner"].map((name) => Object.assign(document.createElement("td"), { textContent: row[name] ?? "" })));
  return line;
}));`;

/** Opportunities by stage: how many, and what they come to. */
const FUNNEL = `
const stages = new Map();
for (const { stage, expectedAmount, deleted } of rows) {
  if (deleted) continue;
  const of = stages.get(stage) ?? { count: 0, amount: 0 };
  stages.set(stage, { count: of.count + 1, amount: of.amount + Number(expectedAmount ?? 0) });
}
const table = document.querySelector("#list");
table.className = "sheet";
const body = document.createElement("tbody");
body.append(...[...stages].map(([stage, { count, amount }]) => {
  const line = document.createElement("tr");
  line.append(...[stage, count, amount].map((value, at) => Object.assign(document.createElement("td"), { textContent: value, className: at === 0 ? "" : "sheet__figure" })));
  return line;
}));
table.append(body);`;

/** Rows as the feed tells them, with their kind. */
type KindRow = Row & { readonly kind: string };

/** Serves such pages with `rows`: the list of customers, and the funnel at `/funnel`. */
export const serveDexiePage = (rows: readonly KindRow[]): Promise<Served> =>
  serveFiles({
    "/": ["text/html; charset=utf-8", pageOf("customer", LIST)],
    "/funnel": ["text/html; charset=utf-8", pageOf("opportunity", FUNNEL)],
    "/dexie.js": ["text/javascript", readFileSync(join(process.cwd(), "node_modules", "dexie", "dist", "modern", "dexie.min.mjs"))],
    "/rows.json": ["application/json", JSON.stringify(rows)],
  });

const SHOWN = 40;
const FIELDS = ["name", "sector", "level", "owner"] as const;
const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;" };

/** Serves a page whose markup is the first screen of the customers and nothing else: what a browser takes for it alone. */
export const serveMarkupPage = (rows: readonly KindRow[]): Promise<Served> => {
  const order = new Intl.Collator("en");
  const customers = rows.filter(({ kind }) => kind === "customer").toSorted((a, b) => order.compare(String(a["name"]), String(b["name"])));
  const cell = (value: unknown): string => `<td>${String(value ?? "").replace(/[&<]/g, (sign) => ESCAPED[sign] ?? sign)}</td>`;
  const lines = customers.slice(0, SHOWN).map((row) => `<tr class="data-table__row">${FIELDS.map((name) => cell(row[name])).join("")}</tr>`);
  return serveFiles({ "/": ["text/html; charset=utf-8", `<!doctype html><meta charset="utf-8"><title>rows</title><table aria-rowcount="${customers.length + 1}">${lines.join("")}</table>`] });
};
