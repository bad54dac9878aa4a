import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { randomBytes } from "node:crypto";
import type { Clock, Random } from "#domain/clock.ts";
import { createAccounts, type Accounts } from "./accounts.ts";
import { createDevices } from "./entrance/devices.ts";
import { watchConnections } from "./entrance/watch.ts";
import { createHttp } from "./http.ts";
import { ownNames } from "./origin.ts";
import { createRelay, type Relay } from "./relay.ts";
import type { Storage } from "./storage/storage.ts";
import { attachWebsockets } from "./websocket.ts";

export interface ServeOptions {
  readonly storage: Storage;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly app: string | null;
  /** Origins that may connect besides this machine's own names. */
  readonly origins: readonly string[];
  readonly trustProxy: boolean;
  readonly clock?: Clock;
  /** Fills an empty workspace before anybody is let in. */
  readonly prepare?: (relay: Relay, accounts: Accounts) => Promise<void>;
  /** Milliseconds that a new connection has for its hello, and a request for its head; the usual ten seconds when left out. */
  readonly patience?: number;
  readonly report: (what: string, error: unknown) => void;
}

export interface Served {
  readonly port: number;
  readonly relay: Relay;
  readonly accounts: Accounts;
  /** Tells every device that the relay restarts, finishes what was taken in, and closes storage. */
  readonly stop: () => Promise<void>;
}

const MINUTE = 60_000;
/**
 * Connections that the system holds until they are taken in, as far as it allows so many itself. After a restart all devices come back within seconds;
 * one that finds no room asks again after one second, three, seven and so on up to two minutes, whatever the app would do.
 */
const COMING_AT_ONCE = 8_192;

const HOUR = 60 * MINUTE;
const PATIENCE = 10_000;
/** Answers to devices that have not come back for so long are forgotten. */
const LONGEST_ABSENCE = 366 * 24 * HOUR;

export const systemClock: Clock = { now: () => Date.now() };
export const systemRandom: Random = { bytes: (size) => new Uint8Array(randomBytes(size)) };

/** A whole relay on one port: app, sign-in, devices, stock clients. */
export const serve = async ({ storage, host, port, app, origins: listed, trustProxy, clock = systemClock, prepare, patience = PATIENCE, report }: ServeOptions): Promise<Served> => {
  const platform = { storage, clock, random: systemRandom };
  const relay = await createRelay({ ...platform, defer: (call) => void setImmediate(call), pause: (call, milliseconds) => void setTimeout(call, milliseconds), report });
  const accounts = createAccounts({ ...platform, directory: relay.directory, tokens: relay.tokens, cut: relay.cut });
  const connected = (): ReadonlySet<string> => new Set([...relay.connected().flatMap(({ session }) => session ?? []), ...relay.connectedElsewhere()]);
  const devices = createDevices({ storage, clock, cut: relay.cut, connected });
  await prepare?.(relay, accounts);

  const origins = { listed, own: ownNames(host) };
  const unhurried = { headersTimeout: patience, requestTimeout: 3 * patience, connectionsCheckingInterval: patience / 2 };
  const server = createServer(unhurried, createHttp({ relay, accounts, devices, random: systemRandom, app, origins, trustProxy, report }));
  const websockets = attachWebsockets({
    server,
    relay,
    origins,
    trustProxy,
    patience,
    barred: async (user, place) => (await accounts.restrictions.barred(user, place)) !== null,
  });
  const watch = setInterval(() => {
    watchConnections(relay, accounts).catch((error: unknown) => report("looking after connections failed", error));
  }, MINUTE);
  watch.unref();
  const expiry = setInterval(() => {
    const now = clock.now();
    Promise.all([storage.dropExpired(now), storage.dropAnswers("all", now - LONGEST_ABSENCE)]).catch((error: unknown) => report("clearing what has expired failed", error));
  }, HOUR);
  expiry.unref();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, backlog: COMING_AT_ONCE }, resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    relay,
    accounts,
    stop: async () => {
      clearInterval(expiry);
      clearInterval(watch);
      await relay.stop();
      websockets.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 1_000).unref();
      });
      await storage.close();
    },
  };
};
