import type { Clock, Random } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { Answer } from "#domain/protocol/down/answers.ts";
import type { Hello } from "#domain/protocol/up/hello.ts";
import type { Tx } from "#domain/protocol/up/push.ts";
import { parsingUp, type Up } from "#domain/protocol/up.ts";
import { err } from "#domain/result.ts";
import type { Submitted } from "./batch.ts";
import { createBreath, inPieces, type Breathe } from "./breath.ts";
import { createCommands } from "./commands.ts";
import { createCommitting, type Follower } from "./committing.ts";
import { createConnection, end, isOverfull, MAX_HELLO, MAX_OF_PERSON, MAX_PAGES_WANTED, sendTo, spend, writerOf, type Connection, type Link, type Receiver, type Session } from "./connection.ts";
import type { Directory } from "./directory.ts";
import type { Writer } from "./gate/gate.ts";
import { emptied, greet } from "./greet.ts";
import { createGround } from "./ground.ts";
import { answerHistory } from "./history.ts";
import { createIntake } from "./intake.ts";
import { answerLog } from "./log.ts";
import { createPast } from "./past.ts";
import type { NameIndex } from "./names.ts";
import { createFollowing } from "./nodes/following.ts";
import { createNeighbours } from "./nodes/neighbours.ts";
import { createPresence, type PresenceRoom } from "./presence.ts";
import { createPreview } from "./preview.ts";
import { reprojectAll } from "./reproject.ts";
import { createSessions } from "./sessions.ts";
import { createSettling } from "./settling.ts";
import type { Commit, Counters, Storage } from "./storage/storage.ts";
import { createTokens, type Tokens } from "./tokens.ts";
import { createTurns } from "./turns.ts";
import { answerViewer, noteViewing } from "./viewing.ts";
import type { Workings } from "./working.ts";

export interface RelayDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly random: Random;
  /** Calls back once what has arrived at the same moment is in: it then shares one commit. */
  readonly defer: (call: () => void) => void;
  /** Calls back after so many milliseconds: under load more then shares one commit. */
  readonly pause?: (call: () => void, milliseconds: number) => void;
  /** Told of faults: a refused submission, a closed connection, a commit that failed. */
  readonly report?: (what: string, error: unknown) => void;
}

/** Somebody's connection; `device` is null for a client of one document. */
export interface Connected {
  readonly person: RecordId;
  readonly session: string | null;
  readonly device: number | null;
}

/** The relay without sockets: links go in, everything else is between it and its storage. */
export interface Relay {
  /** A new device connection. */
  readonly accept: (link: Link) => Receiver;
  /** Puts one transaction through the gate, as devices do. `writer` is asked for when its turn has come. */
  readonly submit: (tx: Submitted, writer: () => Promise<Writer | null>) => Promise<Answer | null>;
  readonly follow: (follower: Follower) => () => void;
  /** Ends the connections of a person at once, at every node, those of one sign-in or all. Those whose session is still good come back by themselves. */
  readonly cut: (person: RecordId, signIn?: string) => void;
  readonly connected: () => readonly Connected[];
  /** Sign-ins of devices that other nodes serve. */
  readonly connectedElsewhere: () => readonly string[];
  /** Runs when no commit runs: what it reads hangs together. */
  readonly read: <T>(job: (view: { readonly head: number; readonly workings: Workings; readonly names: NameIndex }) => Promise<T>) => Promise<T>;
  /** Commits trusted content as it is; for seeding an empty workspace. */
  readonly seed: (make: (counters: Counters) => Commit) => Promise<void>;
  readonly directory: Directory;
  readonly presence: PresenceRoom;
  readonly breathe: Breathe;
  readonly tokens: Tokens;
  readonly storage: Storage;
  readonly clock: Clock;
  /** Ends every connection with `restarting`, and finishes what has been taken in. */
  readonly stop: () => Promise<void>;
}

/** All that is heard of a device which is to be emptied. */
const HANDING_IN: ReadonlySet<Up["type"]> = new Set(["push", "ping", "handedIn"]);

