import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { randomBytes } from "node:crypto";
import type { Clock, Random } from "#domain/clock.ts";
import { createAccounts, type Accounts } from "./accounts.ts";
import { createHttp } from "./http.ts";
import { createRelay, type Relay } from "./relay.ts";
import type { Storage } from "./storage/storage.ts";
import { attachWebsockets } from "./websocket.ts";

export interface ServeOptions {
  readonly storage: Storage;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly app: string | null;
  readonly origins: readonly string[];
  readonly trustProxy: boolean;
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

const HOUR = 3_600_000;
const PATIENCE = 10_000;
/** Answers to devices that have not come back for so long are forgotten. */
const LONGEST_ABSENCE = 366 * 24 * HOUR;

export const systemClock: Clock = { now: () => Date.now() };
export const systemRandom: Random = { bytes: (size) => new Uint8Array(randomBytes(size)) };

/** A whole relay on one port: app, sign-in, devices, stock clients. */
export const serve = async ({ storage, host, port, app, origins, trustProxy, prepare, patience = PATIENCE, report }: ServeOptions): Promise<Served> => {
  const platform = { storage, clock: systemClock, random: systemRandom };
  const relay = await createRelay({ ...platform, defer: (call) => void setImmediate(call), report });
  const accounts = createAccounts({ ...platform, directory: relay.directory, tokens: relay.tokens, cut: relay.cut });
  await prepare?.(relay, accounts);

  const unhurried = { headersTimeout: patience, requestTimeout: 3 * patience, connectionsCheckingInterval: patience / 2 };
  const server = createServer(unhurried, createHttp({ relay, accounts, app, origins, trustProxy, report }));
  const websockets = attachWebsockets({ server, relay, origins, trustProxy, patience });
  const expiry = setInterval(() => {
    const now = systemClock.now();
    Promise.all([storage.dropExpired(now), storage.dropAnswers("all", now - LONGEST_ABSENCE)]).catch((error: unknown) => report("clearing what has expired failed", error));
  }, HOUR);
  expiry.unref();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    relay,
    accounts,
    stop: async () => {
      clearInterval(expiry);
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
