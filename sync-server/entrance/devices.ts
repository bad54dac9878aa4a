import type { Clock } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { DeviceLine } from "#domain/protocol/accounts.ts";
import type { Contact, SignInSession } from "../storage/entrance.ts";
import type { Storage } from "../storage/storage.ts";
import { hashSecret } from "../tokens.ts";

export interface Devices {
  /** Of one person, or of everybody. */
  readonly list: (person: RecordId | null, here: string) => Promise<readonly DeviceLine[]>;
  /** Ends the session of a device, and every connection of it at once; false when there is no such device (of `owner`). */
  readonly revoke: (id: string, owner: RecordId | null) => Promise<boolean>;
  /** Ends every session of a person but one. */
  readonly revokeOthers: (person: RecordId, except: string) => Promise<void>;
  /** Has a device emptied at its next contact, which comes at once when it is connected. */
  readonly wipe: (id: string) => Promise<boolean>;
  /** A device without a session asks whether it is to be emptied; answering yes counts as done. */
  readonly mustEmpty: (device: number, key: string) => Promise<boolean>;
  /** A device's data went with the end of its session. */
  readonly signedOut: (session: SignInSession) => Promise<void>;
  /** A session of a device that is to be emptied serves for handing in and nothing else. */
  readonly isToBeEmptied: (session: SignInSession) => Promise<boolean>;
}

/** Whether a sign-in belongs to a device that is to be emptied, other than device `except`. */
export const isToBeEmptied = async ({ entrance }: Storage, person: RecordId, session: string, except: number | null = null): Promise<boolean> =>
  (await entrance.contacts(person)).some((contact) => contact.session === session && contact.state === "wipe" && contact.device !== except);

export interface DeviceDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  /** Ends connections of a person: of one session, or all. */
  readonly cut: (person: RecordId, session?: string) => void;
  readonly connected: () => ReadonlySet<string>;
}

export const createDevices = ({ storage, clock, cut, connected }: DeviceDeps): Devices => {
  const { entrance } = storage;

  const end = async (session: SignInSession): Promise<void> => {
    await entrance.dropSession(session.id);
    cut(session.user, session.id);
  };

  const find = async (id: string): Promise<{ readonly contact: Contact | null; readonly session: SignInSession | null } | null> => {
    const number = /^device-(\d{1,15})$/.exec(id)?.[1];
    if (number !== undefined) {
      const contact = await entrance.contact(Number(number));
      return contact && { contact, session: contact.session === null ? null : await entrance.session(contact.session) };
    }
    const session = await entrance.session(id);
    return session && { contact: null, session };
  };

  return {
    list: async (person, here) => {
      const [contacts, sessions] = [await entrance.contacts(person), await entrance.sessions(person)];
      const online = connected();
      const byId = new Map(sessions.map((session) => [session.id, session]));
      const held = contacts.filter(({ state }) => state !== "emptied");
      const withDevice = new Set(held.map(({ session }) => session));
      const devices = held.map((contact): DeviceLine => {
        const session = contact.session === null ? undefined : byId.get(contact.session);
        const seen = Math.max(contact.seen, session?.seen ?? 0);
        return {
          id: `device-${contact.device}`,
          person: contact.person,
          device: contact.device,
          agent: contact.agent,
          address: session?.address ?? contact.address,
          first: contact.first,
          seen,
          online: session !== undefined && online.has(session.id),
          here: session?.id === here,
          state: contact.state === "wipe" ? "wipe" : session ? "signedIn" : "signedOut",
        };
      });
      const others = sessions.filter(({ id }) => !withDevice.has(id)).map(({ id, user, agent, address, created, seen }): DeviceLine => ({
        id,
        person: user,
        device: null,
        agent,
        address,
        first: created,
        seen,
        online: online.has(id),
        here: id === here,
        state: "signedIn",
      }));
      return [...devices, ...others].sort((a, b) => b.seen - a.seen);
    },
    revoke: async (id, owner) => {
      const found = await find(id);
      const person = found?.session?.user ?? found?.contact?.person;
      if (!found || (owner !== null && person !== owner)) return false;
      if (found.session) await end(found.session);
      return true;
    },
    revokeOthers: async (person, except) => {
      for (const session of await entrance.sessions(person)) if (session.id !== except) await end(session);
    },
    wipe: async (id) => {
      const found = await find(id);
      if (!found?.contact || found.contact.state === "emptied") return false;
      await entrance.saveContact({ ...found.contact, state: "wipe" });
      // Whatever the session has open ends; the device comes back and is told.
      if (found.session) cut(found.session.user, found.session.id);
      return true;
    },
    mustEmpty: async (device, key) => {
      const [known, contact] = [await storage.device(device), await entrance.contact(device)];
      if (!known || known.keyHash !== hashSecret(key) || contact?.state !== "wipe") return false;
      await storage.giveBack(device);
      await entrance.saveContact({ ...contact, state: "emptied", seen: clock.now() });
      return true;
    },
    isToBeEmptied: ({ id, user }) => isToBeEmptied(storage, user, id),
    signedOut: async ({ id, user }) => {
      for (const contact of await entrance.contacts(user)) {
        if (contact.session !== id) continue;
        await storage.giveBack(contact.device);
        await entrance.saveContact({ ...contact, session: null, state: "emptied" });
      }
    },
  };
};
