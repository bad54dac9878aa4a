import type { IncomingMessage, Server } from "node:http";
import { WebSocketServer, type WebSocket } from "ws";
import { parseRecordId, type RecordId } from "#domain/id.ts";
import { CLOSE } from "#domain/protocol/close.ts";
import { MAX_FRAME } from "#domain/protocol/frame.ts";
import type { Link, Receiver } from "./connection.ts";
import { isOwnOrigin } from "./origin.ts";
import type { Relay } from "./relay.ts";
import { openSingleDocument } from "./single-document.ts";

const HEARTBEAT = 25_000;
const HELLO_WITHIN = 10_000;
const PROTOCOL_NAME = "tidebook";

const bytesOf = (data: unknown): Uint8Array => {
  if (Array.isArray(data)) return Buffer.concat(data as Buffer[]);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : (data as Buffer);
};

const linkOf = (socket: WebSocket): Link => ({
  send: (bytes) => {
    if (socket.readyState === socket.OPEN) socket.send(bytes);
  },
  close: (reason, detail) => socket.close(CLOSE[reason].code, (detail ?? reason).slice(0, 120)),
  waiting: () => socket.bufferedAmount,
});

export interface WebsocketDeps {
  readonly server: Server;
  readonly relay: Relay;
  readonly origins: readonly string[];
}

/** Websockets of devices (`/sync`) and of stock y-websocket clients (`/yjs/<record id>`). Returns what ends them. */
export const attachWebsockets = ({ server, relay, origins }: WebsocketDeps): { readonly close: () => void } => {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME,
    perMessageDeflate: { threshold: 2_048, serverNoContextTakeover: true, clientNoContextTakeover: true, concurrencyLimit: 4, zlibDeflateOptions: { level: 3 } },
    handleProtocols: (offered) => (offered.has(PROTOCOL_NAME) ? PROTOCOL_NAME : false),
  });
  const alive = new WeakMap<WebSocket, boolean>();

  const wire = (socket: WebSocket, receiver: Receiver) => {
    socket.on("message", (data, isBinary) => {
      if (!isBinary) return socket.close(CLOSE.badFrame.code, "badFrame");
      receiver.receive(bytesOf(data));
    });
    socket.on("close", () => receiver.closed());
  };

  const watchOver = (socket: WebSocket) => {
    alive.set(socket, true);
    socket.on("pong", () => alive.set(socket, true));
    socket.on("error", () => socket.terminate());
  };

  const openDevice = (socket: WebSocket) => {
    watchOver(socket);
    const late = setTimeout(() => socket.close(CLOSE.badFrame.code, "helloMissing"), HELLO_WITHIN);
    socket.once("message", () => clearTimeout(late));
    socket.once("close", () => clearTimeout(late));
    wire(socket, relay.accept(linkOf(socket)));
  };

  const openDocument = async (socket: WebSocket, user: RecordId, record: RecordId): Promise<void> => {
    watchOver(socket);
    const early: Uint8Array[] = [];
    const hold = (data: unknown) => early.push(bytesOf(data));
    socket.on("message", hold);
    const receiver = await openSingleDocument(relay, linkOf(socket), user, record);
    socket.off("message", hold);
    if (!receiver) return;
    if (socket.readyState !== socket.OPEN) return receiver.closed();
    for (const bytes of early) receiver.receive(bytes);
    wire(socket, receiver);
  };

  const tokenOf = (request: IncomingMessage): string => {
    const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
    return offered.find((name) => name.startsWith("token."))?.slice("token.".length) ?? "";
  };

  /** The close comes after the handshake: a browser shows no reason for a handshake that fails. */
  const refuse = (socket: WebSocket, reason: keyof typeof CLOSE) => socket.close(CLOSE[reason].code, reason);

  server.on("upgrade", (request, raw, head) => {
    raw.on("error", () => raw.destroy());
    const pathname = pathOf(request);
    const record = pathname.startsWith("/yjs/") ? parseRecordId(decodeSafely(pathname.slice("/yjs/".length))) : null;
    if ((pathname !== "/sync" && record === null) || !isOwnOrigin(request, origins)) {
      raw.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, raw, head, (socket) => {
      if (record === null) return openDevice(socket);
      relay.tokens
        .check("document", tokenOf(request))
        .then((token) => (token?.record === record ? openDocument(socket, token.user, record) : refuse(socket, "forbidden")))
        .catch(() => refuse(socket, "restarting"));
    });
  });

  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (alive.get(socket) === false) socket.terminate();
      alive.set(socket, false);
      socket.ping();
    }
  }, HEARTBEAT);
  heartbeat.unref();

  return {
    close: () => {
      clearInterval(heartbeat);
      for (const socket of sockets.clients) socket.close(CLOSE.restarting.code, "restarting");
      sockets.close();
    },
  };
};

/** The path asked for; empty when what stands there is no address. */
const pathOf = ({ url }: IncomingMessage): string => (url !== undefined && URL.canParse(url, "http://relay") ? new URL(url, "http://relay").pathname : "");

const decodeSafely = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
};
