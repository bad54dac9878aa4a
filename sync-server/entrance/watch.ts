import type { Accounts } from "../accounts.ts";
import type { Relay } from "../relay.ts";

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
    if (contact) await entrance.saveContact({ ...contact, seen: relay.clock.now() });
  }
};
