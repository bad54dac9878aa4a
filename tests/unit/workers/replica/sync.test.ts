import { describe, expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import type { Down } from "#domain/protocol/down.ts";
import { CLOSE } from "#domain/protocol/close.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import { parseUp, type Up } from "#domain/protocol/up.ts";
import type { SocketEvents } from "#workers/replica/deps.ts";
import { ANSWER, QUIET } from "#workers/replica/heartbeat.ts";
import type { Link } from "#workers/replica/link.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import { createSync } from "#workers/replica/sync.ts";
import { createSingleTab } from "#workers/replica/tabs.ts";
import { createDice } from "#tests/simulation/dice.ts";
import { createVirtualTime } from "#tests/simulation/virtual-time.ts";

const WELCOME: Down = {
  type: "welcome",
  person: recordId("user", "ann"),
  device: 4096,
  deviceKey: "key",
  used: 0,
  now: 0,
  head: 0,
  start: "one",
  common: 0,
  total: 0,
  scopes: [],
};
const PAGE: Down = { type: "page", entries: [], cursor: 5, head: 5, more: false };

/** One connection after another to a relay that says what the test makes it say; `deaf` ones swallow everything. */
const setUp = (options: { readonly online?: boolean; readonly ticket?: () => Promise<string> } = {}) => {
  const time = createVirtualTime(1_000);
  let slept = 0;
  const sockets: { readonly events: SocketEvents; readonly sent: Up[]; closed: boolean; deaf: boolean }[] = [];
  const links: Link[] = [];
  const stored: number[] = [];
  const sync = createSync(
    {
      storage: createMemoryStorage(),
      connect: (events) => {
        const socket = { events, sent: [] as Up[], closed: false, deaf: false };
        sockets.push(socket);
        time.set(() => events.opened(), 5);
        return {
          send: (bytes) => {
            const message = parseUp(bytes);
            if (!message.ok) throw new Error(message.error.reason);
            socket.sent.push(message.value);
            if (socket.deaf) return;
            if (message.value.type === "hello") time.set(() => events.message(encodeFrame(WELCOME)), 5);
            if (message.value.type === "ping") time.set(() => events.message(encodeFrame({ type: "pong" })), 5);
          },
          close: () => {
            socket.closed = true;
          },
        };
      },
      http: async () => ({ status: 200, body: { ticket: await (options.ticket ?? (async () => "t"))() } }),
      clock: { now: () => time.now() + slept },
      random: createDice(1),
      timers: { set: time.set, clear: (timer) => time.clear(timer as number) },
      tabs: createSingleTab(),
      log: () => undefined,
      offsetMinutes: () => 0,
      locale: () => "en",
      online: () => options.online ?? true,
      persist: () => undefined,
    },
    {
      hello: async () => ({ device: null, deviceKey: null, cursor: 0, start: null, scopes: [], oldest: null }),
      welcome: async () => "welcome",
      page: async ({ cursor }) => {
        stored.push(cursor);
        return "stored";
      },
      answers: async () => undefined,
      other: () => undefined,
      take: () => [],
      tooLarge: () => undefined,
      handedIn: async () => true,
      mustEmpty: async () => false,
      wiped: () => undefined,
      lost: () => undefined,
      changed: (link) => links.push(link),
    },
  );
  const last = () => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error("no connection was made");
    return socket;
  };
  const sleep = (milliseconds: number): void => {
    slept += milliseconds;
  };
  return { time, sleep, sync, sockets, links, stored, last, pass: (milliseconds: number) => time.runUntil(time.now() + milliseconds), say: (message: object) => last().events.message(encodeFrame(message)) };
};

