import type { Clock } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { createThrottle } from "../throttle.ts";
import { networkOf, type From } from "./from.ts";

/** Tickets one after the other that nobody needs, and how fast they are forgotten: a device takes one for each connection. */
const TICKETS = { free: 120, options: { fade: 500, longest: 60_000 } } as const;
const TICKETS_OF_ADDRESS = { free: 1_000, options: { fade: 60, longest: 60_000 } } as const;

/** Takes note that a ticket is asked for; answers how long to wait first, in seconds, 0 when not at all. */
export type CountTicket = (user: RecordId, from: From) => number;

export const createTicketLimits = (clock: Clock): CountTicket => {
  const tickets = createThrottle(clock, TICKETS.free, TICKETS.options);
  const ticketsOfAddress = createThrottle(clock, TICKETS_OF_ADDRESS.free, TICKETS_OF_ADDRESS.options);
  return (user, { address }) => {
    const network = networkOf(address);
    const wait = Math.max(tickets.wait(user), ticketsOfAddress.wait(network));
    if (wait > 0) return Math.ceil(wait / 1_000);
    tickets.tried(user);
    ticketsOfAddress.tried(network);
    return 0;
  };
};
