// Serves documents with a peer's own server: `node peer-relay.mjs hocuspocus|y-websocket <folder> <port>`. They are in memory before anybody asks.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";

const [which, folder, port] = process.argv.slice(2);
const names = JSON.parse(readFileSync(join(folder, "names.json"), "utf8"));
const ends = JSON.parse(readFileSync(join(folder, "ends.json"), "utf8"));
const bytes = readFileSync(join(folder, "contents.bin"));
const contents = new Map(names.map((name, at) => [name, bytes.subarray(at === 0 ? 0 : ends[at - 1], ends[at])]));
const require = createRequire(join(process.cwd(), "package.json"));

if (which === "hocuspocus") {
  const { Server } = require("@hocuspocus/server");
  const Y = require("yjs");
  const server = new Server({
    port: Number(port),
    address: "127.0.0.1",
    quiet: true,
    onLoadDocument: async ({ documentName, document }) => {
      Y.applyUpdate(document, contents.get(documentName));
    },
  });
  await server.listen();
} else {
  const { setPersistence, setupWSConnection } = require("y-websocket-2/bin/utils");
  const Y = require("yjs");
  const { WebSocketServer } = require("ws");
  setPersistence({ provider: null, bindState: (name, doc) => Y.applyUpdate(doc, contents.get(name)), writeState: async () => undefined });
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on("connection", (socket, request) => setupWSConnection(socket, request, { docName: decodeURIComponent(request.url.slice(1).split("?")[0]) }));
  http.listen(Number(port), "127.0.0.1");
}
