import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { createDocument } from "#domain/record/document.ts";
import { docId, recordId } from "#domain/id.ts";
import { needContentCode } from "#workers/replica/content-code.ts";
import type { Timers } from "#workers/replica/deps.ts";
import { webSocketOver } from "#workers/replica/open-document.ts";
import { createRooms, type PageBatch, type RoomPort, type Rooms } from "#workers/replica/rooms.ts";

const deal = docId(recordId("opportunity", "0000000000000001"));
const ends: (() => void)[] = [];

beforeAll(async () => void (await needContentCode()));

const portOver = (port: MessagePort): RoomPort => ({
  send: (message) => port.postMessage(message, []),
  listen: (call) => {
    port.onmessage = ({ data }: MessageEvent<unknown>) => call(data);
  },
  close: () => port.close(),
});

/** Timers that run when they are told to. */
const handTimers = () => {
  const calls = new Map<number, () => void>();
  let last = 0;
  const timers: Timers = {
    set: (call) => {
      calls.set((last += 1), call);
      return last;
    },
    clear: (timer) => {
      calls.delete(timer as number);
    },
  };
  return { timers, run: () => [...calls].forEach(([id, call]) => calls.delete(id) && call()) };
};

const openWith = (rooms: Rooms, doc = createDocument(deal, 2), clientId = 9) => {
  const { port1, port2 } = new MessageChannel();
  rooms.attach(deal, doc, portOver(port1));
  const page = createDocument(deal, clientId);
  const provider = new WebsocketProvider("ws://replica", deal, page, { WebSocketPolyfill: webSocketOver(port2), disableBc: true });
  ends.push(() => provider.destroy());
  return { page, provider, doc };
};

const until = async (true_: () => boolean): Promise<void> => {
  while (!true_()) await new Promise((resolve) => setImmediate(resolve));
};

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const setUp = () => {
  const batches: PageBatch[] = [];
  const presence: Uint8Array[] = [];
  const { timers, run } = handTimers();
  const rooms: Rooms = createRooms({
    timers,
    ready: (id) => {
      const batch = rooms.drain(id);
      if (batch) batches.push(batch);
    },
    presence: (_doc, update) => presence.push(update),
    changed: () => undefined,
  });
  return { rooms, batches, presence, run };
};

describe("an open document over a message port", () => {
  it("[D-11] y-websocket's provider syncs both ways, and a pause in typing makes one batch with its list of changes", async () => {
    const { rooms, batches, run } = setUp();
    const { page, provider, doc } = openWith(rooms);
    doc.getMap("fields").set("subject", "Deal");
    await until(() => provider.synced && page.getMap("fields").get("subject") === "Deal");
    const before = Y.encodeStateAsUpdate(doc);
    page.getMap("fields").set("subject", "Page's");
    page.getMap("fields").set("subject", "Page's own");
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText("Hello")]);
    page.getXmlFragment("prose/requirement").insert(0, [paragraph]);
    await until(() => doc.getXmlFragment("prose/requirement").length === 1);
    expect(batches).toEqual([]);
    run();
    expect(batches).toMatchObject([{ doc: deal, proses: ["prose/requirement"], texts: { requirement: "Hello" } }]);
    expect([...(batches[0]?.fields ?? [])]).toEqual([["subject", { from: "Deal", to: "Page's own" }]]);
    const copy = createDocument(deal);
    Y.applyUpdate(copy, before);
    Y.applyUpdate(copy, batches[0]?.update ?? new Uint8Array());
    expect(copy.getMap("fields").get("subject")).toBe("Page's own");
  });

  it("[D-11] who is here reaches the other page, and leaving takes it back", async () => {
    const { rooms, presence } = setUp();
    const one = openWith(rooms);
    const two = openWith(rooms, one.doc, 10);
    await until(() => one.provider.synced && two.provider.synced);
    one.provider.awareness.setLocalStateField("field", "subject");
    await until(() => (two.provider.awareness.getStates().get(9) as { field?: string } | undefined)?.field === "subject");
    expect(presence.length).toBeGreaterThan(0);
    one.provider.destroy();
    await until(() => !two.provider.awareness.getStates().has(9));
  });

  it("[D-17] a rebuilt document closes its pages with the code to reload, and their last words still count", async () => {
    const { rooms, batches, run } = setUp();
    const { page, provider } = openWith(rooms);
    await until(() => provider.synced);
    let code = 0;
    provider.on("closed", (event) => {
      code = event.code;
    });
    const rebuilt = createDocument(deal, 2);
    page.getMap("fields").set("remarks", "last words");
    rooms.close(deal, 4409, rebuilt);
    await until(() => code !== 0);
    expect(code).toBe(4409);
    await until(() => rebuilt.getMap("fields").get("remarks") === "last words");
    run();
    expect([...(batches[0]?.fields.keys() ?? [])]).toEqual(["remarks"]);
  });
});
