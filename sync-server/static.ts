import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

const COMPRESSED = new Set([".html", ".js", ".mjs", ".css", ".json", ".webmanifest", ".svg", ".txt"]);

type Encoding = "br" | "gzip";

interface File {
  readonly path: string;
  readonly body: Buffer;
  /** Each encoding is read or made when it is first asked for, and kept. */
  readonly packed: Map<Encoding, Promise<Buffer>>;
  readonly packable: boolean;
  readonly etag: string;
  readonly modified: number;
}

const packGzip = promisify(gzip);
const packBrotli = promisify(brotliCompress);

/** Above this Brotli takes many times as long for a few hundredths less. */
const BROTLI_QUALITY = 9;

const pack = (body: Buffer, encoding: Encoding): Promise<Buffer> =>
  encoding === "gzip"
    ? packGzip(body)
    : packBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });

/** The best encoding that a request's `Accept-Encoding` takes. */
const encodingOf = (accepts: string): Encoding | null => {
  const taken = new Set(accepts.split(",").flatMap((part) => {
    const [name = "", ...params] = part.trim().toLowerCase().split(/\s*;\s*/);
    return params.some((param) => /^q=0(\.0*)?$/.test(param)) ? [] : [name];
  }));
  if (taken.has("br")) return "br";
  return taken.has("gzip") ? "gzip" : null;
};

const isFile = async (path: string): Promise<number | null> => {
  try {
    const found = await stat(path);
    return found.isFile() ? found.mtimeMs : null;
  } catch {
    return null;
  }
};

/** What the build packed beforehand; null where it did not, or before the file was last written. */
const packedBefore = async (path: string, modified: number): Promise<Buffer | null> => {
  const packed = `${path}.br`;
  const made = await isFile(packed);
  return made !== null && made >= modified ? readFile(packed) : null;
};

/**
 * Serves the built app. Files under `assets/` carry their content's hash in the name and never change; everything else is asked for
 * again each time. A path without a file is a screen of the app: it gets the app's page.
 */
export const createStatic = (root: string) => {
  const files = new Map<string, File>();

  const load = async (path: string, modified: number): Promise<File> => {
    const known = files.get(path);
    if (known?.modified === modified) return known;
    const body = await readFile(path);
    const packable = COMPRESSED.has(extname(path)) && body.length > 1_024;
    const file: File = { path, body, packed: new Map(), packable, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`, modified };
    files.set(path, file);
    return file;
  };

  const packNow = async ({ path, body, modified }: File, encoding: Encoding): Promise<Buffer> => {
    const before = encoding === "br" ? await packedBefore(path, modified) : null;
    return before ?? pack(body, encoding);
  };

  const packedOf = (file: File, encoding: Encoding): Promise<Buffer> => {
    let made = file.packed.get(encoding);
    if (!made) file.packed.set(encoding, (made = packNow(file, encoding)));
    return made;
  };

  const find = async (pathname: string): Promise<{ path: string; modified: number } | null> => {
    const path = normalize(join(root, pathname));
    if (path !== root && !path.startsWith(root + sep)) return null;
    const modified = await isFile(path);
    if (modified !== null) return { path, modified };
    if (extname(pathname) !== "") return null;
    const page = join(root, "index.html");
    const shell = await isFile(page);
    return shell === null ? null : { path: page, modified: shell };
  };

  /** Resolves false when there is no such file. */
  return async (pathname: string, headers: { readonly etag: string | undefined; readonly accepts: string }, response: ServerResponse, bodyless: boolean): Promise<boolean> => {
    const found = await find(pathname);
    if (!found) return false;
    const file = await load(found.path, found.modified);
    const fixed = pathname.startsWith("/assets/");
    response.setHeader("Cache-Control", fixed ? "public, max-age=31536000, immutable" : "no-cache");
    response.setHeader("ETag", file.etag);
    response.setHeader("Vary", "Accept-Encoding");
    if (headers.etag === file.etag) {
      response.writeHead(304).end();
      return true;
    }
    const encoding = file.packable ? encodingOf(headers.accepts) : null;
    const body = encoding ? await packedOf(file, encoding) : file.body;
    if (encoding) response.setHeader("Content-Encoding", encoding);
    response.writeHead(200, { "Content-Type": TYPES[extname(found.path)] ?? "application/octet-stream", "Content-Length": body.length });
    response.end(bodyless ? undefined : body);
    return true;
  };
};
