import type { Clock, Random } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { LoginResult } from "#domain/protocol/accounts.ts";
import type { ShownPasskey } from "#domain/protocol/passkeys.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { AccountProblem, SignedIn } from "../accounts.ts";
import type { Directory } from "../directory.ts";
import type { GuessLimit } from "../guess-limit.ts";
import type { Storage } from "../storage/storage.ts";
import { networkOf, type From } from "./from.ts";
import type { LoginLog } from "./login-log.ts";
import type { Passkeys } from "./passkeys.ts";
import { createPassword, hashPassword, isPassword } from "./passwords.ts";
import type { Restrictions } from "./restrictions.ts";
import type { SecondFactors } from "./second-factor.ts";
import type { SignInSessions } from "./sign-in-sessions.ts";

/** How a try ends that was turned away for what it showed. */
type TurnedAway = Exclude<LoginResult, "signedIn" | "signedInByPasskey" | "invited" | "unknownAccount" | "tooManyTries">;

/** `secret` is the value of the session's cookie. */
type Opened = Result<SignedIn & { readonly secret: string }, AccountProblem>;

export interface SignIn {
  /** Checks name, password and, where there is a second factor, the code, and opens a session. */
  readonly signIn: (account: string, password: string, from: From, code?: string | null) => Promise<Opened>;
  /** Opens a session for whoever shows a passkey rightly on a page of `origin`: it stands for password and second factor. */
  readonly signInByPasskey: (attempt: string, shown: ShownPasskey, origin: string, from: From) => Promise<Opened>;
}

export interface SignInDeps {
  readonly storage: Storage;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly random: Random;
  readonly byAccount: GuessLimit;
  readonly byAddress: GuessLimit;
  readonly factors: SecondFactors;
  readonly passkeys: Passkeys;
  readonly sessions: SignInSessions;
  readonly restrictions: Restrictions;
  readonly log: LoginLog;
  readonly isActive: (user: RecordId) => boolean;
  readonly signedIn: (user: RecordId) => Promise<SignedIn>;
  readonly accountOf: (user: RecordId) => Promise<string>;
}

export const tooMany = (wait: number): Result<never, AccountProblem> => err({ code: "tooManyTries", retryAfter: Math.ceil(wait / 1_000) });

/** The ways in. Whichever is taken, the same limits count, the same people are let in, and the log has a line of it. */
export const createSignIn = (deps: SignInDeps): SignIn => {
  const { storage, byAccount, byAddress, factors, passkeys, log } = deps;
  // Verified in place of an account that does not exist, so that the answer takes as long.
  const nobody = hashPassword(createPassword(deps.random));

  /** Counts a try to sign in, unless there were too many. `name` is empty where no account was named. */
  const countTry = async (name: string, user: RecordId | null, from: From): Promise<Result<true, AccountProblem>> => {
    const network = networkOf(from.address);
    const turnAwayFor = async (wait: number): Promise<Result<never, AccountProblem>> => {
      await log.note(name, user, from, "tooManyTries");
      return tooMany(wait);
    };
    // Counted before the slow check: tries made at the same moment do not slip through together. An address that has to wait counts against no account.
    const address = await byAddress.attempt(network);
    if (address > 0) return turnAwayFor(address);
    const account = name === "" ? 0 : await byAccount.attempt(name);
    if (account === 0) return ok(true);
    await byAddress.forgive(network);
    return turnAwayFor(account);
  };

  const turnAway = async (name: string, user: RecordId | null, from: From, result: TurnedAway): Promise<Result<never, AccountProblem>> => {
    await log.note(name, user, from, result);
    return err({ code: result });
  };

  /** Why somebody who has shown who they are is not let in. */
  const hindranceOf = async (user: RecordId, from: From): Promise<TurnedAway | null> => {
    if (!deps.isActive(user)) return "disabled";
    const credential = await storage.credential(user);
    if (credential !== null && credential.expires !== null && credential.expires <= deps.clock.now()) return "expiredPassword";
    return deps.restrictions.barredAtSignIn(user, from);
  };

  const letIn = async (name: string, user: RecordId, from: From, result: LoginResult): Promise<Opened> => {
    const secret = await deps.sessions.open(user, from);
    // Another sign-in at the same moment may have taken the last place.
    if (secret === null) return turnAway(name, user, from, "tooManyDevices");
    await byAccount.succeeded(name);
    await byAddress.forgive(networkOf(from.address));
    await log.note(name, user, from, result);
    return ok({ ...(await deps.signedIn(user)), secret });
  };

  return {
    signIn: async (account, password, from, code = null) => {
      const name = account.trim().toLowerCase();
      const user = deps.directory.holderOfAccount(name);
      const tried = await countTry(name, user, from);
      if (!tried.ok) return tried;
      const credential = user === null ? null : await storage.credential(user);
      const right = await isPassword(password, credential?.hash ?? (await nobody));
      if (!right || user === null || credential === null) {
        await log.note(name, user, from, user === null ? "unknownAccount" : "wrongPassword");
        return err({ code: "wrongPassword" });
      }
      const hindrance = await hindranceOf(user, from);
      if (hindrance) return turnAway(name, user, from, hindrance);
      const factor = await factors.check(user, code);
      if (factor !== "right") return turnAway(name, user, from, factor === "needed" ? "needsCode" : "wrongCode");
      return letIn(name, user, from, "signedIn");
    },
    signInByPasskey: async (attempt, shown, origin, from) => {
      const user = await passkeys.ownerOf(shown.id);
      const name = user === null ? "" : (await deps.accountOf(user)).toLowerCase();
      const tried = await countTry(name, user, from);
      if (!tried.ok) return tried;
      if (user === null) return turnAway(name, user, from, "unknownPasskey");
      const outcome = await passkeys.check(attempt, shown, origin);
      const hindrance = outcome === "right" ? await hindranceOf(user, from) : outcome;
      return hindrance ? turnAway(name, user, from, hindrance) : letIn(name, user, from, "signedInByPasskey");
    },
  };
};
