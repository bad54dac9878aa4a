import * as Y from "yjs";
import type { Clock } from "#domain/clock.ts";
import { projectStored } from "#domain/entities/project-stored.ts";
import { createKeySource, docId, recordOf, type DocId, type Key, type RecordId } from "#domain/id.ts";
import { CLOSE, type CloseReason } from "#domain/protocol/close.ts";
import type { Answer } from "#domain/protocol/down/answers.ts";
import type { Entry, Page } from "#domain/protocol/down/page.ts";
import { CLIENT_IDS, type Welcome } from "#domain/protocol/down/welcome.ts";
import { parseDown, type Down } from "#domain/protocol/down.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import { PROTOCOL } from "#domain/protocol/parts.ts";
import type { Up } from "#domain/protocol/up.ts";
import type { DocChange, Tx } from "#domain/protocol/up/push.ts";
import type { Change, Values } from "#domain/record/change.ts";
import { loadDocument, valueAt } from "#domain/record/document.ts";
import { createHybridClock } from "#domain/record/hlc.ts";
import type { Row } from "#domain/schema/entity.ts";
import { writeChanges } from "#workers/replica/writing.ts";
import type { Link } from "#sync-server/connection.ts";
import type { Relay } from "#sync-server/relay.ts";

export interface Held {
  readonly doc: Y.Doc;
  readonly row: Row;
  readonly seq: number;
}

let noise = 0;
/** Bytes that never repeat; nothing in these tests depends on their values. */
export const countingRandom = {
  bytes: (size: number): Uint8Array => {
    noise += 1;
    return Uint8Array.from({ length: size }, (_, index) => (noise >> ((index % 4) * 8)) & 255);
  },
};

