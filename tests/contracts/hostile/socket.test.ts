import { connect as connectTcp, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { docId, type RecordId } from "#domain/id.ts";
import { encodeFrame, MAX_FRAME } from "#domain/protocol/frame.ts";
import { PROTOCOL } from "#domain/protocol/parts.ts";
import { MAX_OF_PERSON } from "#sync-server/connection.ts";
import { ACME, BEN, BOLT, createCompany, MANAGER } from "#tests/unit/sync-server/company.ts";
import { CODE, createArena, type Arena, type RawSocket } from "./arena.ts";
import { number, written } from "./bytes.ts";

const PATIENCE = 4_000;
let arena: Arena;

beforeAll(async () => {
  arena = await createArena({ patience: PATIENCE });
});

afterAll(() => arena.close());

const hello = async (user: RecordId, more: object = {}) => {
  const ticket = await arena.served.relay.tokens.issue("ticket", user);
  return { type: "hello", protocol: PROTOCOL, ticket, device: null, deviceKey: null, cursor: 0, scopes: [], now: Date.now(), ...more };
};

/** A TCP connection on which a websocket has been opened by hand. Resolves with what was answered once `enough` of it is there, or it has ended. */
const byHand = async (request: string): Promise<{ readonly tcp: Socket; readonly answer: () => string; readonly ended: Promise<void> }> => {
  let answer = "";
  const tcp = connectTcp(arena.served.port, "127.0.0.1");
  tcp.on("data", (bytes) => (answer += bytes.toString("latin1")));
  tcp.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => tcp.on("close", () => resolve()));
  tcp.on("end", () => tcp.destroy());
  await new Promise<void>((resolve) => tcp.once("connect", resolve));
  tcp.write(request);
  return { tcp, answer: () => answer, ended };
};

const upgrade = (path: string, more = ""): string =>
  `GET ${path} HTTP/1.1\r\nHost: relay\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n${more}\r\n`;

describe("hostile sockets: before hello", () => {
  const FRAMES: readonly (readonly [rule: string, what: string, bytes: () => Uint8Array | Promise<Uint8Array>, code: number])[] = [
    ["H-01", "a push", () => encodeFrame({ type: "push", txs: [] }), CODE.badFrame],
    ["H-01", "a ping", () => encodeFrame({ type: "ping" }), CODE.badFrame],
    ["H-06", "no message at all", () => Uint8Array.of(0), CODE.badFrame],
    ["H-06", "a frame that says it holds four thousand million values", () => written((to) => [117, 255, 255, 255, 255, 15].forEach((one) => number(to, one))), CODE.badFrame],
    ["H-09", "a hello of more than a quarter of a mebibyte", async () => encodeFrame(await hello(BEN, { scopes: Array.from({ length: 3_000 }, () => "x".repeat(140)) })), CODE.tooLarge],
    ["H-06", "a frame of more than a mebibyte", () => new Uint8Array(MAX_FRAME + 1), CODE.tooLarge],
    ["H-06", "a frame of many mebibytes", () => new Uint8Array(8 * MAX_FRAME), 1009],
    ["H-02", "a ticket that never was", async () => encodeFrame(await hello(BEN, { ticket: "none" })), CODE.signInAgain],
  ];

  it.each(FRAMES)("[%s] %s ends the connection with a reason and leaves nothing behind", async (_rule, _what, bytes, code) => {
    await arena.withstands(async () => {
      const socket = await arena.socket();
      socket.send(await bytes());
      expect((await socket.closed).code).toBe(code);
      expect(socket.received).toEqual([]);
    });
  });

  it("[H-01] one that says nothing is closed", async () => {
    await arena.withstands(async () => expect((await (await arena.socket()).closed).code).toBe(CODE.badFrame));
  });

  it("[H-01] a hello that comes byte by byte is not waited for", async () => {
    await arena.withstands(async () => {
      const { tcp, answer, ended } = await byHand(upgrade("/sync"));
      tcp.write(Buffer.from([0x82, 0xfe, 0x40, 0x00, 1, 2, 3, 4]));
      const drip = setInterval(() => tcp.write(Buffer.from([7])), 20);
      await ended;
      clearInterval(drip);
      expect(answer()).toContain(String.fromCharCode(CODE.badFrame >> 8, CODE.badFrame & 255) + "helloMissing");
    });
  });

  it("[H-09] a request whose head comes byte by byte is not waited for", async () => {
    await arena.withstands(async () => {
      const { tcp, ended } = await byHand("GET /sync HTTP/1.1\r\nHost: relay\r\n");
      const drip = setInterval(() => tcp.write("X"), 20);
      await ended;
      clearInterval(drip);
    });
  });

  it("[H-06] a flood of frames ends one connection, and none of it is read after its end", async () => {
    await arena.withstands(async () => {
      const socket = await arena.socket();
      for (let left = 2_000; left > 0; left -= 1) socket.send(encodeFrame({ type: "push", txs: [] }));
      expect((await socket.closed).code).toBe(CODE.badFrame);
    });
  });

  it.each([
    ["no address", "//"],
    ["no address that can be decoded", "/yjs/%ff%fe"],
    ["a record that there cannot be", `/yjs/${"x".repeat(3_000)}`],
    ["another place", "/elsewhere"],
  ])("[H-10] an upgrade to %s is turned away, and the relay goes on", async (_what, path) => {
    await arena.withstands(async () => {
      const { answer, ended } = await byHand(upgrade(path));
      await ended;
      expect(answer()).toContain("403 Forbidden");
    });
  });

  it("[A-05] a page of another origin is turned away", async () => {
    await arena.withstands(async () => {
      const { answer, ended } = await byHand(upgrade("/sync", "Origin: https://evil.example\r\n"));
      await ended;
      expect(answer()).toContain("403 Forbidden");
    });
  });
});

