import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type ServerOptions, type WebSocket } from "ws";
import { parseRecordId, type RecordId } from "#domain/id.ts";
import { CLOSE } from "#domain/protocol/close.ts";
import { MAX_FRAME } from "#domain/protocol/frame.ts";
import type { Link, Receiver } from "./connection.ts";
import type { Place } from "./entrance/restrictions.ts";
import { fromOf, isSecure } from "./http.ts";
import { isOwnOrigin, type Origins } from "./origin.ts";
import { createQuota, type Quota } from "./quota.ts";
import type { Relay } from "./relay.ts";
import { openSingleDocument } from "./single-document.ts";
import type { Token } from "./storage/storage.ts";

const HEARTBEAT = 25_000;
/** Parts of the connections that are asked for a sign of life one after the other: thousands at once would keep everybody waiting. */
const BEATS = 25;
/** How long the other side has to answer a close before it is cut off. */
const CLOSE_WITHIN = 2_000;
/** Connections of one address that are open at once: several hundred people may share one. */
const MAX_OF_ADDRESS = 2_000;
/** Of them, those that have not said who they are. */
const MAX_UNKNOWN_OF_ADDRESS = 200;
/** Records that the stock clients of one person have open at once. */
const MAX_DOCUMENTS_OF_PERSON = 256;
/** Messages of a stock client that come while its record is being loaded. */
const MAX_EARLY = 16;
const PROTOCOL_NAME = "tidebook";
/** A message that has begun has so many times the patience until it is complete: a mebibyte over a slow line. */
const MESSAGE_PATIENCE = 6;
/** What stands around the payload of a ping or pong of a client, in bytes. */
const CONTROL_HEAD = 6;

const bytesOf = (data: unknown): Uint8Array => {
  if (Array.isArray(data)) return Buffer.concat(data as Buffer[]);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : (data as Buffer);
};

/** What is sent at one stretch, such as a page and the answers behind it, goes to the system at once: each call costs more than what it carries. */
const linkOf = (socket: WebSocket, raw: Duplex): Link => {
  let gathering = false;
  const gather = (): void => {
    if (gathering) return;
    gathering = true;
    raw.cork();
    process.nextTick(() => {
      gathering = false;
      raw.uncork();
    });
  };
  return {
    send: (bytes) => {
      if (socket.readyState !== socket.OPEN) return;
      gather();
      socket.send(bytes);
    },
    close: (reason, detail) => socket.close(CLOSE[reason].code, (detail ?? reason).slice(0, 120)),
    waiting: () => socket.bufferedAmount,
  };
};

export interface WebsocketDeps {
  readonly server: Server;
  readonly relay: Relay;
  readonly origins: Origins;
  /** Behind a proxy only those who came to it over HTTPS are let in. */
  readonly trustProxy: boolean;
  /** Milliseconds that a new connection has to say who it is. */
  readonly patience: number;
  /** Whether a person may not come in now from there. Asked for tokens, which are good for hours; tickets have been asked for just now. */
  readonly barred: (user: RecordId, place: Place) => Promise<boolean>;
}

