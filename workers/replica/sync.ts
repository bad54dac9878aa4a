import { DEFINITIONS } from "#domain/entities/registry.ts";
import { CLOSE, closeReasonOf } from "#domain/protocol/close.ts";
import { parseDown, type Down } from "#domain/protocol/down.ts";
import { PAGES_AHEAD } from "#domain/protocol/up/more.ts";
import type { Answers } from "#domain/protocol/down/answers.ts";
import type { Page } from "#domain/protocol/down/page.ts";
import type { Welcome } from "#domain/protocol/down/welcome.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import { PROTOCOL } from "#domain/protocol/parts.ts";
import type { Up } from "#domain/protocol/up.ts";
import type { Hello } from "#domain/protocol/up/hello.ts";
import type { ReplicaDeps, Socket } from "./deps.ts";
import { createHandIn, type HandInHandlers } from "./hand-in.ts";
import { createHeartbeat } from "./heartbeat.ts";
import { UNLINKED, type Link } from "./link.ts";

type Phase =
  | { readonly is: "stopped" }
  | { readonly is: "waiting"; readonly timer: unknown }
  | { readonly is: "ticketing" }
  | { readonly is: "opening" | "greeting" | "live"; readonly socket: Socket };

/** What the connection asks of the replica. Handlers run one after the other; one that fails ends the connection. */
export interface SyncHandlers extends HandInHandlers {
  readonly hello: () => Promise<Pick<Hello, "device" | "deviceKey" | "cursor" | "start" | "scopes" | "oldest">>;
  /** `stranger`: the session is another person's than this device's. */
  readonly welcome: (message: Welcome) => Promise<"welcome" | "stranger">;
  /** `again`: something is missing; the connection starts over from the stored cursor. */
  readonly page: (message: Page) => Promise<"stored" | "again">;
  readonly answers: (message: Answers) => Promise<void>;
  readonly other: (message: Exclude<Down, { type: "welcome" | "page" | "answers" | "pong" }>) => void;
  /** What was typed and is not in the outbox yet goes there; resolves true once nothing waits for the relay. */
  readonly handedIn: () => Promise<boolean>;
  /** The session has ended. Whether this device is to be emptied. */
  readonly mustEmpty: () => Promise<boolean>;
  /** This device is to be emptied, and has handed in what waited. */
  readonly wiped: () => void;
  /** The connection is gone: what was sent has an unknown fate. */
  readonly lost: () => void;
  readonly changed: (link: Link) => void;
}

export interface Sync {
  readonly start: () => void;
  readonly stop: () => void;
  /** Tries at once instead of waiting, and asks an open connection for a sign of life: the network came back, or the person looked. */
  readonly hurry: () => void;
  readonly pump: () => void;
  /** False when there is no live connection. */
  readonly send: (message: Exclude<Up, { type: "hello" | "push" | "more" | "ping" | "handedIn" }>) => boolean;
  readonly link: () => Link;
  /** Resolves when everything received so far has been worked off. */
  readonly settled: () => Promise<void>;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** A device that is to be emptied hands in for so long, in milliseconds; what the relay has not taken by then is given up. */
const HANDING_IN = 120_000;
/** Unreadable messages in a row after which only another version of the app can help. */
const UNREADABLE = 2;

/** One connection to the relay, kept up: ticket, greeting, catching up, live, and back with patience after a loss. */
export const createSync = (deps: ReplicaDeps, handlers: SyncHandlers): Sync => {
  let phase: Phase = { is: "stopped" };
  let link: Link = UNLINKED;
  let losses = 0;
  let round = 0;
  let queue: Promise<void> = Promise.resolve();
  const handIn = createHandIn(handlers);
  let unreadable = 0;
  let caught = 0;
  /** Pages are being asked for ahead of those that are stored. */
  let ahead = false;
  /** The relay has asked for this device to be emptied. */
  let emptying = false;

  const heartbeat = createHeartbeat({
    timers: deps.timers,
    clock: deps.clock,
    ping: () => {
      if (phase.is !== "live") return;
      phase.socket.send(encodeFrame({ type: "ping" }));
    },
    dead: () => {
      deps.log("sync.silent", { phase: phase.is });
      drop();
    },
  });

  const tell = (change: Partial<Link>): void => {
    link = { ...link, ...change };
    handlers.changed(link);
  };

  const rest = (is: Link["is"]): void => {
    round += 1;
    if (phase.is === "waiting") deps.timers.clear(phase.timer);
    const socket = "socket" in phase ? phase.socket : null;
    phase = { is: "stopped" };
    losses = 0;
    forget();
    socket?.close();
    tell({ is, progress: null });
  };

  const forget = (): void => {
    handIn.forget();
    heartbeat.end();
    handlers.lost();
  };

  /** Gives up the present connection and comes back later. */
  const drop = (): void => {
    const socket = "socket" in phase ? phase.socket : null;
    retryLater();
    socket?.close();
  };

  const retryLater = (): void => {
    round += 1;
    forget();
    const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(losses + 1, 10));
    losses += 1;
    const [a = 0, b = 0] = deps.random.bytes(2);
    const wait = FIRST_WAIT + ((a * 256 + b) / 65_536) * (ceiling - FIRST_WAIT);
    phase = { is: "waiting", timer: deps.timers.set(begin, wait) };
    tell({ is: "offline", progress: null });
  };

  const begin = (): void => {
    const mine = (round += 1);
    phase = { is: "ticketing" };
    emptying = false;
    heartbeat.begin();
    if (losses === 0) tell({ is: deps.online() ? "connecting" : "offline" });
    const current = (): boolean => round === mine;
    deps.http("POST", "/api/ticket").then(
      (answer) => {
        if (!current()) return;
        const ticket = (answer.body as { readonly ticket?: unknown } | null)?.ticket;
        if (answer.status === 401 || answer.status === 403) void turnedAway(current);
        else if (answer.status !== 200 || typeof ticket !== "string") retryLater();
        else open(ticket, current);
      },
      () => {
        if (current()) retryLater();
      },
    );
  };

