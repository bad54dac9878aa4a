import Database from "better-sqlite3";
import { createServer } from "node:http";
import { WebSocket, WebSocketServer } from "ws";
import type { Program } from "./apart.ts";

interface Arrived {
  readonly room: string;
  readonly from: WebSocket;
  readonly bytes: Buffer;
}

/**
 * The least that a relay on `ws` can do: it passes what comes on to the others of the room. With a file it first writes what came at the same moment
 * into SQLite, in one transaction that is on the disk.
 */
const run = async (port: number, file: string | null): Promise<void> => {
  const server = createServer((_request, response) => response.end());
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  const rooms = new Map<string, Set<WebSocket>>();
  const pass = ({ room, from, bytes }: Arrived): void => {
    for (const other of rooms.get(room) ?? []) if (other !== from && other.readyState === WebSocket.OPEN) other.send(bytes);
  };

  const db = file === null ? null : new Database(file);
  db?.pragma("journal_mode = WAL");
  db?.pragma("synchronous = FULL");
  db?.exec("CREATE TABLE arrived (no INTEGER PRIMARY KEY, room TEXT NOT NULL, bytes BLOB NOT NULL)");
  const insert = db?.prepare("INSERT INTO arrived (room, bytes) VALUES (?, ?)");
  const store = db?.transaction((all: readonly Arrived[]) => {
    for (const { room, bytes } of all) insert?.run(room, bytes);
  });
  let waiting: Arrived[] = [];
  const flush = (): void => {
    const all = waiting;
    waiting = [];
    store?.(all);
    for (const one of all) pass(one);
  };

  sockets.on("connection", (socket, request) => {
    const room = request.url ?? "";
    rooms.set(room, (rooms.get(room) ?? new Set()).add(socket));
    socket.on("close", () => rooms.get(room)?.delete(socket));
    socket.on("message", (data: Buffer) => {
      const one = { room, from: socket, bytes: data };
      if (!store) return pass(one);
      if (waiting.push(one) === 1) setImmediate(flush);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
};

export const floorRelay: Program = { url: import.meta.url, name: "floor-relay", run };
