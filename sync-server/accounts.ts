import { hash, verify } from "@node-rs/argon2";
import type { Clock, Random } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Directory } from "./directory.ts";
import type { Storage } from "./storage/storage.ts";
import { createThrottle } from "./throttle.ts";
import { hashSecret, type Tokens } from "./tokens.ts";

/** Argon2id as OWASP advises: 19 MiB, two passes, one lane. These are the library's defaults. */
const hashPassword = (password: string): Promise<string> => hash(password);

const SHORTEST = 8;
const LONGEST = 200;
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

export type AccountProblem =
  | { readonly code: "wrongPassword" | "disabled" | "weakPassword" | "denied" | "notFound" }
  /** `retryAfter` in seconds. */
  | { readonly code: "tooManyTries"; readonly retryAfter: number };

export interface SignedIn {
  readonly id: RecordId;
  readonly name: string;
  readonly mustChange: boolean;
}

export interface Accounts {
  /** Checks name and password and opens a session. `secret` is the cookie's value. */
  readonly signIn: (account: string, password: string, address: string) => Promise<Result<SignedIn & { readonly secret: string }, AccountProblem>>;
  readonly session: (secret: string) => Promise<SignedIn | null>;
  readonly signOut: (secret: string) => Promise<void>;
  /** Ends every other session and token of the user. */
  readonly changePassword: (user: RecordId, current: string, next: string, secret: string) => Promise<Result<true, AccountProblem>>;
  /** Gives a user a one-time password, to be changed at the next sign-in. For administrators. */
  readonly reset: (admin: RecordId, user: RecordId) => Promise<Result<string, AccountProblem>>;
  /** For seeding and the operator: sets a password without asking anybody. */
  readonly setPassword: (user: RecordId, password: string, mustChange: boolean) => Promise<void>;
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

/** A password that can be read out over the telephone: 60 bits without look-alikes. */
export const createPassword = (random: Random): string => {
  const letters = [...random.bytes(12)].map((byte) => ALPHABET[byte % ALPHABET.length] ?? "a").join("");
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
};

export const createAccounts = ({ storage, directory, tokens, clock, random, cut }: AccountDeps): Accounts => {
  const byAccount = createThrottle(clock, 5);
  const byAddress = createThrottle(clock, 40);
  // Verified in place of an account that does not exist, so that the answer takes as long.
  const nobody = hashPassword(createPassword(random));

  const isActive = (user: RecordId): boolean => directory.standing(user)?.person.active ?? false;
  const signedIn = async (user: RecordId): Promise<SignedIn> => ({
    id: user,
    name: directory.name(user),
    mustChange: (await storage.credential(user))?.mustChange ?? false,
  });

  const setPassword = async (user: RecordId, password: string, mustChange: boolean): Promise<void> =>
    storage.saveCredential({ user, hash: await hashPassword(password), mustChange });

  return {
    signIn: async (account, password, address) => {
      const name = account.trim().toLowerCase();
      const wait = Math.max(byAccount.wait(name), byAddress.wait(address));
      if (wait > 0) return err({ code: "tooManyTries", retryAfter: Math.ceil(wait / 1_000) });
      // Counted before the slow check: tries made at the same moment do not slip through together.
      byAccount.failed(name);
      byAddress.failed(address);
      const user = directory.holderOfAccount(name);
      const credential = user === null ? null : await storage.credential(user);
      const right = await verify(credential?.hash ?? (await nobody), password.slice(0, LONGEST));
      if (!right || user === null || credential === null) return err({ code: "wrongPassword" });
      byAccount.succeeded(name);
      byAddress.succeeded(address);
      if (!isActive(user)) return err({ code: "disabled" });
      return ok({ ...(await signedIn(user)), secret: await tokens.issue("session", user) });
    },
    session: async (secret) => {
      const token = await tokens.check("session", secret);
      return token && isActive(token.user) ? signedIn(token.user) : null;
    },
    signOut: async (secret) => void (await tokens.take("session", secret)),
    changePassword: async (user, current, next, secret) => {
      const wait = byAccount.wait(user);
      if (wait > 0) return err({ code: "tooManyTries", retryAfter: Math.ceil(wait / 1_000) });
      byAccount.failed(user);
      const credential = await storage.credential(user);
      if (!credential || !(await verify(credential.hash, current.slice(0, LONGEST)))) return err({ code: "wrongPassword" });
      byAccount.succeeded(user);
      if (next.length < SHORTEST || next.length > LONGEST || next === current) return err({ code: "weakPassword" });
      await setPassword(user, next, false);
      await storage.dropTokens(user, hashSecret(secret));
      cut(user);
      return ok(true);
    },
    reset: async (admin, user) => {
      const standing = directory.standing(admin);
      if (!standing?.person.active || !standing.person.rights.has("admin")) return err({ code: "denied" });
      if (!directory.standing(user)) return err({ code: "notFound" });
      const password = createPassword(random);
      await setPassword(user, password, true);
      await storage.dropTokens(user, null);
      cut(user);
      return ok(password);
    },
    setPassword,
  };
};