describe("an open connection", () => {
  it("[F-03] asks for pages ahead of those it has stored, three at most, and for no more than there are", async () => {
    const { sync, stored, last, pass, say: tell } = setUp();
    sync.start();
    await pass(1_000);
    const asked = (): number => last().sent.filter(({ type }) => type === "more").length;
    const say = (cursor: number, more: boolean) => tell({ ...PAGE, cursor, more });
    say(1, true);
    await sync.settled();
    expect(asked()).toBe(3);
    for (let page = 2; page <= 6; page += 1) {
      say(page, true);
      await sync.settled();
      expect(asked()).toBe(page + 2);
    }
    say(7, false);
    await sync.settled();
    expect(asked()).toBe(8);
    expect(stored).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("[D-12] that carries nothing any more is noticed within a minute, though nothing is asked of it", async () => {
    const { sync, sockets, last, pass } = setUp();
    sync.start();
    await pass(1_000);
    expect(sync.link().is).toBe("live");
    last().deaf = true;
    await pass(60_000);
    expect(sockets[0]?.closed).toBe(true);
    expect(sockets.length).toBeGreaterThan(1);
  });

  it("[D-12] that answers stays, and tells when the relay was last heard", async () => {
    const { sync, sockets, time, pass } = setUp();
    sync.start();
    await pass(600_000);
    expect(sockets).toHaveLength(1);
    expect(sync.link().is).toBe("live");
    expect(time.now() - (sync.link().lastContact ?? 0)).toBeLessThanOrEqual(2 * QUIET);
  });

  it("[D-12] is asked at once when the device wakes up", async () => {
    const { sync, sockets, last, pass } = setUp();
    sync.start();
    await pass(1_000);
    last().deaf = true;
    sync.hurry();
    sync.hurry();
    expect(last().sent.filter(({ type }) => type === "ping")).toHaveLength(1);
    await pass(ANSWER);
    expect(sockets[0]?.closed).toBe(true);
  });

  it("[D-12] is asked, not given up, when a sleeping device comes to its look too late", async () => {
    const { sync, sockets, sleep, pass } = setUp();
    sync.start();
    await pass(1_000);
    const [socket] = sockets;
    if (socket) socket.deaf = true;
    await pass(QUIET * 2 + 1);
    expect(socket?.sent.at(-1)?.type).toBe("ping");
    if (socket) socket.deaf = false;
    sleep(3_600_000);
    await pass(ANSWER * 2);
    expect(socket?.closed).toBe(false);
    expect(sync.link().is).toBe("live");
  });

  it("[D-12] that never gets as far as a welcome is tried again", async () => {
    let tickets = 0;
    const { sync, sockets, pass } = setUp({ ticket: () => ((tickets += 1) === 1 ? new Promise(() => undefined) : Promise.resolve("t")) });
    sync.start();
    await pass(60_000);
    expect(sockets).toHaveLength(1);
    expect(sync.link().is).toBe("live");
  });
});

describe("a message that cannot be read", () => {
  it("[F-14] ends the connection before anything behind it is taken; the second asks for another version of the app", async () => {
    const { sync, sockets, stored, last, say, pass } = setUp();
    sync.start();
    await pass(1_000);
    say({ type: "page", entries: [{ doc: "x" }], cursor: 4, head: 5, more: false });
    say(PAGE);
    await pass(1);
    expect(stored).toEqual([]);
    expect(sockets[0]?.closed).toBe(true);
    await pass(10_000);
    expect(sync.link().is).toBe("live");
    say({ type: "page", entries: [{ doc: "x" }], cursor: 4, head: 5, more: false });
    await pass(1);
    expect(sync.link().is).toBe("update");
    expect(last().closed).toBe(true);
    await pass(120_000);
    expect(sockets).toHaveLength(2);
  });

  it("[F-14] is forgotten once a page has been stored", async () => {
    const { sync, stored, say, pass } = setUp();
    sync.start();
    for (let turn = 0; turn < 3; turn += 1) {
      await pass(10_000);
      say(PAGE);
      say({ type: "page", entries: [{ doc: "x" }], cursor: 4, head: 5, more: false });
      await pass(1);
      expect(sync.link().is).toBe("offline");
    }
    expect(stored).toEqual([5, 5, 5]);
  });
});

describe("the first attempt", () => {
  it("[UI-SYNC] is no failure yet: connecting, until it succeeds or fails", async () => {
    const { sync, links, last, pass } = setUp();
    sync.start();
    await pass(1_000);
    expect(links.map(({ is }) => is)).toEqual(["connecting", "live"]);
    last().events.closed(CLOSE.tooSlow.code);
    expect(sync.link().is).toBe("offline");
    await pass(10_000);
    expect(links.map(({ is }) => is).filter((is, at, all) => is !== all[at - 1])).toEqual(["connecting", "live", "offline", "live"]);
  });

  it("[UI-SYNC] is offline from the start on a device that knows it has no network", async () => {
    const { sync, links } = setUp({ online: false });
    sync.start();
    expect(links.map(({ is }) => is)).toEqual(["offline"]);
  });
});