/** Websockets of devices (`/sync`) and of stock y-websocket clients (`/yjs/<record id>`). Returns what ends them. */
export const attachWebsockets = ({ server, relay, origins, trustProxy, patience, barred }: WebsocketDeps): { readonly close: () => void } => {
  const options: ServerOptions & { readonly closeTimeout: number } = {
    noServer: true,
    // A little more than is taken, so that what is too large is closed with a reason of ours.
    maxPayload: MAX_FRAME + 65_536,
    closeTimeout: CLOSE_WITHIN,
    perMessageDeflate: { threshold: 2_048, serverNoContextTakeover: true, clientNoContextTakeover: true, concurrencyLimit: 4, zlibDeflateOptions: { level: 3 } },
    handleProtocols: (offered) => (offered.has(PROTOCOL_NAME) ? PROTOCOL_NAME : false),
  };
  const sockets = new WebSocketServer(options);
  const alive = new WeakMap<WebSocket, boolean>();
  const beatOf = new WeakMap<WebSocket, number>();
  let beat = 0;
  let given = 0;
  const ofAddress = createQuota(MAX_OF_ADDRESS);
  const unknownOfAddress = createQuota(MAX_UNKNOWN_OF_ADDRESS);
  const documentsOf = createQuota(MAX_DOCUMENTS_OF_PERSON);

  /** Holds one of `key` as long as the socket is open; what it returns gives it back earlier. Null: there is none left. */
  const hold = (quota: Quota, key: string, socket: WebSocket): (() => void) | null => {
    if (!quota.take(key)) return null;
    let held = true;
    const release = () => {
      if (held) quota.giveBack(key);
      held = false;
    };
    socket.once("close", release);
    return release;
  };

  const wire = (socket: WebSocket, receiver: Receiver) => {
    socket.on("message", (data, isBinary) => {
      if (!isBinary) return socket.close(CLOSE.badFrame.code, "badFrame");
      receiver.receive(bytesOf(data));
    });
    socket.on("close", () => receiver.closed());
  };

  /** Ends a connection that begins a message and does not complete it, also one that sends its parts one by one and answers pings between them. */
  const limitMessages = (socket: WebSocket, raw: Duplex) => {
    let pending = 0;
    let late: NodeJS.Timeout | null = null;
    const take = (bytes: number) => {
      pending = Math.max(0, pending - bytes);
      if (pending > 0 || late === null) return;
      clearTimeout(late);
      late = null;
    };
    // Before the websocket reads them: what they complete is taken off again.
    raw.prependListener("data", (chunk: Buffer) => {
      pending += chunk.length;
      late ??= setTimeout(() => socket.close(CLOSE.tooSlow.code, "tooSlow"), MESSAGE_PATIENCE * patience);
    });
    socket.on("message", () => take(pending));
    for (const control of ["ping", "pong"] as const) socket.on(control, (payload) => take(payload.length + CONTROL_HEAD));
    socket.once("close", () => take(pending));
  };

  const watchOver = (socket: WebSocket) => {
    alive.set(socket, true);
    beatOf.set(socket, (given = (given + 1) % BEATS));
    socket.on("pong", () => alive.set(socket, true));
    // It closes by itself. An error that nobody hears would end the relay.
    socket.on("error", () => undefined);
  };

  const openDevice = (socket: WebSocket, raw: Duplex, known: () => void) => {
    const late = setTimeout(() => socket.close(CLOSE.badFrame.code, "helloMissing"), patience);
    socket.once("message", () => {
      clearTimeout(late);
      known();
    });
    socket.once("close", () => clearTimeout(late));
    wire(socket, relay.accept(linkOf(socket, raw)));
  };

  const openDocument = async (socket: WebSocket, raw: Duplex, token: Token, record: RecordId): Promise<void> => {
    const early: Uint8Array[] = [];
    const keep = (data: unknown) => {
      if (early.push(bytesOf(data)) > MAX_EARLY) socket.terminate();
    };
    socket.on("message", keep);
    const receiver = await openSingleDocument(relay, linkOf(socket, raw), token, record);
    socket.off("message", keep);
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

  /** `known` is called once the token has told who it is. */
  const openWithToken = async (socket: WebSocket, raw: Duplex, request: IncomingMessage, record: RecordId, place: Place, known: () => void): Promise<void> => {
    const token = await relay.tokens.check("document", tokenOf(request));
    known();
    if (token?.record !== record || (await barred(token.user, place))) return refuse(socket, "forbidden");
    if (!hold(documentsOf, token.user, socket)) return refuse(socket, "tooMany");
    await openDocument(socket, raw, token, record);
  };

  server.on("upgrade", (request, raw, head) => {
    raw.on("error", () => raw.destroy());
    const pathname = pathOf(request);
    const record = pathname.startsWith("/yjs/") ? parseRecordId(decodeSafely(pathname.slice("/yjs/".length))) : null;
    if ((pathname !== "/sync" && record === null) || !isOwnOrigin(request, origins) || (trustProxy && !isSecure(request, trustProxy))) {
      raw.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, raw, head, (socket) => {
      watchOver(socket);
      limitMessages(socket, raw);
      const { address } = fromOf(request, trustProxy);
      const known = hold(ofAddress, address, socket) && hold(unknownOfAddress, address, socket);
      if (!known) return refuse(socket, "tooMany");
      if (record === null) return openDevice(socket, raw, known);
      openWithToken(socket, raw, request, record, { address }, known).catch(() => refuse(socket, "restarting"));
    });
  });

  const heartbeat = setInterval(() => {
    beat = (beat + 1) % BEATS;
    for (const socket of sockets.clients) {
      if (beatOf.get(socket) !== beat) continue;
      if (alive.get(socket) === false) socket.terminate();
      alive.set(socket, false);
      socket.ping();
    }
  }, HEARTBEAT / BEATS);
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
