import { setImmediate } from "node:timers/promises";
import type { Accounts } from "../accounts.ts";
import type { Relay } from "../relay.ts";

/** Last contacts are kept to this much, in milliseconds. */
const TEN_MINUTES = 600_000;

/**
 * Looks after those who are connected: ends connections whose session has ended or whose person's hours are over, and notes that the
 * others are in use.
 */
export const watchConnections = async (relay: Relay, accounts: Accounts): Promise<void> => {
  const { entrance } = relay.storage;
  for (const { person, session, device } of relay.connected()) {
    if (session === null) continue;
    if (!(await accounts.sessions.inUse(session)) || (await accounts.restrictions.barred(person, null))) {
      relay.cut(person, session);
      continue;
    }
    const contact = device === null ? null : await entrance.contact(device);
    if (contact && relay.clock.now() - contact.seen >= TEN_MINUTES) await entrance.saveContact({ ...contact, seen: relay.clock.now() });
    // Each of these waits for the disk: whoever sends something meanwhile comes in between.
    await setImmediate();
  }
};
