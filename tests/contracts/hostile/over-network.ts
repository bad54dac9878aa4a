import { WebSocket } from "ws";
import { closeReasonOf } from "#domain/protocol/close.ts";
import type { createRawDevice } from "#tests/unit/sync-server/raw-device.ts";

type Seen = Parameters<typeof createRawDevice>[0];

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Resolves once the other side has read what was sent, and what it sent before that has come. */
export const roundTrip = (socket: WebSocket): Promise<void> =>
  socket.readyState === socket.OPEN
    ? new Promise((resolve) => {
        const done = () => {
          socket.off("pong", done);
          socket.off("close", done);
          resolve();
        };
        socket.once("pong", done);
        socket.once("close", done);
        socket.ping();
      })
    : turn();

/** The relay as a device sees it that has a network between. */
export const overNetwork = (port: number, relay: Pick<Seen, "read" | "tokens">): Seen => {
  let socket: WebSocket | null = null;
  return {
    accept: (link) => {
      const mine = new WebSocket(`ws://127.0.0.1:${port}/sync`);
      socket = mine;
      const early: Uint8Array[] = [];
      mine.on("open", () => early.splice(0).forEach((bytes) => mine.send(bytes)));
      mine.on("message", (data: Buffer) => link.send(new Uint8Array(data)));
      mine.on("error", () => undefined);
      mine.on("close", (code) => link.close(closeReasonOf(code) ?? "badFrame"));
      return { receive: (bytes) => (mine.readyState === mine.OPEN ? mine.send(bytes) : void early.push(bytes)), closed: () => mine.terminate() };
    },
    read: async (job) => {
      if (socket?.readyState === socket?.CONNECTING) await new Promise((resolve) => socket?.once("open", resolve));
      if (socket) await roundTrip(socket);
      return relay.read(job);
    },
    tokens: relay.tokens,
  };
};