  const turnedAway = async (current: () => boolean): Promise<void> => {
    const wipe = await handlers.mustEmpty().catch(() => false);
    if (!current()) return;
    if (wipe) empty();
    else rest("signIn");
  };

  /** Says why, so that every tab knows, and has what is here removed. */
  const empty = (): void => {
    link = { ...link, closed: "wiped" };
    rest("signIn");
    handlers.wiped();
  };

  const sayHandedIn = async (): Promise<void> => {
    if (!emptying || !(await handlers.handedIn()) || phase.is !== "live") return;
    phase.socket.send(encodeFrame({ type: "handedIn" }));
  };

  const open = (ticket: string, current: () => boolean): void => {
    const socket = deps.connect({
      opened: () => {
        if (!current()) return;
        heartbeat.heard();
        phase = { is: "greeting", socket };
        queue = queue.then(async () => {
          const known = await handlers.hello();
          if (current()) socket.send(encodeFrame({ type: "hello", protocol: PROTOCOL, definitions: DEFINITIONS, ticket, now: deps.clock.now(), ...known }));
        });
      },
      message: (bytes) => {
        if (!current()) return;
        heartbeat.heard();
        // Read as it comes: the next page is, while the last is being stored.
        const parsed = parseDown(bytes);
        queue = queue.then(() => (current() ? receive(parsed, socket) : undefined)).catch((error: unknown) => {
          deps.log("sync.failed", { error: String(error) });
          if (current()) drop();
        });
      },
      closed: (code) => {
        if (current()) closed(code);
      },
    });
    phase = { is: "opening", socket };
  };

  const closed = (code: number): void => {
    deps.log("sync.closed", { code });
    link = { ...link, closed: closeReasonOf(code) };
    switch (code) {
      case CLOSE.signInAgain.code:
      case CLOSE.forbidden.code:
        // A ticket may be worn out while the session is good: asking for another one tells which.
        if (phase.is === "greeting") rest("signIn");
        else retryLater();
        return;
      case CLOSE.wiped.code:
        empty();
        return;
      case CLOSE.updateApp.code:
        rest("update");
        return;
      case CLOSE.restarting.code:
      case CLOSE.reload.code:
        losses = 0;
        retryLater();
        return;
      default:
        retryLater();
    }
  };

  const receive = async (parsed: ReturnType<typeof parseDown>, socket: Socket): Promise<void> => {
    if (!parsed.ok) {
      // What it said is unknown, so nothing behind it may be taken: the cursor stays, and it is sent again.
      unreadable += 1;
      deps.log("sync.unreadable", { reason: parsed.error.reason, times: unreadable });
      if (unreadable >= UNREADABLE) rest("update");
      else drop();
      return;
    }
    const message = parsed.value;
    switch (message.type) {
      case "welcome":
        if ((await handlers.welcome(message)) === "stranger") {
          rest("signIn");
          return;
        }
        phase = { is: "live", socket };
        losses = 0;
        caught = 0;
        ahead = false;
        tell({
          is: "live",
          progress: message.total > 0 ? { done: 0, total: message.total } : null,
          clockOffset: message.now - deps.clock.now(),
          lastContact: deps.clock.now(),
          closed: null,
        });
        pump();
        if (message.wipe) {
          emptying = true;
          deps.timers.set(() => phase.is === "live" && phase.socket === socket && emptying && socket.send(encodeFrame({ type: "handedIn" })), HANDING_IN);
          await sayHandedIn();
        }
        return;
      case "page": {
        const askNext = (): void => {
          if (message.more && phase.is === "live") phase.socket.send(encodeFrame({ type: "more", cursor: message.cursor }));
        };
        if (message.more && !ahead) for (let page = 1; page < PAGES_AHEAD; page += 1) askNext();
        ahead = message.more;
        const stored = await handlers.page(message);
        if (stored === "again") {
          drop();
          return;
        }
        unreadable = 0;
        // The connection was given up meanwhile: what is said of it by now is right.
        if (phase.is !== "live") return;
        caught += message.entries.length;
        const total = link.progress?.total ?? 0;
        tell({ lastContact: deps.clock.now(), progress: message.more && total > 0 ? { done: Math.min(caught, total), total } : null });
        askNext();
        return;
      }
      case "answers":
        handIn.answered(message.answers.map(({ tx }) => tx));
        await handlers.answers(message);
        tell({ lastContact: deps.clock.now() });
        pump();
        await sayHandedIn();
        return;
      case "pong":
        tell({ lastContact: deps.clock.now() });
        return;
      default:
        handlers.other(message);
    }
  };

  const pump = (): void => {
    if (phase.is === "live") handIn.pump(phase.socket.send);
  };

  return {
    start: () => {
      if (phase.is !== "stopped") return;
      begin();
    },
    stop: () => {
      // Whoever signs in next is not told of what was before.
      if (link.closed === "wiped") link = { ...link, closed: null };
      rest("offline");
    },
    hurry: () => {
      if (phase.is !== "waiting") {
        heartbeat.check();
        return;
      }
      deps.timers.clear(phase.timer);
      losses = 0;
      begin();
    },
    pump,
    send: (message) => {
      if (phase.is !== "live") return false;
      phase.socket.send(encodeFrame(message));
      return true;
    },
    link: () => link,
    settled: async () => {
      for (let last: Promise<void> | null = null; last !== queue; ) {
        last = queue;
        await last;
      }
    },
  };
};
