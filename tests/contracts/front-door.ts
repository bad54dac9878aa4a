import { WebSocket } from "ws";
import type { RecordId } from "#domain/id.ts";
import { parseDown, type Down } from "#domain/protocol/down.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import { PROTOCOL } from "#domain/protocol/parts.ts";
import type { Hello } from "#domain/protocol/up/hello.ts";
import { seedCommit } from "#sync-server/seed.ts";
import type { Served, ServeOptions } from "#sync-server/serve.ts";
import { serveHere } from "#tests/served.ts";
import { ANNA, BEN, BOSS, COMPANY, createSettableClock, START, type SettableClock } from "#tests/unit/sync-server/company.ts";

export const passwordOf = (user: RecordId): string => `password of ${user}`;

export interface Asked {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>> & readonly Readonly<Record<string, unknown>>[];
  readonly headers: Headers;
  /** The cookie that was set, as it is sent back; empty when none was. */
  readonly cookie: string;
}

export interface AskOptions {
  readonly body?: unknown;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Device {
  readonly socket: WebSocket;
  readonly received: readonly Down[];
  readonly next: <T extends Down["type"]>(type: T) => Promise<Extract<Down, { type: T }>>;
  /** Resolves with the code that the connection was closed with. */
  readonly closed: Promise<number>;
  readonly send: (message: object) => void;
}

export interface FrontDoor {
  readonly served: Served;
  readonly clock: SettableClock;
  readonly ask: (method: string, path: string, options?: AskOptions) => Promise<Asked>;
  readonly signIn: (account: string, more?: object, headers?: Readonly<Record<string, string>>) => Promise<Asked>;
  readonly cookieOf: (account: string) => Promise<string>;
  /** Opens a record as a stock Yjs client does; resolves with the code it is closed with. */
  readonly openRecord: (token: string, record: RecordId) => Promise<{ readonly opened: Promise<void>; readonly closed: Promise<number> }>;
  readonly connect: (cookie: string, hello?: Partial<Hello>) => Promise<Device>;
}

/** A relay over real sockets, with Anna, Ben and their boss, on a clock that the test moves. */
export const openFrontDoor = async (options: Partial<ServeOptions> = {}): Promise<FrontDoor> => {
  const clock = createSettableClock(START);
  const served = await serveHere({
    clock,
    prepare: async (relay, accounts) => {
      await relay.seed((counters) => seedCommit(counters, COMPANY));
      for (const user of [ANNA, BEN, BOSS]) await accounts.setPassword(user, passwordOf(user), false);
    },
    ...options,
  });

  const ask: FrontDoor["ask"] = async (method, path, { body, cookie, headers = {} } = {}) => {
    const response = await fetch(`http://127.0.0.1:${served.port}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...(cookie ? { cookie } : {}), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const set = response.headers.get("set-cookie") ?? "";
    return { status: response.status, json: (text === "" ? null : JSON.parse(text)) as Asked["json"], headers: response.headers, cookie: set.split(";")[0] ?? "" };
  };

  const signIn: FrontDoor["signIn"] = (account, more = {}, headers = {}) =>
    ask("POST", "/api/session", { body: { account, password: `password of user/${account}`, ...more }, headers });

  return {
    served,
    clock,
    ask,
    signIn,
    cookieOf: async (account) => (await signIn(account)).cookie,
    openRecord: async (token, record) => {
      const socket = new WebSocket(`ws://127.0.0.1:${served.port}/yjs/${record}`, ["tidebook", `token.${token}`]);
      const opened = new Promise<void>((resolve) => socket.once("message", () => resolve()));
      return { opened, closed: new Promise((resolve) => socket.once("close", resolve)) };
    },
    connect: async (cookie, hello = {}) => {
      const { json } = await ask("POST", "/api/ticket", { cookie });
      const socket = new WebSocket(`ws://127.0.0.1:${served.port}/sync`);
      const received: Down[] = [];
      const waiting = new Set<() => void>();
      socket.on("message", (data: Buffer) => {
        const parsed = parseDown(new Uint8Array(data));
        if (!parsed.ok) throw new Error(parsed.error.reason);
        received.push(parsed.value);
        for (const call of waiting) call();
      });
      const closed = new Promise<number>((resolve) => socket.on("close", resolve));
      await new Promise((resolve) => socket.once("open", resolve));
      const send = (message: object): void => socket.send(encodeFrame(message));
      send({ type: "hello", protocol: PROTOCOL, ticket: json["ticket"], device: null, deviceKey: null, cursor: 0, scopes: [], now: clock.now(), ...hello });
      return {
        socket,
        received,
        closed,
        send,
        next: <T extends Down["type"]>(type: T) =>
          new Promise<Extract<Down, { type: T }>>((resolve) => {
            const look = (): void => {
              const found = received.find((message): message is Extract<Down, { type: T }> => message.type === type);
              if (!found) return;
              waiting.delete(look);
              resolve(found);
            };
            waiting.add(look);
            look();
          }),
      };
    },
  };
};
