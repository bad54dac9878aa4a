/** Work that may rest wherever it yields. */
export type InPieces<T> = Generator<undefined, T>;

/** Does it without resting. */
export const atOnce = <T>(work: InPieces<T>): T => {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
};
