import { randomBytes } from "node:crypto";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { createKeySource, docId, type Key } from "#domain/id.ts";
import { CLIENT_IDS } from "#domain/protocol/down/welcome.ts";
import { parseDown } from "#domain/protocol/down.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import { PROTOCOL } from "#domain/protocol/parts.ts";
import type { Tx } from "#domain/protocol/up/push.ts";
import { loadDocument, valueAt } from "#domain/record/document.ts";
import { createHybridClock } from "#domain/record/hlc.ts";
import { writeChanges } from "#workers/replica/writing.ts";
import type { House, TownDevice } from "./nodes-town.ts";

const clock = { now: Date.now };
const random = { bytes: (size: number): Uint8Array => new Uint8Array(randomBytes(size)) };
const FIELD = "phone";
/** What the relay calls a session over HTTP. */
export const COOKIE = "tidebook_session";

/** As a device does: shortest wait until it comes back, and the longest. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** Milliseconds until a device comes back that has lost its connection so many times in a row. */
const waitAfter = (losses: number): number => FIRST_WAIT + Math.random() * (Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (losses + 1)) - FIRST_WAIT);

export interface Client {
  /** What it shows in its field. */
  readonly shown: () => string;
  readonly isIn: () => boolean;
  /** Hands an edit in, again after each loss until it is answered. Resolves then. */
  readonly write: (text: string) => Promise<void>;
  /** Called when it loses its connection. */
  onClose: () => void;
  readonly stop: () => void;
}

/** A device that keeps one record, and its connection up. It speaks the protocol over a real websocket and checks what it receives as a device does. */
export const openClient = (url: string, { record, content }: Pick<House, "record" | "content">, { device, deviceKey, cookie, cursor: began, scopes }: TownDevice): Client => {
  const doc = docId(record);
  const keys = createKeySource(clock, random);
  const hlc = createHybridClock(clock, device);
  const mine = loadDocument(doc, content, device * CLIENT_IDS + 1);
  const unanswered = new Map<Key, { readonly tx: Tx; readonly answered: () => void }>();
  let cursor = began;
  let start: string | null = null;
  let row = "";
  let socket: WebSocket | null = null;
  let isIn = false;
  let losses = 0;
  let stopped = false;

  const later = (): void => {
    isIn = false;
    client.onClose();
    if (stopped) return;
    setTimeout(() => void connect().catch(later), waitAfter(losses));
    losses += 1;
  };

  const receive = (bytes: Uint8Array): void => {
    const parsed = parseDown(bytes);
    if (!parsed.ok) throw new Error(`the relay sent what no device reads: ${parsed.error.reason}`);
    const message = parsed.value;
    if (message.type === "welcome") start = message.start;
    if (message.type === "page") {
      for (const entry of message.entries) {
        if ("gone" in entry || entry.doc !== doc) continue;
        row = String(entry.row?.[FIELD] ?? "");
        Y.applyUpdate(mine, "diff" in entry ? entry.diff : entry.snapshot);
      }
      cursor = message.cursor;
      if (message.more) socket?.send(encodeFrame({ type: "more", cursor }));
      else if (!isIn) {
        isIn = true;
        losses = 0;
        if (unanswered.size > 0) socket?.send(encodeFrame({ type: "push", txs: [...unanswered.values()].map(({ tx }) => tx) }));
      }
    }
    if (message.type === "answers") {
      for (const answer of message.answers) {
        if (!answer.ok) throw new Error(`an edit was refused: ${answer.refusal.reason}`);
        unanswered.get(answer.tx)?.answered();
        unanswered.delete(answer.tx);
      }
    }
  };

  const connect = async (): Promise<void> => {
    const answer = await fetch(`${url}/api/ticket`, { method: "POST", headers: { cookie: `${COOKIE}=${cookie}` } });
    if (!answer.ok) throw new Error(`no ticket: ${answer.status} ${await answer.text()}`);
    const { ticket } = (await answer.json()) as { readonly ticket: string };
    const made = new WebSocket(url.replace("http", "ws") + "/sync", { origin: url });
    socket = made;
    made.once("open", () => made.send(encodeFrame({ type: "hello", protocol: PROTOCOL, ticket, device, deviceKey, cursor, scopes: [...scopes], start, now: Date.now() })));
    made.on("message", (data) => receive(data as Buffer));
    made.on("error", () => undefined);
    made.once("close", later);
  };
  const client: Client = {
    shown: () => row || String(valueAt(mine, FIELD) ?? ""),
    isIn: () => isIn,
    write: (text) =>
      new Promise((answered) => {
        const changes = [{ path: FIELD, from: valueAt(mine, FIELD), to: text, at: hlc.tick() }];
        const tx: Tx = { id: keys.next(), docs: [{ doc, update: writeChanges(mine, changes, null), changes }] };
        unanswered.set(tx.id, { tx, answered });
        if (isIn) socket?.send(encodeFrame({ type: "push", txs: [tx] }));
      }),
    onClose: () => undefined,
    stop: () => {
      stopped = true;
      socket?.terminate();
      mine.destroy();
    },
  };
  void connect().catch(later);
  return client;
};
