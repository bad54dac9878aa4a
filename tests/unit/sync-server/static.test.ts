import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createStatic } from "#sync-server/static.ts";

const CODE = "export const answer = 42;\n".repeat(200);
const OLDER = "export const answer = 41;\n".repeat(200);
const NOW = 1_700_000_000;

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tidebook-static-"));
  mkdirSync(join(root, "assets"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (name: string, body: string | Buffer, at: number): void => {
  const path = join(root, "assets", name);
  writeFileSync(path, body);
  utimesSync(path, at, at);
};

/** What is answered to a request that takes these encodings. */
const ask = async (accepts: string): Promise<{ readonly encoding: unknown; readonly body: Buffer }> => {
  const headers = new Map<string, unknown>();
  let body: Buffer = Buffer.alloc(0);
  const response = {
    setHeader: (name: string, value: unknown) => headers.set(name, value),
    writeHead: () => response,
    end: (sent: Buffer) => (body = sent),
  };
  await createStatic(root)("/assets/app.js", { etag: undefined, accepts }, response as unknown as ServerResponse, false);
  return { encoding: headers.get("Content-Encoding"), body };
};

describe("files of the app", () => {
  it("what the build packed is sent as it is, to those who take Brotli", async () => {
    const packed = brotliCompressSync(CODE);
    put("app.js", CODE, NOW);
    put("app.js.br", packed, NOW + 1);
    expect(await ask("gzip, br")).toEqual({ encoding: "br", body: packed });
    const other = await ask("gzip");
    expect([other.encoding, gunzipSync(other.body).toString()]).toEqual(["gzip", CODE]);
  });

  it("a file written after it was packed is packed anew", async () => {
    put("app.js.br", brotliCompressSync(OLDER), NOW);
    put("app.js", CODE, NOW + 1);
    const { encoding, body } = await ask("br");
    expect([encoding, brotliDecompressSync(body).toString()]).toEqual(["br", CODE]);
  });
});
