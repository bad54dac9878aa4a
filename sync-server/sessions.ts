import { kindOf, type DocId, type RecordId } from "#domain/id.ts";
import { isOrganisation } from "#domain/policy/organisation.ts";
import type { CloseReason } from "#domain/protocol/close.ts";
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
  readonly add: (connection: Connection) => void;
  readonly remove: (connection: Connection) => void;
  readonly open: () => readonly (readonly [Connection, Session])[];
  /** The next page of a catching up, if one runs. */
  readonly sendPage: (connection: Connection, session: Session) => Promise<void>;
  /** The documents that a device has open are these from now on. */
  readonly watch: (session: Session, docs: readonly DocId[]) => Promise<void>;
  /**
   * Sends a durable commit on. A device that cannot be sent its part is ended: it comes back and catches up, so nothing is passed
   * over. `authors` are devices that wait for the position even when they may read nothing of it.
   */
  readonly publish: (published: readonly Published[], headBefore: number, authors: ReadonlySet<number>) => Promise<void>;
  readonly endAll: (reason: CloseReason) => void;
  /** Ends the connections of a person: those of one sign-in, or all. */
  readonly endOf: (person: RecordId, reason: CloseReason, signIn?: string) => void;
}

/** Documents of one commit that are shown through a lens at a stretch. More are fetched page by page, with everybody else's turn between them. */
const LENSED_AT_ONCE = 50;

export const createSessions = ({ storage, ground, presence, breathe, report }: SessionsDeps): Sessions => {
  const { directory } = ground;
  const connections = new Set<Connection>();

  const open = (): readonly (readonly [Connection, Session])[] =>
    [...connections].flatMap((connection) => (connection.state.at === "open" && !connection.ended ? [[connection, connection.state.session] as const] : []));

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
    sendTo(connection, page);
  };

  /** Sessions whose person's rights a commit has changed; those cut off are ended. */
  const reviewRights = async (): Promise<ReadonlySet<Session>> => {
    const changed = new Set<Session>();
    for (const [connection, session] of open()) {
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

  const startCatchUp = async (connection: Connection, session: Session, headBefore: number): Promise<void> => {
    const standing = directory.standing(session.person);
    if (!standing || connection.ended) return;
    const running = session.catchUp !== null;
    session.catchUp = session.catchUp
      ? replanCatchUp(session.catchUp, standing)
      : planCatchUp(headBefore, [...session.scopes], [], standing);
    session.scopes = standing.scopes;
    session.lenses = standing.lenses;
    const known = await storage.device(session.device);
    if (known) await storage.saveDevice(noted(known, session.catchUp));
    // While a page is on its way the device asks for the next one itself.
    if (!running) await sendPage(connection, session);
  };

  const dropUnreadable = (published: readonly Published[]) => {
    for (const { doc, after } of published) {
      for (const [, session] of open()) {
        if (!session.watching.has(doc) || (after && mayRead(after.scopes, session.scopes))) continue;
        session.watching.delete(doc);
        presence.leave(doc, session.present);
      }
    }
  };

  const endAll = (reason: CloseReason): void => {
    for (const connection of connections) end(connection, reason);
  };

  const leaveAll = ({ watching, present }: Session): void => {
    for (const doc of watching) presence.leave(doc, present);
  };

  return {
    open,
    sendPage,
    endAll,
    add: (connection) => connections.add(connection),
    remove: (connection) => {
      connections.delete(connection);
      connection.ended = true;
      if (connection.state.at === "open") leaveAll(connection.state.session);
      connection.state = { at: "closed" };
    },
    watch: async (session, docs) => {
      const wanted = new Set(docs);
      for (const doc of session.watching) {
        if (wanted.has(doc)) continue;
        session.watching.delete(doc);
        presence.leave(doc, session.present);
      }
      for (const doc of wanted) {
        if (session.watching.has(doc)) continue;
        await breathe();
        const [stored] = await storage.documents([doc]);
        if (!stored || !mayRead(stored.scopes, session.scopes)) continue;
        session.watching.add(doc);
        presence.join(doc, session.present);
      }
    },
    publish: async (published, headBefore, authors) => {
      const organisation = published.some(({ doc }) => isOrganisation(kindOf(doc)));
      const changed = organisation ? await reviewRights() : new Set<Session>();
      const pagesFor = createLivePages(published, ground.counters().head, ground.lensing);
      for (const [connection, session] of open()) {
        await breathe();
        try {
          if (changed.has(session) || (!session.catchUp && session.lenses.size > 0 && published.length > LENSED_AT_ONCE)) await startCatchUp(connection, session, headBefore);
          else if (!session.catchUp) for (const page of (await pagesFor(session, authors.has(session.device))) ?? []) sendTo(connection, page);
        } catch (error) {
          report("publishing to a device failed", error);
          end(connection, "restarting");
        }
      }
      dropUnreadable(published);
    },
    endOf: (person, reason, signIn) => {
      for (const [connection, session] of open()) {
        if ((session.person === person || session.viewer === person) && (signIn === undefined || session.signIn === signIn)) end(connection, reason);
      }
    },
  };
};
