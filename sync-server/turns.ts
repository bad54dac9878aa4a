import type { Breathe } from "./breath.ts";

/** Runs jobs one after the other, in the order they came. A job that throws fails alone. */
export interface Turns {
  readonly run: <T>(job: () => Promise<T>) => Promise<T>;
  /** Resolves when no job is left. */
  readonly idle: () => Promise<void>;
}

export const createTurns = (breathe: Breathe): Turns => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (job) => {
      const result = last.then(breathe).then(job);
      last = result.catch(() => undefined);
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
