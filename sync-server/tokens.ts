import { createHash } from "node:crypto";
import type { Clock, Random } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { Storage, Token } from "./storage/storage.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long each kind of secret is good for, in milliseconds. */
export const LIFETIME = { session: 60 * 24 * HOUR, ticket: MINUTE, document: 12 * HOUR } as const satisfies Record<Token["kind"], number>;

export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** Secrets that are handed out. The relay keeps their hashes alone, so a copy of its database opens nothing. */
export interface Tokens {
  readonly issue: (kind: Token["kind"], user: RecordId, record?: RecordId) => Promise<string>;
  readonly check: (kind: Token["kind"], secret: string) => Promise<Token | null>;
  /** For secrets of one use: the second taker gets null. */
  readonly take: (kind: Token["kind"], secret: string) => Promise<Token | null>;
}

export const createSecret = (random: Random): string => Buffer.from(random.bytes(32)).toString("base64url");

export const createTokens = ({ storage, clock, random }: { storage: Storage; clock: Clock; random: Random }): Tokens => {
  const valid = (kind: Token["kind"], token: Token | null): Token | null =>
    token && token.kind === kind && token.expires > clock.now() ? token : null;
  return {
    issue: async (kind, user, record) => {
      const secret = createSecret(random);
      await storage.addToken({ hash: hashSecret(secret), kind, user, record: record ?? null, expires: clock.now() + LIFETIME[kind] });
      return secret;
    },
    check: async (kind, secret) => valid(kind, await storage.token(hashSecret(secret))),
    take: async (kind, secret) => valid(kind, await storage.takeToken(hashSecret(secret))),
  };
};
