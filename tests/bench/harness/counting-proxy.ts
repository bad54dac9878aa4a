import { createServer, request } from "node:http";
import { connect, type AddressInfo } from "node:net";

export interface CountingProxy {
  readonly url: string;
  /** Paths asked for until then, in order; `until` by this machine's clock. */
  readonly fetchedUntil: (until: number) => readonly string[];
  /** Bytes that came down websockets so far, as they were on the wire. */
  readonly socketBytes: () => number;
  readonly close: () => Promise<void>;
}

/** Passes everything on to the server at `target`, and keeps account of what was asked for. */
export const createCountingProxy = async (target: string): Promise<CountingProxy> => {
  const { hostname, port } = new URL(target);
  const fetched: { readonly path: string; readonly at: number }[] = [];
  let bytes = 0;
  const server = createServer((asked, answer) => {
    fetched.push({ path: asked.url ?? "/", at: Date.now() });
    const passed = request({ hostname, port, path: asked.url, method: asked.method, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.once("error", () => answer.destroy());
    asked.pipe(passed);
  });
  server.on("upgrade", (asked, socket, head) => {
    const passed = connect(Number(port), hostname, () => {
      const headers = Object.entries(asked.headers).map(([name, value]) => `${name}: ${String(value)}`);
      passed.write([`GET ${asked.url} HTTP/1.1`, ...headers, "", ""].join("\r\n"));
      passed.write(head);
      socket.pipe(passed).pipe(socket);
    });
    passed.on("data", (chunk: Buffer) => (bytes += chunk.length));
    passed.once("error", () => socket.destroy());
    socket.once("error", () => passed.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fetchedUntil: (until) => fetched.filter(({ at }) => at <= until).map(({ path }) => path),
    socketBytes: () => bytes,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
