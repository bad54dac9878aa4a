import type { IncomingMessage } from "node:http";
import { hostname, networkInterfaces } from "node:os";

export interface Origins {
  /** Origins that may connect, such as `https://crm.example.com`. */
  readonly listed: readonly string[];
  /** Host names of this machine in lower case: a page that the relay itself served under one of them may connect, at any port. */
  readonly own: ReadonlySet<string>;
}

/** The names under which this machine is reached without a proxy; `host` is the address the relay listens on. */
export const ownNames = (host: string): ReadonlySet<string> => {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const numbers = addresses.map(({ address, family }) => (family === "IPv6" ? `[${address.replace(/%.*$/, "")}]` : address));
  return new Set(["localhost", "127.0.0.1", "[::1]", host, hostname(), `${hostname()}.local`, ...numbers].map((name) => name.toLowerCase()));
};

/**
 * Whether a request comes from the app itself: from a listed origin, or from a page of the very host it asks, as long as that is a
 * name of this machine. A name that a foreign page had point here is none. Programs send no origin, and no cookies of a browser.
 */
export const isOwnOrigin = (request: IncomingMessage, { listed, own }: Origins): boolean => {
  const { origin, host } = request.headers;
  if (request.headers["sec-fetch-site"] === "cross-site") return origin !== undefined && listed.includes(origin);
  if (origin === undefined) return true;
  if (listed.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.protocol === "http:" && from.host === host?.toLowerCase() && own.has(from.hostname);
};
