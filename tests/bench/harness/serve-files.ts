import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

export interface Served {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves files by their path on this machine, compressed as our relay's answers are. */
export const serveFiles = async (files: Readonly<Record<string, readonly [type: string, body: string | Buffer]>>): Promise<Served> => {
  const packed = new Map(Object.entries(files).map(([path, [type, body]]) => [path, { type, body: gzipSync(body) }]));
  const server = createServer(({ url = "/" }, answer) => {
    const file = packed.get(url);
    if (file) answer.writeHead(200, { "Content-Type": file.type, "Content-Encoding": "gzip", "Cache-Control": "max-age=600" }).end(file.body);
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
