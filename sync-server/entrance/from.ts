import { isIPv6 } from "node:net";

/** Where a request comes from. */
export interface From {
  readonly address: string;
  readonly agent: string;
  /** Secret of the browser's own cookie, which stays when people sign out; null where none is told. */
  readonly browser: string | null;
}

/** An address as it is shown and compared: v4 addresses that v6 sockets report are v4 addresses. */
export const plainAddress = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");

const groups = (part: string): readonly string[] => (part === "" ? [] : part.split(":"));

/** What tries are counted by: whoever has one v6 address has the whole /64 of it. */
export const networkOf = (address: string): string => {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const [before, after] = [groups(head), groups(tail ?? "")];
  const filled = [...before, ...Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0"), ...after];
  return filled.slice(0, 4).map((group) => group.toLowerCase().replace(/^0+(?=.)/, "")).join(":");
};
