import type { Breathe } from "./breath.ts";

/** Runs jobs one after the other, in the order they came. A job that throws fails alone. */
export interface Turns {
  readonly run: <T>(job: () => Promise<T>) => Promise<T>;
  /** Resolves when no job is left. */
  readonly idle: () => Promise<void>;
}

/** `before` runs at the beginning of every turn; where it throws, so does the job. */
export const createTurns = (breathe: Breathe, before: () => Promise<void> = async () => undefined): Turns => {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    run: (job) => {
      // Only jobs that come one upon the other hold anybody up.
      const result = (waiting > 0 ? last.then(breathe) : last).then(before).then(job);
      waiting += 1;
      last = result.catch(() => undefined).finally(() => (waiting -= 1));
      return result;
    },
    idle: async () => {
      for (let seen: unknown = null; seen !== last; ) {
        seen = last;
        await last;
      }
    },
  };
};
