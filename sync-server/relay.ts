import type { Clock, Random } from "#domain/clock.ts";
import type { DocId, RecordId } from "#domain/id.ts";
import type { CloseReason } from "#domain/protocol/close.ts";
import type { Answer } from "#domain/protocol/down/answers.ts";
import type { Tx } from "#domain/protocol/up/push.ts";
import { parseUp, type Up } from "#domain/protocol/up.ts";
import { createBatch, type Batch, type Published, type Submitted } from "./batch.ts";
import { createConnection, end, sendTo, spend, writerOf, type Connection, type Link, type Receiver, type Session } from "./connection.ts";
import { createDirectory, type Directory } from "./directory.ts";
import { mayRead, nextPage, planCatchUp, replanCatchUp } from "./feed.ts";
import type { Writer } from "./gate/gate.ts";
import { greet } from "./greet.ts";
import { answerHistory } from "./history.ts";
import { createIntake, type AnswersOf } from "./intake.ts";
import { createPresence, type PresenceRoom } from "./presence.ts";
import { createProseLog } from "./prose-log.ts";
import { createLivePages } from "./publish.ts";
import type { Commit, Counters, Storage } from "./storage/storage.ts";
import { createSecret, createTokens, type Tokens } from "./tokens.ts";
import { createTurns } from "./turns.ts";
import { createWorkings, type Workings } from "./working.ts";

export interface RelayDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly random: Random;
  /** Calls back once what has arrived at the same moment is in: it then shares one commit. */
  readonly defer: (call: () => void) => void;
  /** Told of faults that end in a closed connection or a commit that failed. */
  readonly report?: (what: string, error: unknown) => void;
}

/** Who follows commits besides devices: single-document clients, and indexes of the relay's own. */
export interface Follower {
  readonly committed: (published: readonly Published[]) => void;
  /** Whom it serves: `cut` ends it with that person's connections. Null when it serves the relay itself. */
  readonly person: RecordId | null;
  readonly stop: (reason: CloseReason) => void;
}

/** The relay without sockets: links go in, everything else is between it and its storage. */
export interface Relay {
  /** A new device connection. */
  readonly accept: (link: Link) => Receiver;
  /** Puts one transaction through the gate, as devices do. `writer` is asked for when its turn has come. */
  readonly submit: (tx: Submitted, writer: () => Promise<Writer | null>) => Promise<Answer | null>;
  readonly follow: (follower: Follower) => () => void;
  /** Ends every connection of a person at once. Those whose session is still good come back by themselves. */
  readonly cut: (person: RecordId) => void;
  /** Runs when no commit runs: what it reads hangs together. */
  readonly read: <T>(job: (view: { readonly head: number; readonly workings: Workings }) => Promise<T>) => Promise<T>;
  /** Commits trusted content as it is; for seeding an empty workspace. */
  readonly seed: (make: (counters: Counters) => Commit) => Promise<void>;
  readonly directory: Directory;
  readonly presence: PresenceRoom;
  readonly tokens: Tokens;
  readonly storage: Storage;
  readonly clock: Clock;
  /** Ends every connection with `restarting`, and finishes what has been taken in. */
  readonly stop: () => Promise<void>;
}

