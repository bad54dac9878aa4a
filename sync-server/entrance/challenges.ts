import type { Clock } from "#domain/clock.ts";

/** How long a browser has to sign a challenge, in milliseconds. */
export const CHALLENGE_LIFETIME = 5 * 60_000;
/** Of one asker: beyond that their own oldest are over. An office has one address. */
export const KEPT_OF_ONE = 50;
/** Of all. */
const KEPT = 100_000;

/** What browsers have been asked to sign. */
export interface Challenges<T> {
  /** `key`: who may answer it; what was open for that key is so no more. `asker`: whose other challenges make room for it. */
  readonly put: (key: string, origin: string, asked: T, asker: string) => Promise<void>;
  /** Uses one up, for whoever has its key; null when it is over, or was given to a page of another origin. */
  readonly take: (key: string, origin: string) => Promise<T | null>;
}

/** They lie in memory alone: a relay that restarts knows of none. */
export const createChallenges = <T>(clock: Clock): Challenges<T> => {
  const open = new Map<string, { readonly asked: T; readonly origin: string; readonly asker: string; readonly until: number }>();
  const byAsker = new Map<string, Set<string>>();

  const drop = (key: string): void => {
    const found = open.get(key);
    if (!found) return;
    open.delete(key);
    const keys = byAsker.get(found.asker);
    keys?.delete(key);
    if (keys?.size === 0) byAsker.delete(found.asker);
  };
  const dropOldest = (keys: Iterable<string>): void => {
    for (const oldest of keys) return drop(oldest);
  };

  return {
    put: async (key, origin, asked, asker) => {
      drop(key);
      open.set(key, { asked, origin, asker, until: clock.now() + CHALLENGE_LIFETIME });
      const keys = (byAsker.get(asker) ?? new Set()).add(key);
      byAsker.set(asker, keys);
      if (keys.size > KEPT_OF_ONE) dropOldest(keys);
      if (open.size > KEPT) dropOldest(open.keys());
    },
    take: async (key, origin) => {
      const found = open.get(key);
      drop(key);
      return found && found.origin === origin && found.until > clock.now() ? found.asked : null;
    },
  };
};
