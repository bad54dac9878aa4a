import * as Y from "yjs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { docId, type RecordId } from "#domain/id.ts";
import { CLIENT_IDS } from "#domain/protocol/down/welcome.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import { PROTOCOL } from "#domain/protocol/parts.ts";
import { fieldsOf } from "#domain/record/document.ts";
import { ANNA, BEN, BOLT, BOSS, DEAL, PUMP } from "#tests/unit/sync-server/company.ts";
import { seenBy, shown } from "#tests/unit/sync-server/presence-frames.ts";
import { CODE, createArena, type Arena, type RawSocket } from "./arena.ts";
import { noNumber, number, written } from "./bytes.ts";

let arena: Arena;
let open: RawSocket[] = [];

beforeAll(async () => {
  arena = await createArena();
});

afterEach(async () => {
  for (const { socket } of open) socket.terminate();
  open = [];
});

afterAll(() => arena.close());

const SYNC = 0;
const AWARENESS = 1;
const STEP_2 = 1;
const UPDATE = 2;

const message = (kind: number, bytes: Uint8Array, sub?: number): Uint8Array => {
  const head = written((to) => {
    number(to, kind);
    if (sub !== undefined) number(to, sub);
    number(to, bytes.length);
  });
  return new Uint8Array([...head, ...bytes]);
};

const connect = async (user: RecordId, record: RecordId, token?: string): Promise<RawSocket> => {
  const secret = token ?? (await arena.served.relay.tokens.issue("document", user, record));
  const socket = await arena.socket(`/yjs/${encodeURIComponent(record)}`, ["tidebook", `token.${secret}`]);
  open.push(socket);
  return socket;
};

/** What a stock client that knows nothing of the record sends when it has set `path`. */
const typed = (path: string, value: string): Uint8Array => {
  const doc = new Y.Doc({ guid: "stock" });
  doc.clientID = 99 * CLIENT_IDS + 7;
  fieldsOf(doc).set(path, value);
  return Y.encodeStateAsUpdate(doc);
};

const WRITES: readonly (readonly [rule: string, what: string, bytes: () => Uint8Array, code: number, reason: string])[] = [
  ["Y-04", "SyncStep2 used as a write by a reader", () => message(SYNC, typed("name", "Mine"), STEP_2), CODE.forbidden, "denied: needsRight"],
  ["Y-04", "an update by a reader", () => message(SYNC, typed("name", "Mine"), UPDATE), CODE.forbidden, "denied: needsRight"],
  ["Y-05", "an update under a leased client id", () => message(SYNC, written((to) => {
    number(to, 1);
    number(to, 1);
    number(to, 5_000 * CLIENT_IDS);
    number(to, 0);
    number(to, 0);
    number(to, 1);
    number(to, 0);
  }), UPDATE), CODE.forbidden, "malformed: foreignClient"],
  ["G-05", "an update whose clock is no number, over which a merge turns forever", () => message(SYNC, written((to) => {
    number(to, 1);
    number(to, 1);
    number(to, 99 * CLIENT_IDS);
    noNumber(to);
    number(to, 0);
    number(to, 1);
    number(to, 0);
  }), UPDATE), CODE.badFrame, "badFrame"],
  ["G-05", "an update that asks for 230 MB", () => message(SYNC, Uint8Array.of(1, 255, 255, 255, 127, 0, 0), UPDATE), CODE.badFrame, "badFrame"],
  ["Y-01", "a state vector of four thousand million writers", () => message(SYNC, Uint8Array.of(255, 255, 255, 255, 15), 0), CODE.badFrame, "badFrame"],
  ["Y-01", "a message of no kind", () => Uint8Array.of(77, 1, 2, 3), CODE.badFrame, "badFrame"],
  ["H-06", "a message that ends early", () => Uint8Array.of(0, 2, 255), CODE.badFrame, "badFrame"],
];