export const createRelay = async (deps: RelayDeps): Promise<Relay> => {
  const { storage, clock, random, defer } = deps;
  const report = deps.report ?? (() => undefined);
  const turns = createTurns();
  const workings = createWorkings(storage);
  const directory = createDirectory(storage);
  const presence = createPresence();
  const prose = createProseLog();
  const tokens = createTokens({ storage, clock, random });
  const connections = new Set<Connection>();
  const followers = new Set<Follower>();
  let counters = await storage.counters();
  let stopped = false;
  await directory.reload();
  await storage.addStart({ id: createSecret(random).slice(0, 16), head: counters.head });
  const starts = await storage.starts();

  const sessions = (): readonly (readonly [Connection, Session])[] =>
    [...connections].flatMap((connection) => (connection.state.at === "open" ? [[connection, connection.state.session] as const] : []));

  const sendPage = async (connection: Connection, session: Session): Promise<void> => {
    if (!session.catchUp || connection.state.at !== "open") return;
    const page = await nextPage(storage, session.catchUp, counters.head);
    if (!page.more) {
      session.catchUp = null;
      if (page.scopes) await complete(session);
    }
    sendTo(connection, page);
  };

  const complete = async ({ device, person, scopes }: Session): Promise<void> => {
    const known = await storage.device(device);
    if (known) await storage.saveDevice({ device, person, granted: [...new Set([...known.granted, ...scopes])], complete: [...scopes] });
  };

  /** Sessions whose person's rights a commit has changed are brought up to date; those cut off are ended. */
  const reviewRights = async (): Promise<ReadonlySet<Session>> => {
    const changed = new Set<Session>();
    for (const [connection, session] of sessions()) {
      const standing = directory.standing(session.person);
      if (!standing?.person.active) {
        await storage.dropTokens(session.person, null);
        end(connection, "forbidden");
        changed.add(session);
        continue;
      }
      if (standing.scopes.size === session.scopes.size && [...standing.scopes].every((scope) => session.scopes.has(scope))) continue;
      changed.add(session);
    }
    return changed;
  };

  const startCatchUp = async (connection: Connection, session: Session, headBefore: number): Promise<void> => {
    const standing = directory.standing(session.person);
    if (!standing || connection.state.at !== "open") return;
    const running = session.catchUp !== null;
    session.catchUp = session.catchUp
      ? replanCatchUp(session.catchUp, standing.scopes)
      : planCatchUp(headBefore, [...session.scopes], [], standing.scopes);
    session.scopes = standing.scopes;
    const known = await storage.device(session.device);
    if (known) await storage.saveDevice({ ...known, granted: [...new Set([...known.granted, ...standing.scopes])] });
    // While a page is on its way the device asks for the next one itself.
    if (!running) await sendPage(connection, session);
  };

  const dropUnreadable = (published: readonly Published[]) => {
    for (const { doc, after } of published) {
      for (const [, session] of sessions()) {
        if (!session.watching.has(doc) || (after && mayRead(after.scopes, session.scopes))) continue;
        session.watching.delete(doc);
        presence.leave(doc, session.present);
      }
    }
  };

  const publish = async (published: readonly Published[], headBefore: number, authors: ReadonlySet<number>): Promise<void> => {
    const organisation = published.some(({ doc }) => doc.startsWith("user/") || doc.startsWith("department/"));
    const changed = organisation ? await reviewRights() : new Set<Session>();
    const pagesFor = createLivePages(published, counters.head);
    for (const [connection, session] of sessions()) {
      if (changed.has(session)) {
        await startCatchUp(connection, session, headBefore);
        continue;
      }
      if (session.catchUp) continue;
      for (const page of pagesFor(session.scopes, authors.has(session.device)) ?? []) sendTo(connection, page);
    }
    dropUnreadable(published);
    for (const follower of followers) follower.committed(published);
  };

  /** After a commit that failed nothing in memory can be trusted: everything is read again, and devices come back by themselves. */
  const recover = async (error: unknown): Promise<void> => {
    report("commit failed", error);
    for (const connection of connections) end(connection, "restarting");
    for (const follower of followers) follower.stop("restarting");
    workings.clear();
    prose.clear();
    counters = await storage.counters();
    await directory.reload();
  };

  const commitBatch = async (batch: Batch, answersOf: AnswersOf, authors: ReadonlySet<number>): Promise<boolean> => {
    const { commit, published, seqOf } = batch.finish();
    const headBefore = counters.head;
    const answers = answersOf(seqOf);
    if (published.length === 0 && answers.length === 0) return true;
    try {
      await storage.commit({ ...commit, answers });
    } catch (error) {
      await recover(error);
      return false;
    }
    counters = commit.counters;
    workings.stored(commit.documents);
    workings.forget(commit.purged.flatMap(({ docs }) => docs));
    if (published.length > 0) await publish(published, headBefore, authors);
    return true;
  };

  const intake = createIntake({
    storage,
    clock,
    defer,
    begin: () => createBatch({ storage, workings, directory, counters, prose, now: clock.now() }),
    commit: commitBatch,
    run: (job) => void turns.run(job).catch(recover),
  });

  const push = async (connection: Connection, session: Session, txs: readonly Tx[]): Promise<void> => {
    const writer = async (): Promise<Writer | null> => {
      const standing = directory.standing(session.person);
      return standing?.person.active ? writerOf(session, standing) : null;
    };
    const answers = await Promise.all(txs.map((tx) => intake(tx, writer)));
    const given = answers.filter((answer) => answer !== null);
    if (given.length > 0) sendTo(connection, { type: "answers", answers: given });
  };

  const watch = async (session: Session, docs: readonly DocId[]): Promise<void> => {
    const wanted = new Set(docs);
    for (const doc of session.watching) {
      if (wanted.has(doc)) continue;
      session.watching.delete(doc);
      presence.leave(doc, session.present);
    }
    for (const { doc, scopes } of await storage.documents([...wanted])) {
      if (session.watching.has(doc) || !mayRead(scopes, session.scopes)) continue;
      session.watching.add(doc);
      presence.join(doc, session.present);
    }
  };

  const purge = async (session: Session, record: RecordId): Promise<"denied" | "notFound" | null> => {
    const standing = directory.standing(session.person);
    if (!standing?.person.active || !standing.person.rights.has("purge")) return "denied";
    const [stored] = await storage.documents([record as string as DocId]);
    if (!stored || !mayRead(stored.scopes, standing.scopes)) return "notFound";
    const batch = createBatch({ storage, workings, directory, counters, prose, now: clock.now() });
    await batch.purge(record, session.person);
    await commitBatch(batch, () => [], new Set([session.device]));
    return null;
  };

  const handle = async (connection: Connection, session: Session, message: Up): Promise<void> => {
    switch (message.type) {
      case "hello":
        return end(connection, "badFrame");
      case "push":
        return push(connection, session, message.txs);
      case "ping":
        return sendTo(connection, { type: "pong" });
      case "more":
        return turns.run(() => sendPage(connection, session));
      case "watch":
        return turns.run(() => watch(session, message.docs));
      case "presence":
        if (session.watching.has(message.doc)) presence.show(message.doc, session.present, message.update);
        return;
      case "askHistory":
        return turns.run(async () => sendTo(connection, await answerHistory(storage, session.scopes, message)));
      case "command": {
        const error = await turns.run(() => purge(session, message.do.record));
        return sendTo(connection, { type: "done", request: message.request, error });
      }
    }
  };

  const receive = async (connection: Connection, bytes: Uint8Array): Promise<void> => {
    const parsed = parseUp(bytes);
    if (!parsed.ok) return end(connection, parsed.error.reason === "tooLarge" ? "tooLarge" : "badFrame");
    const message = parsed.value;
    if (!spend(connection, message.type === "push" ? message.txs.length : 1, clock.now())) return end(connection, "tooMany");
    if (connection.state.at === "open") return handle(connection, connection.state.session, message);
    if (connection.state.at !== "new" || message.type !== "hello") return end(connection, "badFrame");
    connection.state = { at: "greeting" };
    await turns.run(async () => {
      const greeting = await greet({ storage, clock, random, tokens, directory, starts }, message, counters.head);
      if (!greeting.ok) return end(connection, greeting.error);
      if (connection.state.at !== "greeting") return;
      const session = greeting.value.session({ send: (doc, update) => sendTo(connection, { type: "presenceOf", doc, update }) });
      for (const [other, { device }] of sessions()) if (device === session.device) end(other, "reload");
      connection.state = { at: "open", session };
      sendTo(connection, greeting.value.welcome);
      await sendPage(connection, session);
    });
  };

  const closed = (connection: Connection) => {
    connections.delete(connection);
    if (connection.state.at === "open") {
      const { session } = connection.state;
      for (const doc of session.watching) presence.leave(doc, session.present);
    }
    connection.state = { at: "closed" };
  };

  return {
    accept: (link) => {
      const connection = createConnection(link, clock.now());
      if (stopped) link.close("restarting");
      else connections.add(connection);
      return {
        receive: (bytes) => {
          if (connection.state.at === "closed" || stopped) return;
          connection.queued += 1;
          receive(connection, bytes)
            .catch((error: unknown) => {
              report("message failed", error);
              end(connection, "restarting");
            })
            .finally(() => {
              connection.queued -= 1;
            });
        },
        closed: () => closed(connection),
      };
    },
    submit: intake,
    follow: (follower) => {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    cut: (person) => {
      for (const [connection, session] of sessions()) if (session.person === person) end(connection, "signInAgain");
      for (const follower of followers) if (follower.person === person) follower.stop("signInAgain");
    },
    read: (job) => turns.run(() => job({ head: counters.head, workings })),
    seed: (make) =>
      turns.run(async () => {
        const commit = make(counters);
        await storage.commit(commit);
        counters = commit.counters;
        workings.clear();
        await directory.reload();
      }),
    directory,
    presence,
    tokens,
    storage,
    clock,
    stop: async () => {
      stopped = true;
      for (const follower of followers) follower.stop("restarting");
      await turns.idle();
      for (const connection of connections) end(connection, "restarting");
      await turns.idle();
    },
  };
};
