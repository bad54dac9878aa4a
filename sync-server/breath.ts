import type { Clock } from "#domain/clock.ts";

/** How long work goes on before everything else gets its turn, in milliseconds. */
const STRETCH = 15;

/** Asked between two pieces of work; waits for the next turn of the event loop when the last one is some time ago. */
export type Breathe = () => Promise<void>;

export const createBreath = (clock: Clock, defer: (call: () => void) => void): Breathe => {
  let since = clock.now();
  return async () => {
    if (clock.now() - since < STRETCH) return;
    await new Promise<void>((resolve) => defer(resolve));
    since = clock.now();
  };
};
