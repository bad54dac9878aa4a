/** Holds long work back while it is paused, and ends it when it is cancelled. */
export interface Gate {
  readonly open: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
  /** Waits while paused; false once the work is cancelled. */
  readonly pass: () => Promise<boolean>;
}

export const createGate = (): Gate => {
  let cancelled = false;
  let paused: Promise<void> | null = null;
  let wake: (() => void) | null = null;

  const resume = (): void => {
    wake?.();
    wake = null;
    paused = null;
  };

  return {
    open: () => {
      cancelled = false;
      resume();
    },
    pause: () => {
      paused ??= new Promise((resolve) => {
        wake = resolve;
      });
    },
    resume,
    cancel: () => {
      cancelled = true;
      resume();
    },
    pass: async () => {
      if (paused) await paused;
      return !cancelled;
    },
  };
};
