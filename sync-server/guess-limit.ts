import type { Clock } from "#domain/clock.ts";
import { createThrottle } from "./throttle.ts";

/** Slows down guessing, as a throttle does, wherever the tries are counted. */
export interface GuessLimit {
  /** Milliseconds until `key` may try again; 0 when it may now. */
  readonly wait: (key: string) => Promise<number>;
  /** Counts a try and answers 0, or answers how long to wait and counts nothing. Of tries made at the same moment each is counted before the next is let through. */
  readonly attempt: (key: string) => Promise<number>;
  readonly succeeded: (key: string) => Promise<void>;
  readonly forgive: (key: string) => Promise<void>;
}

/** Counts the tries of one relay. */
export const createGuessLimit = (clock: Clock, free: number): GuessLimit => {
  const { wait, tried, succeeded, forgive } = createThrottle(clock, free);
  return {
    wait: async (key) => wait(key),
    attempt: async (key) => {
      const left = wait(key);
      if (left === 0) tried(key);
      return left;
    },
    succeeded: async (key) => succeeded(key),
    forgive: async (key) => forgive(key),
  };
};
