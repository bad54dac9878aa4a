import type { DocId, RecordId } from "#domain/id.ts";
import type { Lenses } from "#domain/policy/lens.ts";
import type { Scope } from "#domain/policy/scope.ts";
import type { CloseReason } from "#domain/protocol/close.ts";
import { leaseOf } from "#domain/protocol/down/welcome.ts";
import type { Down } from "#domain/protocol/down.ts";
import { PAGES_AHEAD } from "#domain/protocol/up/more.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import type { Writer } from "./gate/gate.ts";
import type { CatchUp } from "./feed.ts";
import type { Present } from "./presence.ts";
import type { Standing } from "./directory.ts";

/** The way to the other side: a websocket, or a pipe of the simulation. */
export interface Link {
  readonly send: (bytes: Uint8Array) => void;
  readonly close: (reason: CloseReason, detail?: string) => void;
  /** Bytes given to `send` that the other side has not taken yet. */
  readonly waiting: () => number;
}

/** What the relay gives to whoever holds a link: what came in, and that it ended. */
export interface Receiver {
  readonly receive: (bytes: Uint8Array) => void;
  readonly closed: () => void;
}

/** More than this on its way to a device that does not read it, in bytes, and the connection ends; it catches up when it returns. */
export const MAX_WAITING = 16 * 1_048_576;

/** A device that has said hello. */
export interface Session {
  readonly person: RecordId;
  /** The administrator who sees what `person` sees; null for the person. */
  readonly viewer: RecordId | null;
  readonly device: number;
  /** The sign-in that its ticket came of. */
  readonly signIn: string | null;
  /** It is to be emptied: it only hands in. */
  readonly handingIn: boolean;
  readonly offset: number;
  /** Its app was made with other definitions than the relay's. */
  readonly older: boolean;
  /** What the device is sent; kept equal to the person's scopes. */
  scopes: ReadonlySet<Scope>;
  /** What it is not sent of that. */
  lenses: Lenses;
  /** Null once it has everything: then commits reach it live. */
  catchUp: CatchUp | null;
  /** Pages that it has asked for and not been sent. */
  wanted: number;
  /** Resolves when it has been sent them. */
  pages: Promise<void>;
  readonly watching: Set<DocId>;
  readonly present: Present;
}

export type ConnectionState =
  | { readonly at: "new" }
  | { readonly at: "greeting" }
  | { readonly at: "open"; readonly session: Session }
  | { readonly at: "closed" };

export interface Connection {
  readonly link: Link;
  state: ConnectionState;
  /** It has been told to close: nothing more is read from it or sent to it. */
  ended: boolean;
  /** Messages taken in and not worked off yet. */
  queued: number;
  queuedBytes: number;
  /** Transactions this connection may still send now; refilled with time. */
  allowance: number;
  refilled: number;
}

export const sendTo = (connection: Connection, message: Down | Uint8Array): void => {
  if (connection.ended) return;
  if (connection.link.waiting() > MAX_WAITING) return end(connection, "tooSlow");
  connection.link.send(message instanceof Uint8Array ? message : encodeFrame(message));
};

export const end = (connection: Connection, reason: CloseReason, detail?: string): void => {
  if (connection.ended) return;
  connection.ended = true;
  connection.link.close(reason, detail);
};

export const writerOf = (session: Session, { person }: Standing): Writer => ({
  person,
  device: session.device,
  offset: session.offset,
  older: session.older,
  mayUse: (client) => leaseOf(client) === session.device,
});

const BURST = 20_000;
const PER_SECOND = 2_000;
const MAX_QUEUED = 256;
/** Bytes of messages that wait; a device keeps about one message on its way. */
const MAX_QUEUED_BYTES = 4 * 1_048_576;

/** Pages that a device may have asked for and not been sent: those of a catching up that has just ended, and of the next one. */
export const MAX_PAGES_WANTED = 3 * PAGES_AHEAD;

/** Longest hello, in bytes: it names scopes, and comes from somebody who has not shown a ticket yet. */
export const MAX_HELLO = 262_144;
/** Devices of one person that may be connected at once. */
export const MAX_OF_PERSON = 64;

/** Whether more waits than may, before any of it is read. */
export const isOverfull = ({ queued, queuedBytes }: Connection): boolean => queued > MAX_QUEUED || queuedBytes > MAX_QUEUED_BYTES;

/** Takes `cost` transactions from what the connection may send; false when it sends more than anybody types or imports. */
export const spend = (connection: Connection, cost: number, now: number): boolean => {
  const seconds = Math.max(0, now - connection.refilled) / 1_000;
  connection.allowance = Math.min(BURST, connection.allowance + seconds * PER_SECOND) - cost;
  connection.refilled = now;
  return connection.allowance >= 0 && connection.queued < MAX_QUEUED && connection.queuedBytes <= MAX_QUEUED_BYTES;
};

export const createConnection = (link: Link, now: number): Connection => ({
  link,
  state: { at: "new" },
  ended: false,
  queued: 0,
  queuedBytes: 0,
  allowance: BURST,
  refilled: now,
});
