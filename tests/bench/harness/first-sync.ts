import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "#tests/browser/server.ts";
import { listed, saved, signIn } from "./app-page.ts";
import type { BenchContext, Comparison } from "./bench.ts";
import { onNewDevice } from "./browser.ts";
import { createCountingProxy } from "./counting-proxy.ts";
import type { FilledWorkspace } from "./filled-workspace.ts";
import type { Contender } from "./interleave.ts";
import { freePort, startProgram } from "./process.ts";
import { sampleOf } from "./sample.ts";
import { servePeerPage } from "./serve-peer-page.ts";

export const PATIENCE = 300_000;
const BYTES_BESIDE = 80;

type Round = Readonly<Record<string, number>>;

/** From the first letter of the account until everything is received and stored, and the customers are listed. */
const ourSync = (url: string, customers: number): Promise<{ readonly answer: number; readonly took: Round }> =>
  onNewDevice(async (page) => {
    await page.goto(`${url}/customer`, { waitUntil: "commit" });
    await page.getByLabel("Account").waitFor();
    const started = await page.evaluate(() => performance.now());
    await signIn(page);
    await listed(page, PATIENCE);
    const first = await page.evaluate(() => performance.now());
    await saved(page, PATIENCE);
    await page.waitForSelector(`[aria-rowcount='${customers + 1}']`, { timeout: PATIENCE });
    const all = await page.evaluate(() => performance.now());
    return { answer: customers, took: { first: first - started, all: all - started } };
  }, "block");

/** This app's device: a new browser and profile each round. `bytes` counts what comes down its websocket in one more. */
export const ourSide = async ({ data, customers }: FilledWorkspace, context: BenchContext): Promise<{ readonly contender: Contender<number>; readonly bytes: () => Promise<number> }> => {
  const copy = mkdtempSync(join(tmpdir(), "tidebook-bench-"));
  cpSync(data, copy, { recursive: true });
  const server = await startServer({ data: copy });
  context.finally(() => server.stop());
  return {
    contender: { name: "Tidebook", run: () => ourSync(server.url, customers) },
    bytes: async () => {
      const proxy = await createCountingProxy(server.url);
      try {
        await ourSync(proxy.url, customers);
        return proxy.socketBytes();
      } finally {
        await proxy.close();
      }
    },
  };
};

/** A peer's page and server: a new browser and a new server each round. */
export const peerSide = async (which: "hocuspocus" | "y-websocket", { documents }: FilledWorkspace, script: string, context: BenchContext): Promise<Contender<number>> => {
  const site = await servePeerPage(script, documents);
  context.finally(site.close);
  return {
    name: which === "hocuspocus" ? "Hocuspocus, one socket" : "y-websocket",
    run: async () => {
      // A server of its own each time: what is loaded once would be there for the next.
      const port = await freePort();
      const stop = await startProgram(join(process.cwd(), "tests", "bench", "harness", "peer-relay.mjs"), [which, documents, String(port)], port);
      try {
        return await onNewDevice(async (page) => {
          await page.goto(site.url);
          await page.waitForFunction(() => "syncAll" in globalThis);
          const { answer, all } = await page.evaluate(
            async ([name, address]) => {
              const started = performance.now();
              const found = await globalThis.syncAll(name, address);
              return { answer: found, all: performance.now() - started };
            },
            [which, `ws://127.0.0.1:${port}`] as const,
          );
          return { answer, took: { all } };
        }, "block");
      } finally {
        await stop();
      }
    },
  };
};

export const besideContent = (wire: number, { content, records }: FilledWorkspace): Comparison => ({
  what: `on the wire beside the content, per record of ${records.toLocaleString("en-US")}`,
  unit: "bytes",
  ours: { finished: true, sample: sampleOf([Math.round((wire - content) / records)]) },
  peers: [],
  target: `≤ ${BYTES_BESIDE}`,
});