describe("hostile stock clients", () => {
  it.each(WRITES)("[%s] %s ends its connection with a reason and leaves nothing behind", async (_rule, _what, bytes, code, reason) => {
    const honest = await connect(ANNA, PUMP);
    await arena.withstands(async () => {
      const reader = await connect(ANNA, PUMP);
      reader.send(bytes());
      expect(await reader.closed).toEqual({ code, reason });
    });
    expect(honest.isOpen()).toBe(true);
  });

  it.each([
    ["an update of version 2", () => Y.convertUpdateFormatV1ToV2(typed("name", "Mine"))],
    ["an update of gaps of no length", () => Uint8Array.of(1, 2, 200, 128, 128, 100, 0, 10, 0, 10, 0, 0)],
  ])("[Y-02] nothing is read in %s", async (_what, bytes) => {
    await arena.withstands(async () => {
      const reader = await connect(ANNA, PUMP);
      reader.send(message(SYNC, bytes(), UPDATE));
      await reader.heard();
    });
  });

  it("[Y-03] a token opens neither another record nor the connection of devices", async () => {
    const token = await arena.served.relay.tokens.issue("document", ANNA, PUMP);
    await arena.withstands(async () => {
      expect((await (await connect(ANNA, DEAL, token)).closed).code).toBe(CODE.forbidden);
      expect((await (await connect(ANNA, BOLT)).closed).code).toBe(CODE.forbidden);
      const device = await arena.socket();
      device.send(encodeFrame({ type: "hello", protocol: PROTOCOL, ticket: token, device: null, deviceKey: null, cursor: 0, scopes: [], now: Date.now() }));
      expect((await device.closed).code).toBe(CODE.signInAgain);
    });
  });

  it("[Y-03] broken frames from somebody without a token end no more than their connection", async () => {
    await arena.withstands(async () => {
      const stranger = await connect(ANNA, PUMP, "none");
      (stranger.socket as unknown as { _socket: { write: (bytes: Buffer) => void } })["_socket"].write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]));
      await stranger.closed;
    });
  });
});

describe("hostile presence", () => {
  const deal = docId(DEAL);

  it("[P-01] [P-02] a forged identity is overwritten, and another's client id is not taken", async () => {
    const [anna, ben] = [await arena.device(ANNA), await arena.device(BEN)];
    for (const one of [anna, ben]) one.send({ type: "watch", docs: [deal] });
    await anna.settled();
    ben.send({ type: "presence", doc: deal, update: shown(anna.client(), { user: { id: ANNA, name: "anna" } }) });
    ben.send({ type: "presence", doc: deal, update: shown(ben.client(), { user: { id: BOSS, name: "boss", colour: "red" } }) });
    await ben.settled();
    await anna.settled();
    expect([...seenBy(anna).values()]).toEqual([{ user: { id: BEN, name: "ben", colour: "red" } }]);
    ben.disconnect();
    anna.disconnect();
  });

  it("[P-02] a stock client is shown under the name the relay knows, and never under a leased id", async () => {
    const anna = await arena.device(ANNA);
    anna.send({ type: "watch", docs: [deal] });
    await anna.settled();
    const stock = await connect(BEN, DEAL);
    stock.send(message(AWARENESS, shown(anna.client(), { user: { id: ANNA } })));
    stock.send(message(AWARENESS, shown(99 * CLIENT_IDS + 1, { user: { id: BOSS } })));
    await stock.heard();
    await anna.settled();
    expect([...seenBy(anna).values()]).toEqual([{ user: { id: BEN, name: "ben" } }]);
    anna.disconnect();
  });

  it("[P-02] nobody shows themselves or sees anybody on a record they may not read", async () => {
    await arena.withstands(async () => {
      const ben = await arena.device(BEN);
      const seen = ben.received.length;
      ben.send({ type: "watch", docs: [docId(BOLT), docId(PUMP, "cost")] });
      ben.send({ type: "presence", doc: docId(BOLT), update: shown(ben.client(), { user: {} }) });
      await ben.settled();
      expect(ben.received.slice(seen)).toEqual([]);
      expect(ben.closed).toBeNull();
      ben.disconnect();
    });
  });

  it("[P-04] a connection shows itself under a few client ids of a record, not under a million", async () => {
    const [anna, ben] = [await arena.device(ANNA), await arena.device(BEN)];
    for (const one of [anna, ben]) one.send({ type: "watch", docs: [deal] });
    await anna.settled();
    for (let left = 100; left > 0; left -= 1) ben.send({ type: "presence", doc: deal, update: shown(ben.client(), { left }) });
    await ben.settled();
    await anna.settled();
    expect([...seenBy(anna).values()]).toHaveLength(20);
    for (const one of [anna, ben]) one.disconnect();
  });
});
