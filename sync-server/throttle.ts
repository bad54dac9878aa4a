import type { Clock } from "#domain/clock.ts";

const LONGEST = 15 * 60_000;
const KEPT = 20_000;

/** Slows down guessing: after `free` failures each further one doubles the wait, from one second to a quarter of an hour. */
export interface Throttle {
  /** Milliseconds until `key` may try again; 0 when it may now. */
  readonly wait: (key: string) => number;
  readonly failed: (key: string) => void;
  readonly succeeded: (key: string) => void;
}

export const createThrottle = (clock: Clock, free: number): Throttle => {
  const failures = new Map<string, { readonly count: number; readonly until: number }>();
  return {
    wait: (key) => Math.max(0, (failures.get(key)?.until ?? 0) - clock.now()),
    failed: (key) => {
      const count = (failures.get(key)?.count ?? 0) + 1;
      const delay = count < free ? 0 : Math.min(LONGEST, 1_000 * 2 ** Math.min(count - free, 20));
      failures.delete(key);
      failures.set(key, { count, until: clock.now() + delay });
      if (failures.size > KEPT) for (const oldest of failures.keys()) return void failures.delete(oldest);
    },
    succeeded: (key) => void failures.delete(key),
  };
};
