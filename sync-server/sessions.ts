import { kindOf, type DocId, type RecordId } from "#domain/id.ts";
import { isOrganisation } from "#domain/policy/organisation.ts";
import type { Scope } from "#domain/policy/scope.ts";
import type { CloseReason } from "#domain/protocol/close.ts";
import { createAudience, type Audience, type Listener } from "./audience.ts";
import { encodePage } from "#domain/protocol/down/page.ts";
import type { Published } from "./batch.ts";
import type { Breathe } from "./breath.ts";
import { end, sendTo, type Connection, type Session } from "./connection.ts";
import { mayRead, nextPage, noted, planCatchUp, replanCatchUp } from "./feed.ts";
import type { Ground } from "./ground.ts";
import type { PresenceRoom } from "./presence.ts";
import { createLivePages } from "./publish.ts";
import { mayView } from "./viewing.ts";
import type { Storage } from "./storage/storage.ts";

export interface SessionsDeps {
  readonly storage: Storage;
  readonly ground: Ground;
  readonly presence: PresenceRoom;
  readonly breathe: Breathe;
  readonly report: (what: string, error: unknown) => void;
}

/** The connected devices, and everything they are sent of the feed. */
export interface Sessions {
  /** A connection that has not said hello yet. */
  readonly add: (connection: Connection) => void;
  /** It has said hello: from now on commits reach it, once it has caught up. */
  readonly welcome: (connection: Connection, session: Session) => void;
  readonly remove: (connection: Connection) => void;
  readonly open: () => readonly Listener[];
  /** How many connections are open in a person's name. */
  readonly countOf: (person: RecordId) => number;
  /** The next page of a catching up, if one runs. */
  readonly sendPage: (connection: Connection, session: Session) => Promise<void>;
  /** The documents that a device has open are these from now on. */
  readonly watch: (connection: Connection, docs: readonly DocId[]) => Promise<void>;
  /**
   * Sends a durable commit on. A device that cannot be sent its part is ended: it comes back and catches up, so nothing is passed
   * over. `authors` are devices that wait for the position even when they may read nothing of it.
   */
  readonly publish: (published: readonly Published[], headBefore: number, authors: ReadonlySet<number>) => Promise<void>;
  readonly endAll: (reason: CloseReason) => void;
  /** Ends the connections of a device, and says whether there was one. They are gone from that moment on, whenever they close: the device has another. */
  readonly endOfDevice: (device: number, reason: CloseReason) => boolean;
  /** Ends the connections of a person: those of one sign-in, or all. */
  readonly endOf: (person: RecordId, reason: CloseReason, signIn?: string) => void;
}

/** Documents of one commit that are shown through a lens at a stretch. More are fetched page by page, with everybody else's turn between them. */
const LENSED_AT_ONCE = 50;

