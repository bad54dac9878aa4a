import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchContext } from "./bench.ts";

/** Builds the page of the peers once, as it would be shipped. */
export const buildPeerPage = async (context: BenchContext): Promise<string> => {
  const { build } = await import("vite");
  const out = mkdtempSync(join(tmpdir(), "tidebook-bench-"));
  context.finally(() => rmSync(out, { recursive: true, force: true }));
  const input = join(process.cwd(), "tests", "bench", "harness", "peer-page.ts");
  await build({ configFile: false, root: process.cwd(), logLevel: "error", build: { outDir: out, emptyOutDir: true, rolldownOptions: { input, output: { entryFileNames: "page.js" } } } });
  return readFileSync(join(out, "page.js"), "utf8");
};

/** Serves that page with the names of the documents in `folder`. */
export const servePeerPage = async (script: string, folder: string): Promise<{ readonly url: string; readonly close: () => Promise<void> }> => {
  const files: Readonly<Record<string, readonly [type: string, body: string | Buffer]>> = {
    "/": ["text/html; charset=utf-8", '<!doctype html><meta charset="utf-8"><title>peer</title><script type="module" src="/page.js"></script>'],
    "/page.js": ["text/javascript", script],
    "/names.json": ["application/json", readFileSync(join(folder, "names.json"))],
  };
  const server = createServer(({ url = "/" }, answer) => {
    const file = files[url];
    if (file) answer.writeHead(200, { "Content-Type": file[0] }).end(file[1]);
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
