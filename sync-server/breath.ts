import type { Clock } from "#domain/clock.ts";
import type { InPieces } from "#domain/pieces.ts";

/** How long work goes on before everything else gets its turn, in milliseconds. */
const STRETCH = 10;

/** Asked between two pieces of work; waits for the next turn of the event loop when the last one is some time ago, and answers nothing where it need not wait. */
export type Breathe = () => Promise<void> | undefined;

export const createBreath = (clock: Clock, defer: (call: () => void) => void): Breathe => {
  let since = clock.now();
  const rest = async (): Promise<void> => {
    await new Promise<void>((resolve) => defer(resolve));
    since = clock.now();
  };
  return () => (clock.now() - since < STRETCH ? undefined : rest());
};

/** Does it with rests where it may rest. Whatever it reads must stay as it is meanwhile. */
export const inPieces = async <T>(work: InPieces<T>, breathe: Breathe): Promise<T> => {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    const rest = breathe();
    if (rest) await rest;
  }
};
