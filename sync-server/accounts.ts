import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import type { Clock, Random } from "#domain/clock.ts";
import { docId, type RecordId } from "#domain/id.ts";
import { WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import type { Enrolment } from "#domain/protocol/accounts.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { textOf } from "#domain/schema/read.ts";
import type { Directory } from "./directory.ts";
import { networkOf, type From } from "./entrance/from.ts";
import { createLoginLog, type LoginLog } from "./entrance/login-log.ts";
import { createPasskeys, type Passkeys } from "./entrance/passkeys.ts";
import { createPassword, hashPassword, isPassword, isWeak } from "./entrance/passwords.ts";
import { createRestrictions, type Barred, type Restrictions } from "./entrance/restrictions.ts";
import { createSecondFactors, type SecondFactors } from "./entrance/second-factor.ts";
import { createSignIn, tooMany, type SignIn } from "./entrance/sign-in.ts";
import { createSignInSessions, type SignInSessions } from "./entrance/sign-in-sessions.ts";
import { createTicketLimits, type CountTicket } from "./entrance/ticket-limits.ts";
import { createGuessLimit, type GuessLimit } from "./guess-limit.ts";
import type { SignInSession } from "./storage/entrance.ts";
import type { Storage } from "./storage/storage.ts";
import { LIFETIME, type Tokens } from "./tokens.ts";

/** How long a password that an administrator gave is good, in milliseconds. */
const ONE_TIME = 7 * 86_400_000;

export type AccountProblem =
  | { readonly code: "wrongPassword" | "disabled" | "weakPassword" | "denied" | "notFound" | "needsCode" | "wrongCode" | "expiredPassword" | "invitationOver" | Barred }
  | { readonly code: "unknownPasskey" | "wrongPasskey" | "passkeyOver" | "copiedPasskey" | "tooManyPasskeys" }
  /** `retryAfter` in seconds. */
  | { readonly code: "tooManyTries"; readonly retryAfter: number };

export interface SignedIn {
  readonly id: RecordId;
  readonly name: string;
  readonly mustChange: boolean;
}

/** Somebody who is signed in, and the session they came with. */
export interface Who extends SignedIn {
  readonly session: SignInSession;
}

export interface Accounts extends SignIn {
  /** Who a cookie belongs to, now and from there. */
  readonly session: (secret: string, from: From) => Promise<Result<Who, AccountProblem> | null>;
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
  /** Asks for the password, and for a code where there is a second factor; then for a passkey to be made on a page of `origin`. */
  readonly beginPasskey: (who: Who, again: { readonly password: string; readonly code: string | null }, origin: string) => Promise<Result<PublicKeyCredentialCreationOptionsJSON, AccountProblem>>;
  readonly isAdmin: (user: RecordId) => boolean;
  readonly countTicket: CountTicket;

  readonly factors: SecondFactors;
  readonly passkeys: Passkeys;
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

export const createAccounts = ({ storage, directory, tokens, clock, random, cut }: AccountDeps): Accounts => {
  const guesses = (name: string, free: number): GuessLimit => storage.sharing?.guesses(clock, name, free) ?? createGuessLimit(clock, free);
  const byAccount = guesses("account", 5);
  const byUser = guesses("user", 5);
  const byAddress = guesses("address", 40);
  const factors = createSecondFactors(storage.entrance, clock, random);
  const passkeys = createPasskeys(storage, clock, random);
  const restrictions = createRestrictions(storage, clock);
  const most = async (user: RecordId) => (await restrictions.of(user))?.devices ?? null;
  const sessions = createSignInSessions({ storage, tokens, clock, random, most });
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

  /** Asks somebody who is signed in for their password again. */
  const checkAgain = async (user: RecordId, password: string): Promise<Result<true, AccountProblem>> => {
    const wait = await byUser.attempt(user);
    if (wait > 0) return tooMany(wait);
    const credential = await storage.credential(user);
    if (!credential || !(await isPassword(password, credential.hash))) return err({ code: "wrongPassword" });
    await byUser.succeeded(user);
    return ok(true);
  };

  /** The same, with a code where there is a second factor. Codes count apart: knowing the password clears none of them. */
  const checkBothAgain = async (user: RecordId, password: string, code: string | null): Promise<Result<true, AccountProblem>> => {
    const checked = await checkAgain(user, password);
    if (!checked.ok) return checked;
    const key = `code of ${user}`;
    const wait = await (code === null ? byUser.wait(key) : byUser.attempt(key));
    if (wait > 0) return tooMany(wait);
    const answer = await factors.check(user, code);
    if (answer !== "right") return err({ code: answer === "needed" ? "needsCode" : "wrongCode" });
    await byUser.succeeded(key);
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

  const workspaceName = async (): Promise<string> => {
    const [workspace] = await storage.documents([docId(WORKSPACE)]);
    return (workspace && textOf(workspace.row, "name")) ?? "Tidebook";
  };

  const invitation = async (secret: string, { address }: From) => {
    const network = networkOf(address);
    const wait = await byAddress.attempt(network);
    if (wait > 0) return tooMany(wait);
    const token = await tokens.check("invitation", secret);
    if (!token || !isActive(token.user)) return err<AccountProblem>({ code: "invitationOver" });
    await byAddress.forgive(network);
    return ok(token);
  };

  const { signIn, signInByPasskey } = createSignIn({ storage, directory, clock, random, byAccount, byAddress, factors, passkeys, sessions, restrictions, log, isActive, signedIn, accountOf });

  return {
    signIn,
    signInByPasskey,
    session: async (secret, from) => {
      const session = await sessions.check(secret, from);
      if (!session || !isActive(session.user)) return null;
      const barred = await restrictions.barred(session.user, from);
      return barred ? err({ code: barred }) : ok({ ...(await signedIn(session.user)), session });
    },
    signOut: (session) => storage.entrance.dropSession(session),
    changePassword: async (user, current, next, from) => {
      const checked = await checkAgain(user, current);
      if (!checked.ok) return checked;
      if (isWeak(next, current)) return err({ code: "weakPassword" });
      await setPassword(user, next, false);
      await endAll(user);
      const secret = await sessions.open(user, from);
      return secret === null ? err({ code: "tooManyDevices" }) : ok(secret);
    },
    reset: async (admin, user) => {
      const may = forAdmin(admin, user);
      if (!may.ok) return may;
      const password = createPassword(random);
      await savePassword(user, password, true, clock.now() + ONE_TIME);
      await passkeys.removeAll(user);
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
      await passkeys.removeAll(taken.user);
      await endAll(taken.user);
      await byAccount.succeeded(account.toLowerCase());
      await log.note(account, taken.user, from, "invited");
      return ok({ account });
    },
    beginSecondFactor: async (user, password) => {
      const checked = await checkAgain(user, password);
      if (!checked.ok) return checked;
      const begun = await factors.begin(user, await accountOf(user), await workspaceName());
      return begun ? ok(begun) : err({ code: "denied" });
    },
    confirmSecondFactor: async (user, code) => {
      const wait = await byUser.attempt(user);
      if (wait > 0) return tooMany(wait);
      const codes = await factors.confirm(user, code);
      if (!codes) return err({ code: "wrongCode" });
      await byUser.succeeded(user);
      return ok(codes);
    },
    removeSecondFactor: async (user, password, code) => {
      const checked = await checkBothAgain(user, password, code);
      if (checked.ok) await factors.remove(user);
      return checked;
    },
    beginPasskey: async ({ id, name, session }, { password, code }, origin) => {
      const checked = await checkBothAgain(id, password, code);
      if (!checked.ok) return checked;
      const begun = await passkeys.begin({ user: id, session: session.id, account: await accountOf(id), name, workspace: await workspaceName() }, origin);
      return begun ? ok(begun) : err({ code: "tooManyPasskeys" });
    },
    isAdmin,
    countTicket: createTicketLimits(clock),
    factors,
    passkeys,
    sessions,
    restrictions,
    log,
  };
};