export const createRelay = async (deps: RelayDeps): Promise<Relay> => {
  const { storage, clock, random, defer } = deps;
  const report = deps.report ?? (() => undefined);
  const breathe = createBreath(clock, defer);
  const turns = createTurns(breathe, () => ground.mend());
  /** What comes in is read in the order in which it came, of whomever. */
  const reading = createTurns(breathe);
  await reprojectAll(storage);
  const ground = await createGround({ storage, clock, breathe, report });
  const { workings, directory } = ground;
  const presence = createPresence((doc, update) => neighbours.shown(doc, update));
  const tokens = createTokens({ storage, clock, random });
  const sessions = createSessions({ storage, ground, presence, breathe, report });
  const committing = createCommitting({ storage, ground, sessions, report, afterwards: () => settling.settle() });
  const endAll = (): void => {
    sessions.endAll("restarting");
    committing.stopFollowers("restarting");
  };
  const following = createFollowing({ storage, ground, turns, publish: (published, headBefore) => committing.sendOn(published, headBefore, new Set()), endAll, report });
  const { reading: run, writing: write } = following;
  const cutHere = (person: RecordId, signIn?: string): void => {
    sessions.endOf(person, "signInAgain", signIn);
    committing.stopFollowers("signInAgain", person, signIn);
  };
  const neighbours = createNeighbours({
    storage,
    clock,
    random,
    presence,
    catchUp: following.soon,
    cutHere,
    replaced: (device) => {
      if (sessions.endOfDevice(device, "reload")) neighbours.left(device);
    },
    lost: endAll,
    here: () => sessions.open().flatMap(({ session: { viewer, device, signIn } }) => (viewer === null ? [{ device, signIn }] : [])),
    report,
  });
  const settling = createSettling({ storage, ground, commit: committing.commit, run: write, report });
  const command = createCommands({ storage, ground, commit: committing.commit });
  const preview = createPreview({ storage, directory, defer });
  const past = createPast({ storage, breathe });
  committing.follow({ committed: settling.committed, person: null, signIn: null, stop: settling.forget });
  committing.follow({ committed: ground.names.committed, person: null, signIn: null, stop: ground.names.clear });
  committing.follow({ committed: ground.holdings.committed, person: null, signIn: null, stop: ground.holdings.clear });
  let stopped = false;
  await neighbours.join();
  await settling.resume();

  const intake = createIntake({
    storage,
    clock,
    defer,
    pause: deps.pause,
    breathe,
    begin: ground.begin,
    reread: ground.reread,
    commit: committing.commit,
    run: (job) => write(job).catch(committing.recover),
    report,
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

  /** One after the other, each in a turn of its own: between two pages it is everybody else's. */
  const sendPage = async (connection: Connection, session: Session): Promise<void> => {
    session.wanted += 1;
    if (session.wanted > MAX_PAGES_WANTED) return end(connection, "tooMany");
    session.pages = session.pages.then(() => run(() => sessions.sendPage(connection, session)));
    await session.pages;
    session.wanted -= 1;
  };

  const handle = async (connection: Connection, session: Session, message: Up): Promise<void> => {
    if (session.handingIn && !HANDING_IN.has(message.type)) return;
    const viewed = session.viewer === null ? undefined : answerViewer(message);
    if (viewed === null) return;
    if (viewed !== undefined) return sendTo(connection, viewed);
    switch (message.type) {
      case "handedIn":
        if (session.handingIn) await run(() => emptied(storage, session.device, clock.now()));
        return end(connection, session.handingIn ? "wiped" : "badFrame");
      case "hello":
        return end(connection, "badFrame");
      case "push":
        return push(connection, session, message.txs);
      case "ping":
        return sendTo(connection, { type: "pong" });
      case "more":
        return sendPage(connection, session);
      case "watch":
        return run(() => sessions.watch(connection, message.docs));
      case "presence":
        // The message before may have opened it, and wait for its turn.
        if (!session.watching.has(message.doc)) await turns.run(async () => undefined);
        if (session.watching.has(message.doc)) presence.show(message.doc, session.present, message.update);
        return;
      case "askHistory":
        return run(async () => sendTo(connection, await answerHistory(storage, session, message)));
      case "askLog":
        return run(async () => sendTo(connection, await answerLog({ storage, directory, breathe }, session, message)));
      case "askPast":
        await run(async () => undefined);
        return sendTo(connection, await past(session, message));
      case "command": {
        const { request, do: wanted } = message;
        if (wanted.name === "preview") return sendTo(connection, { type: "done", request, ...(await preview(session, wanted.rows)) });
        return sendTo(connection, { type: "done", request, ...(await write(() => command(session, wanted))) });
      }
    }
  };

  const greetNew = async (connection: Connection, message: Hello): Promise<void> => {
    // Of those who gave up while they waited for their turn there may be many.
    if (connection.ended) return;
    const greeting = await greet({ storage, clock, random, tokens, directory, starts: neighbours.starts() }, message, ground.counters().head);
    if (!greeting.ok) return end(connection, greeting.error);
    if (connection.state.at !== "greeting" || connection.ended) return;
    const session = greeting.value.session({ send: (doc, update) => sendTo(connection, { type: "presenceOf", doc, update }) });
    const { viewer } = session;
    if (viewer !== null && !(await following.alone(() => noteViewing({ ground, commit: committing.commit }, session.person, viewer)))) return end(connection, "restarting");
    if (connection.ended) return;
    if (viewer === null) sessions.endOfDevice(session.device, "reload");
    if (sessions.countOf(viewer ?? session.person) >= MAX_OF_PERSON) return end(connection, "tooMany");
    sessions.welcome(connection, session);
    if (viewer === null) neighbours.came(session);
    sendTo(connection, greeting.value.welcome);
    await sessions.sendPage(connection, session);
  };

  const receive = async (connection: Connection, bytes: Uint8Array): Promise<void> => {
    if (isOverfull(connection)) return end(connection, connection.state.at === "new" ? "badFrame" : "tooMany");
    const parsed = await reading.run(async () => {
      if (connection.ended) return null;
      if (connection.state.at === "new" && bytes.length > MAX_HELLO) return err({ reason: "tooLarge" as const });
      return inPieces(parsingUp(bytes), breathe);
    });
    if (parsed === null || connection.ended) return;
    if (!parsed.ok) return end(connection, parsed.error.reason === "tooLarge" ? "tooLarge" : "badFrame");
    const message = parsed.value;
    if (!spend(connection, message.type === "push" ? message.txs.length : 1, clock.now())) return end(connection, "tooMany");
    if (connection.state.at === "open") return handle(connection, connection.state.session, message);
    if (connection.state.at !== "new" || message.type !== "hello") return end(connection, "badFrame");
    connection.state = { at: "greeting" };
    await run(() => greetNew(connection, message));
  };

  return {
    accept: (link) => {
      const connection = createConnection(link, clock.now());
      if (stopped || !neighbours.hears()) link.close("restarting");
      else sessions.add(connection);
      return {
        receive: (bytes) => {
          if (connection.ended || stopped) return;
          connection.queued += 1;
          connection.queuedBytes += bytes.length;
          receive(connection, bytes)
            .catch((error: unknown) => {
              report("message failed", error);
              end(connection, "restarting");
            })
            .finally(() => {
              connection.queued -= 1;
              connection.queuedBytes -= bytes.length;
            });
        },
        closed: () => {
          if (connection.state.at === "open" && connection.state.session.viewer === null) neighbours.left(connection.state.session.device);
          sessions.remove(connection);
        },
      };
    },
    submit: intake,
    follow: committing.follow,
    cut: (person, signIn) => {
      cutHere(person, signIn);
      neighbours.cut(person, signIn);
    },
    connected: () => [
      ...sessions.open().map(({ session: { person, signIn, device } }) => ({ person, session: signIn, device })),
      ...committing.followers().flatMap(({ person, signIn }) => (person === null ? [] : [{ person, session: signIn, device: null }])),
    ],
    connectedElsewhere: neighbours.signIns,
    read: (job) => run(() => job({ head: ground.counters().head, workings, names: ground.names })),
    seed: (make) =>
      run(async () => {
        // What takes long to make is made before everybody else has to wait.
        const counters = ground.counters();
        const made = make(counters);
        await following.alone(async () => {
          await storage.commit(ground.counters() === counters ? made : make(ground.counters()));
          await ground.reread();
        });
      }),
    directory,
    presence,
    breathe,
    tokens,
    storage,
    clock,
    stop: async () => {
      stopped = true;
      committing.stopFollowers("restarting");
      await reading.idle();
      await turns.idle();
      sessions.endAll("restarting");
      await turns.idle();
      await neighbours.end();
    },
  };
};
