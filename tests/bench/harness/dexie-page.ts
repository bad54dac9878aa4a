import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Row } from "#domain/schema/entity.ts";

/** The least that a page can do with the same rows: fetch them as JSON, keep them with Dexie, sort by name, lay out a table. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>rows</title><table id="list"></table><script type="module">
import { Dexie } from "/dexie.js";
const db = new Dexie("rows");
db.version(1).stores({ rows: "id, kind" });
let rows = await db.rows.where("kind").equals("customer").toArray();
if (rows.length === 0) {
  const all = await (await fetch("/rows.json")).json();
  await db.rows.bulkPut(all);
  rows = await db.rows.where("kind").equals("customer").toArray();
}
const order = new Intl.Collator("en");
rows.sort((a, b) => order.compare(a.name, b.name));
const list = document.querySelector("#list");
list.setAttribute("aria-rowcount", rows.length + 1);
list.append(...rows.slice(0, 40).map((row) => {
  const line = document.createElement("tr");
  line.className = "data-table__row";
  line.append(...["name", "sector", "level", "owner"].map((name) => Object.assign(document.createElement("td"), { textContent: row[name] ?? "" })));
  return line;
}));
</script>`;

/** Serves that page with `rows`, compressed as our relay's answers are. */
export const serveDexiePage = async (rows: readonly (Row & { readonly kind: string })[]): Promise<{ readonly url: string; readonly close: () => Promise<void> }> => {
  const dexie = gzipSync(readFileSync(join(process.cwd(), "node_modules", "dexie", "dist", "modern", "dexie.min.mjs")));
  const files: Readonly<Record<string, readonly [type: string, body: Buffer]>> = {
    "/": ["text/html; charset=utf-8", gzipSync(PAGE)],
    "/dexie.js": ["text/javascript", dexie],
    "/rows.json": ["application/json", gzipSync(JSON.stringify(rows))],
  };
  const server = createServer(({ url = "/" }, answer) => {
    const file = files[url];
    if (file) answer.writeHead(200, { "Content-Type": file[0], "Content-Encoding": "gzip", "Cache-Control": "max-age=600" }).end(file[1]);
    else answer.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