/** A device that speaks the protocol by hand, so that a test can also say what no honest device says. */
export const createRawDevice = (relay: Pick<Relay, "accept" | "read" | "tokens">, clock: Clock) => {
  const received: Down[] = [];
  const held = new Map<DocId, Held>();
  const gone = new Set<DocId>();
  const keys = createKeySource(clock, countingRandom);
  let cursor = 0;
  let scopes: readonly string[] = [];
  let welcome: Welcome | null = null;
  let closed: CloseReason | null = null;
  let receiver: ReturnType<Relay["accept"]> | null = null;
  let offset = 0;
  let waiting = 0;
  let hlc = createHybridClock(clock, 0);
  let askForMore = true;
  let closesAtOnce = true;

  const take = (entry: Entry) => {
    if ("gone" in entry) {
      held.delete(entry.doc);
      gone.add(entry.doc);
      return;
    }
    const before = held.get(entry.doc);
    if ("diff" in entry && before?.seq !== entry.base) throw new Error(`diff of ${entry.doc} on ${entry.base}, held ${before?.seq}`);
    const doc = "diff" in entry ? before!.doc : loadDocument(entry.doc, entry.snapshot);
    if ("diff" in entry) Y.applyUpdate(doc, entry.diff);
    const row = entry.row ?? projectStored({ doc: entry.doc, row: { id: recordOf(entry.doc) }, snapshot: Y.encodeStateAsUpdate(doc) });
    held.set(entry.doc, { doc, row, seq: entry.seq });
  };

  const takePage = (page: Page) => {
    for (const entry of page.entries) take(entry);
    cursor = page.cursor;
    if (page.scopes) scopes = page.scopes;
    if (page.more && askForMore) send({ type: "more", cursor });
  };

  const takeIn = (bytes: Uint8Array) => {
    const parsed = parseDown(bytes);
    if (!parsed.ok) throw new Error(`the relay sent a bad frame: ${parsed.error.reason}`);
    received.push(parsed.value);
    if (parsed.value.type === "welcome") welcome = parsed.value;
    if (parsed.value.type === "page") takePage(parsed.value);
  };

  const send = (message: Up | Uint8Array) => receiver?.receive(message instanceof Uint8Array ? message : encodeFrame(message));

  /** Resolves once the relay has nothing more to do for anybody. */
  const settled = async () => {
    for (let round = 0; round < 12; round += 1) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      await relay.read(async () => undefined);
    }
  };

  const link: Link = {
    send: takeIn,
    close: (reason) => {
      closed = reason;
      if (!(reason in CLOSE)) throw new Error(`unknown reason ${reason}`);
      if (closesAtOnce) device.disconnect();
    },
    waiting: () => waiting,
  };

  const device = {
    received,
    held,
    gone,
    keys,
    send,
    settled,
    get cursor() {
      return cursor;
    },
    get closed() {
      return closed;
    },
    get welcome() {
      if (!welcome) throw new Error("not welcome yet");
      return welcome;
    },
    get scopes() {
      return scopes;
    },
    setWaiting: (bytes: number) => {
      waiting = bytes;
    },
    /** Whether it closes as soon as it is told to, or only by `disconnect`. */
    setClosesAtOnce: (at: boolean) => {
      closesAtOnce = at;
    },
    setAskForMore: (ask: boolean) => {
      askForMore = ask;
    },
    /** A client id of this device's lease. */
    client: () => {
      offset += 1;
      return device.welcome.device * CLIENT_IDS + device.welcome.used + offset;
    },
    connect: async (user: RecordId, more: Partial<Extract<Up, { type: "hello" }>> = {}) => {
      closed = null;
      receiver = relay.accept(link);
      const ticket = await relay.tokens.issue("ticket", user);
      const device = welcome?.device ?? null;
      const deviceKey = welcome?.deviceKey ?? null;
      send({ type: "hello", protocol: PROTOCOL, ticket, device, deviceKey, cursor, scopes: [...scopes], now: clock.now(), ...more });
      await settled();
      if (welcome) hlc = createHybridClock(clock, welcome.device);
    },
    /** Opens a connection without saying anything. */
    open: () => {
      closed = null;
      receiver = relay.accept(link);
    },
    disconnect: () => {
      receiver?.closed();
      receiver = null;
    },
    row: (record: RecordId): Row | undefined => held.get(docId(record))?.row,
    hlc: () => hlc.tick(),
    /** What an honest device sends for new values of one document, made on a copy of what it holds. */
    edit: (doc: DocId, values: Values, more: { readonly client?: number; readonly from?: Values } = {}): DocChange => {
      const known = held.get(doc);
      const copy = loadDocument(doc, known ? Y.encodeStateAsUpdate(known.doc) : null, more.client ?? device.client());
      const changes: Change[] = Object.entries(values).map(([path, to]) => ({ path, from: more.from?.[path] ?? valueAt(copy, path), to, at: hlc.tick() }));
      const update = changes.length > 0 ? writeChanges(copy, changes, null) : Y.encodeStateAsUpdate(copy, Y.encodeStateVector(copy));
      return { doc, update, changes };
    },
    push: async (...docs: readonly DocChange[]): Promise<Answer> => {
      const id = keys.next();
      return device.pushTx({ id, docs: [...docs] });
    },
    pushTx: async (tx: Tx): Promise<Answer> => {
      const before = device.answersTo(tx.id).length;
      send({ type: "push", txs: [tx] });
      await settled();
      for (let round = 0; round < 20 && device.closed === null && device.answersTo(tx.id).length === before; round += 1) await settled();
      const answer = device.answerTo(tx.id);
      if (!answer) throw new Error(`no answer to ${tx.id}${closed ? `, closed with ${closed}` : ""}`);
      return answer;
    },
    answersTo: (id: Key): readonly Answer[] => received.flatMap((message) => (message.type === "answers" ? message.answers.filter((answer) => answer.tx === id) : [])),
    answerTo: (id: Key): Answer | undefined => device.answersTo(id).at(-1),
  };
  return device;
};

export type RawDevice = ReturnType<typeof createRawDevice>;
