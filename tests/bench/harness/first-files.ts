import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Page } from "playwright";
import { paintedAt, signIn, watchRows } from "./app-page.ts";
import type { CountingProxy } from "./counting-proxy.ts";

/** What a first load may fetch of the app until its list is usable, packed by Brotli of the best quality. */
export const FIRST_LOAD_BYTES = 150_000;

export interface FirstFiles {
  /** The largest first. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly bytes: number;
  /** Records that came by then, in bytes on the wire. */
  readonly records: number;
}

const brotli = (path: string): number =>
  brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }).length;

/**
 * What a new device fetches by way of the proxy until the boss's customers are painted, signing in included. What opens storage, and what the service worker
 * keeps for offline, comes after that. `app`: the folder of the built app.
 */
export const filesUntilList = async (page: Page, proxy: CountingProxy, app: string): Promise<FirstFiles> => {
  await watchRows(page);
  await page.goto(`${proxy.url}/customer`, { waitUntil: "commit" });
  await page.getByLabel("Account").waitFor();
  await signIn(page);
  const since = await paintedAt(page);
  const records = proxy.socketBytes();
  const asked = new Set(proxy.fetchedUntil(since + (await page.evaluate(() => performance.timeOrigin))));
  const files = [...asked]
    .filter((path) => !path.startsWith("/api/"))
    .map((path) => ({ path, bytes: brotli(join(app, /\.[a-z]+$/.test(path) ? path : "index.html")) }))
    .toSorted((a, b) => b.bytes - a.bytes);
  return { files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), records };
};
