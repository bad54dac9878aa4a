import type { IncomingMessage } from "node:http";

/** Where a request comes from. Behind a proxy that is trusted the address stands in its header. */
export const addressOf = (request: IncomingMessage, trustProxy: boolean): string => {
  const forwarded = trustProxy ? request.headers["x-forwarded-for"] : undefined;
  return String(forwarded ?? request.socket.remoteAddress ?? "").split(",")[0]?.trim() ?? "";
};
