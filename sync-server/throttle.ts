import type { Clock } from "#domain/clock.ts";

const LONGEST = 15 * 60_000;
const KEPT = 20_000;

/** Slows down guessing and flooding: after `free` tries each further one doubles the wait, from one second on. */
export interface Throttle {
  /** Milliseconds until `key` may try again; 0 when it may now. */
  readonly wait: (key: string) => number;
  readonly tried: (key: string) => void;
  /** Forgets the tries of a key that has shown itself to be right. */
  readonly succeeded: (key: string) => void;
  /** Takes one try back. For keys that several share: one who succeeds clears nobody else's. */
  readonly forgive: (key: string) => void;
}

export interface ThrottleOptions {
  /** One try is forgotten each time this much has passed, in milliseconds. */
  readonly fade?: number;
  /** The longest wait, in milliseconds. */
  readonly longest?: number;
}

/** The tries of one key. */
export interface Tries {
  readonly count: number;
  /** When `count` was right. */
  readonly at: number;
  readonly until: number;
}

/** The tries that are not forgotten by now. */
const remembered = (tries: Tries | null, now: number, fade: number): Tries => {
  if (!tries) return { count: 0, at: now, until: 0 };
  const faded = Math.min(tries.count, Math.max(0, Math.floor((now - tries.at) / fade)));
  return { ...tries, count: tries.count - faded, at: tries.count === faded ? now : tries.at + faded * fade };
};

export const counted = (tries: Tries | null, now: number, free: number, { fade = LONGEST, longest = LONGEST }: ThrottleOptions = {}): Tries => {
  const { count, at } = remembered(tries, now, fade);
  const over = count + 1 - free;
  return { count: count + 1, at, until: over < 0 ? 0 : now + Math.min(longest, 1_000 * 2 ** Math.min(over, 20)) };
};

export const forgiven = (tries: Tries): Tries => ({ ...tries, count: Math.max(0, tries.count - 1) });

/** When nothing is left of them. */
export const forgottenAt = ({ count, at, until }: Tries): number => Math.max(until, at + count * LONGEST);

export const createThrottle = (clock: Clock, free: number, options: ThrottleOptions = {}): Throttle => {
  const known = new Map<string, Tries>();

  const keep = (key: string, tries: Tries): void => {
    known.delete(key);
    known.set(key, tries);
    if (known.size > KEPT) for (const oldest of known.keys()) return void known.delete(oldest);
  };

  return {
    wait: (key) => Math.max(0, (known.get(key)?.until ?? 0) - clock.now()),
    tried: (key) => keep(key, counted(known.get(key) ?? null, clock.now(), free, options)),
    succeeded: (key) => void known.delete(key),
    forgive: (key) => {
      const tries = known.get(key);
      if (tries) known.set(key, forgiven(tries));
    },
  };
};
