import type { Clock, Random } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { SignInSession } from "../storage/entrance.ts";
import type { Storage } from "../storage/storage.ts";
import { createSecret, hashSecret, LIFETIME, type Tokens } from "../tokens.ts";
import type { From } from "./from.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A session that is not used for so long has ended. */
export const IDLE = 30 * DAY;
/** Its secret changes after so long. */
const ROTATE = DAY;
/** Requests under way with the secret before are still answered for so long after the new one has come back. */
const GRACE = MINUTE;
/** Of those who may sign in anywhere so many devices are remembered: programs that keep no cookie are another one each time. */
const KNOWN = 50;

export interface SignInSessions {
  /** Begins a session and takes note of its device; the answer is its secret, null where the person may have no further device. */
  readonly open: (user: RecordId, from: From) => Promise<string | null>;
  readonly check: (secret: string, from: From) => Promise<SignInSession | null>;
  /** A new secret for a session whose present one has become old; null when it is not time. */
  readonly rotate: (session: SignInSession) => Promise<string | null>;
  /** Whether it still runs. Takes note that it is in use. */
  readonly inUse: (id: string) => Promise<boolean>;
}

export interface SignInSessionDeps {
  readonly storage: Storage;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly random: Random;
  /** How many devices a person may sign in with; null: any number. */
  readonly most: (user: RecordId) => Promise<number | null>;
}

export const createSignInSessions = ({ storage, tokens, clock, random, most }: SignInSessionDeps): SignInSessions => {
  const { entrance } = storage;

  const running = async (id: string): Promise<SignInSession | null> => {
    const session = await entrance.session(id);
    if (!session) return null;
    const now = clock.now();
    if (now < session.expires && now - session.seen < IDLE) return session;
    await entrance.dropSession(id);
    return null;
  };

  const forgetOldest = async (user: RecordId): Promise<void> => {
    for (const { id } of (await entrance.knownDevices(user)).slice(KNOWN)) await entrance.forgetDevice(user, id);
  };

  return {
    open: async (user, { address, agent, browser }) => {
      const id = createSecret(random).slice(0, 16);
      const now = clock.now();
      const device = browser === null ? null : { id: hashSecret(browser), first: now, seen: now, address, agent };
      const limit = await most(user);
      if (device === null ? limit !== null : !(await entrance.noteDevice(user, device, limit))) return null;
      if (limit === null) await forgetOldest(user);
      const secret = await tokens.issue("session", user, null, id);
      const expires = now + LIFETIME.session;
      await entrance.addSession({ id, user, created: now, seen: now, expires, rotated: now, settled: true, newest: hashSecret(secret), address, agent });
      return secret;
    },
    check: async (secret, { address, agent }) => {
      const token = await tokens.check("session", secret);
      const session = token?.session ? await running(token.session) : null;
      if (!session) return null;
      const now = clock.now();
      if (!session.settled && token?.hash === session.newest) {
        await entrance.outdateSecrets(session.id, session.newest, now + GRACE);
        await entrance.saveSession(session.id, { settled: true });
      }
      if (now - session.seen >= MINUTE || session.address !== address) await entrance.saveSession(session.id, { seen: now, address, agent });
      return session;
    },
    rotate: async ({ id, user, rotated, settled }) => {
      // The answer with the last new secret may have been lost: it is given again, not followed by a third.
      if (clock.now() - rotated < ROTATE && settled) return null;
      if (clock.now() - rotated < MINUTE) return null;
      const secret = await tokens.issue("session", user, null, id);
      await entrance.saveSession(id, { rotated: clock.now(), settled: false, newest: hashSecret(secret) });
      return secret;
    },
    inUse: async (id) => {
      const session = await running(id);
      if (session && clock.now() - session.seen >= 10 * MINUTE) await entrance.saveSession(id, { seen: clock.now() });
      return session !== null;
    },
  };
};
