import type { RecordId } from "#domain/id.ts";
import type { KnownDevice, Login, Restriction } from "#domain/protocol/accounts.ts";
import type { Contact, EntranceStorage, Passkey, SecondFactor, SignInSession } from "./entrance.ts";
import type { Token } from "./storage.ts";

/** Sessions, devices and tries in memory, beside the tokens they belong to. */
export const createMemoryEntrance = (tokens: Map<string, Token>) => {
  const sessions = new Map<string, SignInSession>();
  const contacts = new Map<number, Contact>();
  const logins: Login[] = [];
  const restrictions = new Map<RecordId, Restriction>();
  const known = new Map<RecordId, Map<string, KnownDevice>>();
  const factors = new Map<RecordId, SecondFactor>();
  const passkeys = new Map<string, Passkey>();
  const passkeysOf = (user: RecordId): readonly Passkey[] => [...passkeys.values()].filter((passkey) => passkey.user === user);

  const leave = (session: string): void => {
    for (const contact of contacts.values()) if (contact.session === session) contacts.set(contact.device, { ...contact, session: null });
  };
  const dropSession = (id: string): void => {
    sessions.delete(id);
    for (const token of tokens.values()) if (token.session === id) tokens.delete(token.hash);
    leave(id);
  };

  const storage: EntranceStorage = {
    addSession: async (session) => void sessions.set(session.id, session),
    session: async (id) => sessions.get(id) ?? null,
    saveSession: async (id, change) => {
      const known = sessions.get(id);
      if (known) sessions.set(id, { ...known, ...change });
    },
    sessions: async (user) => [...sessions.values()].filter((session) => user === null || session.user === user).sort((a, b) => b.seen - a.seen),
    dropSession: async (id) => dropSession(id),
    outdateSecrets: async (session, newest, until) => {
      for (const token of tokens.values()) {
        if (token.kind === "session" && token.session === session && token.hash !== newest) tokens.set(token.hash, { ...token, expires: Math.min(token.expires, until) });
      }
    },
    contact: async (device) => contacts.get(device) ?? null,
    saveContact: async (contact) => void contacts.set(contact.device, contact),
    contacts: async (person) => [...contacts.values()].filter((contact) => person === null || contact.person === person).sort((a, b) => b.seen - a.seen),
    addLogin: async (login) => logins.push({ ...login, no: logins.length + 1, times: 1 }),
    repeatLogin: async (no, at) => {
      const known = logins[no - 1];
      if (known) logins[no - 1] = { ...known, at, times: known.times + 1 };
    },
    logins: async (before, since, limit) =>
      logins.filter((login) => (before === null || login.no < before) && login.at >= since).reverse().slice(0, limit),
    restrictions: async () => new Map(restrictions),
    saveRestriction: async (user, restriction) => void (restriction ? restrictions.set(user, restriction) : restrictions.delete(user)),
    knownDevices: async (user) => [...(known.get(user)?.values() ?? [])].sort((a, b) => b.seen - a.seen),
    noteDevice: async (user, device, most) => {
      const devices = known.get(user) ?? new Map<string, KnownDevice>();
      const before = devices.get(device.id);
      if (!before && most !== null && devices.size >= most) return false;
      known.set(user, devices.set(device.id, { ...device, first: before?.first ?? device.first }));
      return true;
    },
    forgetDevice: async (user, id) => known.get(user)?.delete(id) ?? false,
    secondFactor: async (user) => factors.get(user) ?? null,
    saveSecondFactor: async (factor) => void factors.set(factor.user, factor),
    dropSecondFactor: async (user) => void factors.delete(user),
    takeStep: async (user, step) => {
      const factor = factors.get(user);
      if (!factor || factor.lastStep >= step) return false;
      factors.set(user, { ...factor, lastStep: step });
      return true;
    },
    takeRecovery: async (user, hash) => {
      const factor = factors.get(user);
      if (!factor?.recovery.includes(hash)) return false;
      factors.set(user, { ...factor, recovery: factor.recovery.filter((one) => one !== hash) });
      return true;
    },
    passkey: async (id) => passkeys.get(id) ?? null,
    passkeys: async (user) => [...passkeysOf(user)].sort((a, b) => a.created - b.created),
    passkeyCounts: async () => {
      const counts = new Map<RecordId, number>();
      for (const { user } of passkeys.values()) counts.set(user, (counts.get(user) ?? 0) + 1);
      return counts;
    },
    addPasskey: async (passkey, most) => {
      if (passkeys.has(passkey.id) || passkeysOf(passkey.user).length >= most) return false;
      passkeys.set(passkey.id, passkey);
      return true;
    },
    usePasskey: async (id, counter, at) => {
      const known = passkeys.get(id);
      if (!known || (counter <= known.counter && counter + known.counter > 0)) return false;
      passkeys.set(id, { ...known, counter, used: at });
      return true;
    },
    renamePasskey: async (user, id, name) => {
      const known = passkeys.get(id);
      if (known?.user !== user) return false;
      passkeys.set(id, { ...known, name });
      return true;
    },
    dropPasskey: async (user, id) => passkeys.get(id)?.user === user && passkeys.delete(id),
    dropPasskeys: async (user) => {
      for (const { id } of passkeysOf(user)) passkeys.delete(id);
    },
  };

  return {
    storage,
    /** Removes the sessions of a user, except one, and those that have ended. */
    dropSessionsOf: (user: RecordId, except: string | null): void => {
      for (const session of sessions.values()) if (session.user === user && session.id !== except) dropSession(session.id);
    },
    dropExpired: (now: number): void => {
      for (const session of sessions.values()) if (session.expires <= now) dropSession(session.id);
    },
  };
};