export const createSessions = ({ storage, ground, presence, breathe, report }: SessionsDeps): Sessions => {
  const { directory } = ground;
  const connections = new Set<Connection>();
  const listeners = new Map<Connection, Listener>();
  const audience: Audience = createAudience();

  const isOpen = ({ connection }: Listener): boolean => connection.state.at === "open" && !connection.ended;

  const open = (): readonly Listener[] => [...audience.all()].filter(isOpen);

  const complete = async ({ device, person, scopes }: Session): Promise<void> => {
    const known = await storage.device(device);
    if (known) await storage.saveDevice({ device, person, granted: [...new Set([...known.granted, ...scopes])], complete: [...scopes] });
  };

  const sendPage: Sessions["sendPage"] = async (connection, session) => {
    if (!session.catchUp || connection.ended) return;
    const page = await nextPage({ storage, lensing: ground.lensing, breathe }, session.catchUp, ground.counters().head);
    if (!page.more) {
      session.catchUp = null;
      if (page.scopes) await complete(session);
    }
    sendTo(connection, encodePage(page));
  };

  /** Sessions whose person's rights a commit has changed; those cut off are ended. */
  const reviewRights = async (): Promise<ReadonlySet<Session>> => {
    const changed = new Set<Session>();
    for (const { connection, session } of open()) {
      await breathe();
      const standing = directory.standing(session.person);
      if (session.viewer !== null && !mayView(directory, session.viewer)) {
        end(connection, "forbidden");
        changed.add(session);
        continue;
      }
      if (!standing?.person.active) {
        await storage.dropTokens(session.person, null);
        end(connection, "forbidden");
        changed.add(session);
        continue;
      }
      if (session.handingIn) continue;
      if (standing.scopes.size === session.scopes.size && [...standing.scopes].every((scope) => session.scopes.has(scope))) continue;
      changed.add(session);
    }
    return changed;
  };

  const startCatchUp = async (listener: Listener, headBefore: number): Promise<void> => {
    const { connection, session } = listener;
    const standing = directory.standing(session.person);
    if (!standing || connection.ended) return;
    const running = session.catchUp !== null;
    session.catchUp = session.catchUp
      ? replanCatchUp(session.catchUp, standing)
      : planCatchUp(headBefore, [...session.scopes], [], standing);
    audience.rescope(listener, standing.scopes);
    session.lenses = standing.lenses;
    const known = await storage.device(session.device);
    if (known) await storage.saveDevice(noted(known, session.catchUp));
    // While a page is on its way the device asks for the next one itself.
    if (!running) await sendPage(connection, session);
  };

  const unwatch = (listener: Listener, doc: DocId): void => {
    audience.unwatch(listener, doc);
    presence.leave(doc, listener.session.present);
  };

  const dropUnreadable = (published: readonly Published[]) => {
    for (const { doc, after } of published) {
      for (const listener of audience.watching(doc)) if (!after || !mayRead(after.scopes, listener.session.scopes)) unwatch(listener, doc);
    }
  };

  /** Whom a commit concerns, with the places in it of what they may have read before or may read now. */
  const concerned = async (published: readonly Published[], authors: ReadonlySet<number>): Promise<ReadonlyMap<Listener, readonly number[]>> => {
    const found = new Map<Listener, number[]>();
    for (const device of authors) for (const listener of audience.ofDevice(device)) found.set(listener, []);
    const note = (scopes: readonly Scope[], index: number): void => {
      for (const listener of audience.readersOf(scopes)) {
        const places = found.get(listener);
        if (!places) found.set(listener, [index]);
        else if (places.at(-1) !== index) places.push(index);
      }
    };
    for (const [index, { before, after }] of published.entries()) {
      const rest = breathe();
      if (rest) await rest;
      if (after) note(after.scopes, index);
      if (before !== after?.scopes) note(before, index);
    }
    return found;
  };

  const endAll = (reason: CloseReason): void => {
    for (const connection of connections) end(connection, reason);
  };

  const leaveAll = ({ watching, present }: Session): void => {
    for (const doc of watching) presence.leave(doc, present);
  };

  const remove = (connection: Connection): void => {
    connections.delete(connection);
    connection.ended = true;
    const listener = listeners.get(connection);
    if (listener) {
      listeners.delete(connection);
      audience.remove(listener);
      leaveAll(listener.session);
    }
    connection.state = { at: "closed" };
  };

  return {
    open,
    sendPage,
    endAll,
    countOf: (person) => [...audience.ofPerson(person)].filter(isOpen).length,
    add: (connection) => connections.add(connection),
    welcome: (connection, session) => {
      connection.state = { at: "open", session };
      const listener = { connection, session };
      listeners.set(connection, listener);
      audience.add(listener);
    },
    remove,
    watch: async (connection, docs) => {
      const listener = listeners.get(connection);
      if (!listener) return;
      const { session } = listener;
      const wanted = new Set(docs);
      for (const doc of session.watching) if (!wanted.has(doc)) unwatch(listener, doc);
      for (const doc of wanted) {
        if (session.watching.has(doc)) continue;
        await breathe();
        const [stored] = await storage.documents([doc]);
        if (!stored || !mayRead(stored.scopes, session.scopes)) continue;
        // It may have gone meanwhile.
        if (listeners.get(connection) !== listener) return;
        audience.watch(listener, doc);
        presence.join(doc, session.present);
      }
    },
    publish: async (published, headBefore, authors) => {
      const organisation = published.some(({ doc }) => isOrganisation(kindOf(doc)));
      const changed = organisation ? await reviewRights() : new Set<Session>();
      const pagesFor = createLivePages(published, ground.counters().head, ground.lensing);
      const places = await concerned(published, authors);
      const told = changed.size === 0 ? places.keys() : new Set([...places.keys(), ...open().filter(({ session }) => changed.has(session))]);
      for (const listener of told) {
        if (!isOpen(listener)) continue;
        await breathe();
        const { connection, session } = listener;
        try {
          if (changed.has(session) || (!session.catchUp && session.lenses.size > 0 && published.length > LENSED_AT_ONCE)) await startCatchUp(listener, headBefore);
          else if (!session.catchUp) for (const page of (await pagesFor(places.get(listener) ?? [], session, authors.has(session.device))) ?? []) sendTo(connection, page);
        } catch (error) {
          report("publishing to a device failed", error);
          end(connection, "restarting");
        }
      }
      dropUnreadable(published);
    },
    endOfDevice: (device, reason) => {
      const there = [...audience.ofDevice(device)].filter(({ session }) => session.viewer === null);
      for (const { connection } of there) {
        end(connection, reason);
        remove(connection);
      }
      return there.length > 0;
    },
    endOf: (person, reason, signIn) => {
      for (const { connection, session } of open()) {
        if ((session.person === person || session.viewer === person) && (signIn === undefined || session.signIn === signIn)) end(connection, reason);
      }
    },
  };
};
