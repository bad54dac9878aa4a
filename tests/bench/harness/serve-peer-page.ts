import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchContext } from "./bench.ts";
import { serveFiles, type Served } from "./serve-files.ts";

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
export const servePeerPage = (script: string, folder: string): Promise<Served> =>
  serveFiles({
    "/": ["text/html; charset=utf-8", '<!doctype html><meta charset="utf-8"><title>peer</title><script type="module" src="/page.js"></script>'],
    "/page.js": ["text/javascript", script],
    "/names.json": ["application/json", readFileSync(join(folder, "names.json"))],
  });
