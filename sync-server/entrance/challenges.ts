import type { Clock } from "#domain/clock.ts";

/** How long a browser has to sign a challenge, in milliseconds. */
export const CHALLENGE_LIFETIME = 5 * 60_000;
const KEPT = 10_000;

/** What browsers have been asked to sign. It lies in memory alone: a relay that restarts knows of none. */
export interface Challenges<T> {
  /** `key`: who may answer it. What was open for that key is so no more. */
  readonly put: (key: string, origin: string, asked: T) => void;
  /** Uses one up, for whoever has its key; null when it is over, or was given to a page of another origin. */
  readonly take: (key: string, origin: string) => T | null;
}

export const createChallenges = <T>(clock: Clock): Challenges<T> => {
  const open = new Map<string, { readonly asked: T; readonly origin: string; readonly until: number }>();
  return {
    put: (key, origin, asked) => {
      open.delete(key);
      open.set(key, { asked, origin, until: clock.now() + CHALLENGE_LIFETIME });
      if (open.size > KEPT) for (const oldest of open.keys()) return void open.delete(oldest);
    },
    take: (key, origin) => {
      const found = open.get(key);
      open.delete(key);
      return found && found.origin === origin && found.until > clock.now() ? found.asked : null;
    },
  };
};
