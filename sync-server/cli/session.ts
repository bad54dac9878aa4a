import type { Right } from "#domain/policy/right.ts";
import { randomBytes } from "node:crypto";
import { WebSocket } from "ws";
import type { Clock, Random } from "#domain/clock.ts";
import { pooledRandom } from "#domain/pooled-random.ts";
import { personOf, type Person } from "#domain/policy/person.ts";
import type { Locale } from "#domain/schema/words.ts";
import type { Me, SignInProblem, SyncState } from "#workers/replica/api.ts";
import { createHttpWithCookies } from "#workers/replica/http.ts";
import { createReplica, type Replica } from "#workers/replica/replica.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import { createSingleTab } from "#workers/replica/tabs.ts";
import { connectWith, type WebSocketLike } from "#workers/replica/websocket.ts";
import { localeOf, wholeNumber, type ConnectionValues } from "./arguments.ts";
import { fail, Failure, type Ending } from "./exit.ts";
import { createProgress, type Io } from "./io.ts";

export const clock: Clock = { now: () => Date.now() };

export const random: Random = pooledRandom({ bytes: (size) => randomBytes(size) });

/** Minutes east of UTC of this machine. */
export const offsetMinutes = (): number => -new Date().getTimezoneOffset();

export interface Session {
  readonly replica: Replica;
  readonly me: Me;
  readonly person: Person;
  readonly locale: Locale;
  /**
   * Resolves once at most `most` changes are not yet durable at the relay, which `show` is told of. Fails when the relay is silent
   * for too long.
   */
  readonly acknowledged: (most: number, show: (waiting: number) => void) => Promise<void>;
}

export const refusedSignIn = (problem: SignInProblem, address: string): string => {
  switch (problem.type) {
    case "WrongPassword":
      return "The account or the password is wrong.";
    case "TooManyTries":
      return `Too many wrong passwords. Try again in ${problem.retryAfterSeconds} seconds.`;
    case "NeedsCode":
      return "This account has a second factor. Put the code of your app into the environment variable TIDEBOOK_CODE.";
    case "WrongCode":
      return "The code of the second factor is not right, or was used before.";
    case "Disabled":
      return "This account has been disabled. Ask an administrator.";
    case "WeakPassword":
      return "The new password is too easy to guess. Choose a longer one.";
    case "TurnedAway":
      return problem.code === "foreignOrigin" ? "The server does not accept this address. Use its own, or have it allowed there." : `The server turned the sign-in away (${problem.code}).`;
    case "Unreachable":
    case "ChangesWaiting":
      return `There is no relay at ${address}. Start it with "npm start", or name another with --url.`;
  }
};

const baseOf = (url: string): URL => {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !["http:", "https:"].includes(parsed.protocol)) return fail("usage", `--url ${url}: give an address such as http://127.0.0.1:4780`);
  return parsed;
};

export const credentials = (values: ConnectionValues, io: Io): { readonly account: string; readonly password: string; readonly code?: string } => {
  const account = values.user ?? io.env.TIDEBOOK_USER ?? fail("usage", "Who signs in? Give --user.");
  const password = io.env.TIDEBOOK_PASSWORD ?? fail("usage", "Put the password into the environment variable TIDEBOOK_PASSWORD.");
  const code = io.env.TIDEBOOK_CODE;
  return { account, password, ...(code ? { code } : {}) };
};

/** A replica in memory, not signed in yet. */
export const openReplica = async (values: ConnectionValues): Promise<Replica> => {
  const base = baseOf(values.url);
  const locale = localeOf(values);
  const sync = new URL("/sync", base);
  sync.protocol = base.protocol === "https:" ? "wss:" : "ws:";
  const replica = await createReplica({
    storage: createMemoryStorage(),
    connect: connectWith(() => new WebSocket(sync) as unknown as WebSocketLike),
    http: createHttpWithCookies(base.origin, fetch),
    clock,
    random,
    timers: { set: (call, milliseconds) => setTimeout(call, milliseconds), clear: (timer) => clearTimeout(timer as NodeJS.Timeout) },
    tabs: createSingleTab(),
    log: () => undefined,
    offsetMinutes,
    locale: () => locale,
    online: () => true,
    persist: () => undefined,
    brief: true,
  });
  await replica.start();
  return replica;
};

/** Waits for a state; fails when the session ends, or when nothing is heard of the relay for `patience` milliseconds. */
const until = (replica: Replica, patience: number, silence: Ending, reached: (state: SyncState) => boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    const started = clock.now();
    let state: SyncState | null = null;
    let over = false;
    const settle = (end: () => void): void => {
      if (over) return;
      over = true;
      clearInterval(watchdog);
      queueMicrotask(() => live.stop());
      end();
    };
    const refuse = (ending: Ending, message: string): void => settle(() => reject(new Failure(ending, message)));
    const watchdog = setInterval(() => {
      if (clock.now() - Math.max(started, state?.lastContact ?? 0) < patience) return;
      refuse(silence, `The relay has not answered for ${Math.round(patience / 1_000)} seconds; ${state?.waiting ?? 0} changes are not acknowledged. Run the command again once it is back.`);
    }, Math.min(1_000, patience));
    const live = replica.watchState((next) => {
      state = next;
      if (next.mustUpdate) refuse("unreachable", "The relay is of a newer version. Update this copy of Tidebook.");
      else if (next.kind === "signIn") refuse(silence, "The session has ended: the account was signed out or disabled.");
      else if (reached(next)) settle(resolve);
    });
  });


/**
 * Signs in, receives everything that the user may read, and runs `work`. The replica lives as long as the command; the session at
 * the relay is closed at the end.
 */
export const withSession = async (values: ConnectionValues, io: Io, work: (session: Session) => Promise<void>): Promise<void> => {
  const { account, password, code } = credentials(values, io);
  const patience = wholeNumber(values.timeout, "--timeout", 1) * 1_000;
  const replica = await openReplica(values);
  try {
    const signedIn = await replica.signIn(account, password, code);
    const me = signedIn.ok ? signedIn.value : fail("unreachable", refusedSignIn(signedIn.error, values.url));
    if (me.mustChangePassword) {
      fail("unreachable", 'This is a one-time password. Choose your own first: put it into TIDEBOOK_NEW_PASSWORD and run "tidebook passwd".');
    }
    const progress = createProgress(io);
    await until(replica, patience, "unreachable", ({ kind, progress: arriving }) => {
      if (arriving) progress.show(`receiving ${arriving.done} of ${arriving.total}`);
      return kind === "saved" && arriving === null;
    });
    progress.end();
    const person = personOf(me.id, (kind) => replica.ask({ kind })) ?? fail("rights", "This user's record cannot be read.");
    const acknowledged: Session["acknowledged"] = (most, show) =>
      until(replica, patience, "unfinished", ({ waiting }) => {
        show(waiting);
        return waiting <= most;
      });
    await work({ replica, me, person, locale: localeOf(values), acknowledged });
  } finally {
    await replica.signOut(true);
    replica.stop();
  }
};

const RIGHT_WORDS: Readonly<Partial<Record<Right, string>>> = { import: "import records", export: "export records", cost: "see costs and margins", products: "change products", admin: "administer users" };

export const needRight = ({ person, me }: Session, right: Right): void => {
  if (!person.rights.has(right)) fail("rights", `${me.name} may not ${RIGHT_WORDS[right] ?? `do this; it needs the right "${right}"`}. An administrator can give the right "${right}".`);
};