describe("hostile sockets: after hello", () => {
  const signedIn = async (user: RecordId): Promise<RawSocket> => {
    const socket = await arena.socket();
    socket.send(encodeFrame(await hello(user)));
    await socket.heard();
    return socket;
  };

  const FLOODS: readonly (readonly [what: string, frame: () => object])[] = [
    ["questions for history", () => ({ type: "askHistory", request: 1, record: ACME, before: null, limit: 200 })],
    ["requests for the next page", () => ({ type: "more", cursor: 0 })],
    ["commands", () => ({ type: "command", request: 1, do: { name: "purge", record: ACME } })],
  ];

  it.each(FLOODS)("[H-07] a flood of %s ends that connection alone", async (_what, frame) => {
    const bytes = encodeFrame(frame());
    await arena.withstands(async () => {
      const socket = await signedIn(BEN);
      for (let left = 1_500; left > 0; left -= 1) socket.send(bytes);
      expect((await socket.closed).code).toBe(CODE.tooMany);
    });
  });

  it("[H-07] messages of many mebibytes that wait end the connection", async () => {
    const { device } = await createCompany();
    const [ben, manager] = [await device(BEN), await device(MANAGER)];
    const change = { ...ben.edit(docId(BOLT), { phone: "1" }), update: new Uint8Array(900_000) };
    for (let left = 6; left > 0; left -= 1) ben.send({ type: "push", txs: [{ id: ben.keys.next(), docs: [change] }] });
    await manager.settled();
    expect([ben.closed, manager.closed]).toEqual(["tooMany", null]);
  });

  it("[H-09] of very many connections of one person only so many stay, the rest are told to come back later", async () => {
    const all: RawSocket[] = [];
    await arena.withstands(async () => {
      for (let left = MAX_OF_PERSON + 12; left > 0; left -= 1) all.push(await signedIn(MANAGER));
      const codes = await Promise.all(all.filter((socket) => !socket.isOpen()).map(async ({ closed }) => (await closed).code));
      expect(codes).toEqual(Array.from({ length: 12 }, () => CODE.tooMany));
    });
    for (const { socket } of all) socket.terminate();
    await Promise.all(all.map(({ closed }) => closed));
    const again = await signedIn(MANAGER);
    await again.heard();
    expect(again.isOpen()).toBe(true);
  });

  it("[H-09] one address has so many connections that have not said who they are, and no more", async () => {
    const all = await Promise.all(Array.from({ length: 230 }, () => arena.socket()));
    const codes = await Promise.all(all.map(async ({ closed }) => (await closed).code));
    expect(codes.filter((code) => code === CODE.tooMany).length).toBeGreaterThan(0);
    expect(codes.every((code) => code === CODE.tooMany || code === CODE.badFrame)).toBe(true);
  });

  it("[H-09] a message that comes byte by byte, or part by part with pongs between, is not waited for", async () => {
    const hasty = await createArena({ patience: 1_000 });
    await hasty.withstands(async () => {
      const masked = (head: number, length: number) => Buffer.from([head, 0x80 | length, 0, 0, 0, 0]);
      const within = async (drip: () => Buffer) => {
        const socket = await hasty.socket();
        const ticket = await hasty.served.relay.tokens.issue("ticket", BEN);
        socket.send(encodeFrame({ ...(await hello(BEN)), ticket }));
        await socket.heard();
        const tcp = (socket.socket as unknown as Readonly<Record<string, Socket>>)["_socket"];
        const dripping = setInterval(() => tcp?.write(drip()), 50);
        const { code } = await socket.closed;
        clearInterval(dripping);
        return code;
      };
      let begun = false;
      const bytes = within(() => {
        const one = begun ? Buffer.from([7]) : Buffer.from([0x82, 0xfe, 0x40, 0x00, 1, 2, 3, 4]);
        begun = true;
        return one;
      });
      let first = true;
      const parts = within(() => {
        const part = Buffer.concat([masked(first ? 0x02 : 0x00, 1), Buffer.from([7]), masked(0x8a, 0)]);
        first = false;
        return part;
      });
      expect(await Promise.all([bytes, parts])).toEqual([CODE.tooSlow, CODE.tooSlow]);
    });
    await hasty.close();
  }, 40_000);

  it("[H-11] one that was told to close and does not is read no more", async () => {
    const ben = await arena.device(BEN);
    const late = ben.edit(docId(ACME), { phone: "after the end" });
    await arena.withstands(async () => {
      arena.served.relay.cut(BEN);
      ben.send({ type: "push", txs: [{ id: ben.keys.next(), docs: [late] }] });
      await ben.settled();
      expect(ben.closed).toBe("signInAgain");
    });
  });
});
