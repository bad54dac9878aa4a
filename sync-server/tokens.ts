import { createHash } from "node:crypto";
import type { Clock, Random } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { Storage, Token } from "./storage/storage.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long each kind of secret is good for, in milliseconds. A session may end before its secret does. */
export const LIFETIME = { session: 60 * DAY, ticket: MINUTE, document: 12 * HOUR, invitation: 7 * DAY } as const satisfies Record<Token["kind"], number>;

export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** Secrets that are handed out. The relay keeps their hashes alone, so a copy of its database opens nothing. */
export interface Tokens {
  /** `session`: what the secret came of, and ends with. */
  readonly issue: (kind: Token["kind"], user: RecordId, record?: RecordId | null, session?: string | null) => Promise<string>;
  readonly check: (kind: Token["kind"], secret: string) => Promise<Token | null>;
  /** For secrets of one use: the second taker gets null. */
  readonly take: (kind: Token["kind"], secret: string) => Promise<Token | null>;
}

export const createSecret = (random: Random): string => Buffer.from(random.bytes(32)).toString("base64url");

/** Whether this has the form of such a secret. */
export const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text);

export const createTokens = ({ storage, clock, random }: { storage: Storage; clock: Clock; random: Random }): Tokens => {
  const valid = (kind: Token["kind"], token: Token | null): Token | null =>
    token && token.kind === kind && token.expires > clock.now() ? token : null;
  return {
    issue: async (kind, user, record = null, session = null) => {
      const secret = createSecret(random);
      await storage.addToken({ hash: hashSecret(secret), kind, user, record, session, expires: clock.now() + LIFETIME[kind] });
      return secret;
    },
    check: async (kind, secret) => valid(kind, await storage.token(hashSecret(secret))),
    take: async (kind, secret) => {
      const hash = hashSecret(secret);
      // A secret of another kind is not used up by being offered here.
      return valid(kind, await storage.token(hash)) ? valid(kind, await storage.takeToken(hash)) : null;
    },
  };
};
