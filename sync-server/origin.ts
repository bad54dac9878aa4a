import type { IncomingMessage } from "node:http";

/**
 * Whether a request comes from the app itself: from a page of the same host, from one of `origins`, or from a program, which sends
 * no origin (and no cookies of a browser).
 */
export const isOwnOrigin = (request: IncomingMessage, origins: readonly string[]): boolean => {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
};
