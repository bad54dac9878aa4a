import { hash, verify } from "@node-rs/argon2";
import type { Clock, Random } from "#domain/clock.ts";
import { docId, type RecordId } from "#domain/id.ts";
import { WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import type { Enrolment, LoginResult } from "#domain/protocol/accounts.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { textOf } from "#domain/schema/read.ts";
import type { Directory } from "./directory.ts";
import { networkOf, type From } from "./entrance/from.ts";
import { createLoginLog, type LoginLog } from "./entrance/login-log.ts";
import { readable } from "./entrance/readable.ts";
import { createRestrictions, type Restrictions } from "./entrance/restrictions.ts";
import { createSecondFactors, type SecondFactors } from "./entrance/second-factor.ts";
import { createSignInSessions, type SignInSessions } from "./entrance/sign-in-sessions.ts";
import type { SignInSession } from "./storage/entrance.ts";
import type { Storage } from "./storage/storage.ts";
import { createThrottle } from "./throttle.ts";
import { LIFETIME, type Tokens } from "./tokens.ts";

/** Argon2id as OWASP advises: 19 MiB, two passes, one lane. These are the library's defaults. */
const hashPassword = (password: string): Promise<string> => hash(password);

const SHORTEST = 10;
const LONGEST = 200;
/** How long a password that an administrator gave is good, in milliseconds. */
const ONE_TIME = 7 * 86_400_000;
/** Tickets one after the other that nobody needs, and how fast they are forgotten: a device takes one for each connection. */
const TICKETS = { free: 120, options: { fade: 500, longest: 60_000 } } as const;
const TICKETS_OF_ADDRESS = { free: 1_000, options: { fade: 60, longest: 60_000 } } as const;

export type AccountProblem =
  | { readonly code: "wrongPassword" | "disabled" | "weakPassword" | "denied" | "notFound" | "needsCode" | "wrongCode" | "expiredPassword" | "outsideHours" | "outsideNetwork" | "invitationOver" }
  /** `retryAfter` in seconds. */
  | { readonly code: "tooManyTries"; readonly retryAfter: number };

export interface SignedIn {
  readonly id: RecordId;
  readonly name: string;
  readonly mustChange: boolean;
}

export interface Accounts {
  /** Checks name, password and, where there is a second factor, the code, and opens a session. `secret` is the cookie's value. */
  readonly signIn: (account: string, password: string, from: From, code?: string | null) => Promise<Result<SignedIn & { readonly secret: string }, AccountProblem>>;
  /** Who a cookie belongs to, now and from there. */
  readonly session: (secret: string, from: From) => Promise<Result<SignedIn & { readonly session: SignInSession }, AccountProblem> | null>;
  readonly signOut: (session: string) => Promise<void>;
  /** Ends every session and token of the user, and begins another session, whose secret is the answer. */
  readonly changePassword: (user: RecordId, current: string, next: string, from: From) => Promise<Result<string, AccountProblem>>;
  /** Gives a user a one-time password, to be changed at the next sign-in. For administrators. */
  readonly reset: (admin: RecordId, user: RecordId) => Promise<Result<string, AccountProblem>>;
  /** For seeding and the operator: sets a password without asking anybody. */
  readonly setPassword: (user: RecordId, password: string, mustChange: boolean) => Promise<void>;

  /** Makes a link's secret that is good once, within a week; those made before are good no more. For administrators. */
  readonly invite: (admin: RecordId, user: RecordId) => Promise<Result<{ readonly secret: string; readonly expires: number }, AccountProblem>>;
  readonly invited: (secret: string, from: From) => Promise<Result<{ readonly name: string; readonly account: string }, AccountProblem>>;
  /** Uses an invitation up: sets the password and ends what there was of sessions. */
  readonly acceptInvitation: (secret: string, password: string, from: From) => Promise<Result<{ readonly account: string }, AccountProblem>>;

  readonly beginSecondFactor: (user: RecordId, password: string) => Promise<Result<Enrolment, AccountProblem>>;
  readonly confirmSecondFactor: (user: RecordId, code: string) => Promise<Result<readonly string[], AccountProblem>>;
  /** Asks for the password and a code, of the app or for recovery. */
  readonly removeSecondFactor: (user: RecordId, password: string, code: string) => Promise<Result<true, AccountProblem>>;
  readonly isAdmin: (user: RecordId) => boolean;
  /** Takes note that a ticket is asked for; answers how long to wait first, in seconds, 0 when not at all. */
  readonly countTicket: (user: RecordId, from: From) => number;

  readonly factors: SecondFactors;
  readonly sessions: SignInSessions;
  readonly restrictions: Restrictions;
  readonly log: LoginLog;
}

export interface AccountDeps {
  readonly storage: Storage;
  readonly directory: Directory;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly random: Random;
  /** Ends the connections of a person whose sessions have been ended. */
  readonly cut: (person: RecordId) => void;
}

/** A password that can be read out over the telephone: 59 bits without look-alikes. */
export const createPassword = (random: Random): string => readable(random, 12);

const tooMany = (wait: number): Result<never, AccountProblem> => err({ code: "tooManyTries", retryAfter: Math.ceil(wait / 1_000) });

export const createAccounts = ({ storage, directory, tokens, clock, random, cut }: AccountDeps): Accounts => {
  const byAccount = createThrottle(clock, 5);
  const byUser = createThrottle(clock, 5);
  const byAddress = createThrottle(clock, 40);
  const tickets = createThrottle(clock, TICKETS.free, TICKETS.options);
  const ticketsOfAddress = createThrottle(clock, TICKETS_OF_ADDRESS.free, TICKETS_OF_ADDRESS.options);
  // Verified in place of an account that does not exist, so that the answer takes as long.
  const nobody = hashPassword(createPassword(random));
  const factors = createSecondFactors(storage.entrance, clock, random);
  const sessions = createSignInSessions({ storage, tokens, clock, random });
  const restrictions = createRestrictions(storage, clock);
  const log = createLoginLog(storage.entrance, directory, clock);

  const isActive = (user: RecordId): boolean => directory.standing(user)?.person.active ?? false;
  const isAdmin = (user: RecordId): boolean => isActive(user) && (directory.standing(user)?.person.rights.has("admin") ?? false);
  const signedIn = async (user: RecordId): Promise<SignedIn> => ({
    id: user,
    name: directory.name(user),
    mustChange: (await storage.credential(user))?.mustChange ?? false,
  });

  const savePassword = async (user: RecordId, password: string, mustChange: boolean, expires: number | null): Promise<void> =>
    storage.saveCredential({ user, hash: await hashPassword(password), mustChange, expires });
  const setPassword: Accounts["setPassword"] = (user, password, mustChange) => savePassword(user, password, mustChange, null);

  const endAll = async (user: RecordId): Promise<void> => {
    await storage.dropTokens(user, null);
    cut(user);
  };

  const isWeak = (password: string, current: string | null): boolean => password.length < SHORTEST || password.length > LONGEST || password === current;

  /** Asks somebody who is signed in for their password again. */
  const checkAgain = async (user: RecordId, password: string): Promise<Result<true, AccountProblem>> => {
    const wait = byUser.wait(user);
    if (wait > 0) return tooMany(wait);
    byUser.tried(user);
    const credential = await storage.credential(user);
    if (!credential || !(await verify(credential.hash, password.slice(0, LONGEST)))) return err({ code: "wrongPassword" });
    byUser.succeeded(user);
    return ok(true);
  };

  const forAdmin = (admin: RecordId, user: RecordId): Result<true, AccountProblem> => {
    if (!isAdmin(admin)) return err({ code: "denied" });
    return directory.standing(user) ? ok(true) : err({ code: "notFound" });
  };

  const accountOf = async (user: RecordId): Promise<string> => {
    const [stored] = await storage.documents([docId(user)]);
    return (stored && textOf(stored.row, "account")) ?? "";
  };

  const invitation = async (secret: string, { address }: From) => {
    const network = networkOf(address);
    const wait = byAddress.wait(network);
    if (wait > 0) return tooMany(wait);
    byAddress.tried(network);
    const token = await tokens.check("invitation", secret);
    if (!token || !isActive(token.user)) return err<AccountProblem>({ code: "invitationOver" });
    byAddress.forgive(network);
    return ok(token);
  };

  return {
    signIn: async (account, password, from, code = null) => {
      const name = account.trim().toLowerCase();
      const network = networkOf(from.address);
      const user = directory.holderOfAccount(name);
      const ended = async (result: Exclude<LoginResult, "signedIn" | "invited" | "unknownAccount" | "tooManyTries">): Promise<Result<never, AccountProblem>> => {
        await log.note(name, user, from, result);
        return err({ code: result });
      };
      const wait = Math.max(byAccount.wait(name), byAddress.wait(network));
      if (wait > 0) {
        await log.note(name, user, from, "tooManyTries");
        return tooMany(wait);
      }
      // Counted before the slow check: tries made at the same moment do not slip through together.
      byAccount.tried(name);
      byAddress.tried(network);
      const credential = user === null ? null : await storage.credential(user);
      const right = await verify(credential?.hash ?? (await nobody), password.slice(0, LONGEST));
      if (!right || user === null || credential === null) {
        await log.note(name, user, from, user === null ? "unknownAccount" : "wrongPassword");
        return err({ code: "wrongPassword" });
      }
      if (!isActive(user)) return ended("disabled");
      if (credential.expires !== null && credential.expires <= clock.now()) return ended("expiredPassword");
      const barred = await restrictions.barred(user, from.address);
      if (barred) return ended(barred);
      const factor = await factors.check(user, code);
      if (factor !== "right") return ended(factor === "needed" ? "needsCode" : "wrongCode");
      byAccount.succeeded(name);
      byAddress.forgive(network);
      await log.note(name, user, from, "signedIn");
      return ok({ ...(await signedIn(user)), secret: await sessions.open(user, from) });
    },
    session: async (secret, from) => {
      const session = await sessions.check(secret, from);
      if (!session || !isActive(session.user)) return null;
      const barred = await restrictions.barred(session.user, from.address);
      return barred ? err({ code: barred }) : ok({ ...(await signedIn(session.user)), session });
    },
    signOut: (session) => storage.entrance.dropSession(session),
    changePassword: async (user, current, next, from) => {
      const checked = await checkAgain(user, current);
      if (!checked.ok) return checked;
      if (isWeak(next, current)) return err({ code: "weakPassword" });
      await setPassword(user, next, false);
      await endAll(user);
      return ok(await sessions.open(user, from));
    },
    reset: async (admin, user) => {
      const may = forAdmin(admin, user);
      if (!may.ok) return may;
      const password = createPassword(random);
      await savePassword(user, password, true, clock.now() + ONE_TIME);
      await endAll(user);
      return ok(password);
    },
    setPassword,
    invite: async (admin, user) => {
      const may = forAdmin(admin, user);
      if (!may.ok) return may;
      await storage.dropInvitations(user);
      return ok({ secret: await tokens.issue("invitation", user), expires: clock.now() + LIFETIME.invitation });
    },
    invited: async (secret, from) => {
      const found = await invitation(secret, from);
      return found.ok ? ok({ name: directory.name(found.value.user), account: await accountOf(found.value.user) }) : found;
    },
    acceptInvitation: async (secret, password, from) => {
      const found = await invitation(secret, from);
      if (!found.ok) return found;
      if (isWeak(password, null)) return err({ code: "weakPassword" });
      const taken = await tokens.take("invitation", secret);
      if (!taken) return err({ code: "invitationOver" });
      const account = await accountOf(taken.user);
      await setPassword(taken.user, password, false);
      await endAll(taken.user);
      byAccount.succeeded(account.toLowerCase());
      await log.note(account, taken.user, from, "invited");
      return ok({ account });
    },
    beginSecondFactor: async (user, password) => {
      const checked = await checkAgain(user, password);
      if (!checked.ok) return checked;
      const [workspace] = await storage.documents([docId(WORKSPACE)]);
      const begun = await factors.begin(user, await accountOf(user), (workspace && textOf(workspace.row, "name")) ?? "Tidebook");
      return begun ? ok(begun) : err({ code: "denied" });
    },
    confirmSecondFactor: async (user, code) => {
      const wait = byUser.wait(user);
      if (wait > 0) return tooMany(wait);
      byUser.tried(user);
      const codes = await factors.confirm(user, code);
      if (!codes) return err({ code: "wrongCode" });
      byUser.succeeded(user);
      return ok(codes);
    },
    removeSecondFactor: async (user, password, code) => {
      const checked = await checkAgain(user, password);
      if (!checked.ok) return checked;
      byUser.tried(user);
      const answer = await factors.check(user, code);
      if (answer !== "right") return err({ code: answer === "needed" ? "needsCode" : "wrongCode" });
      await factors.remove(user);
      byUser.succeeded(user);
      return ok(true);
    },
    isAdmin,
    countTicket: (user, { address }) => {
      const network = networkOf(address);
      const wait = Math.max(tickets.wait(user), ticketsOfAddress.wait(network));
      if (wait > 0) return Math.ceil(wait / 1_000);
      tickets.tried(user);
      ticketsOfAddress.tried(network);
      return 0;
    },
    factors,
    sessions,
    restrictions,
    log,
  };
};

