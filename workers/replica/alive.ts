/** The part of the Web Locks interface that tells the end of a thread. */
interface Locks {
  readonly request: (name: string, work: () => Promise<void> | void) => Promise<unknown>;
}

const nameOf = (thread: string): string => `tidebook-alive:${thread}`;

/** Holds a lock for as long as this thread lives: the browser gives it back however the thread ends. */
export const holdAlive = (locks: Locks | undefined, thread: string): Promise<void> =>
  new Promise((resolve) => {
    if (!locks) return resolve();
    locks
      .request(nameOf(thread), () => {
        resolve();
        return new Promise<void>(() => undefined);
      })
      .catch(() => resolve());
  });

/** Calls once the thread of that name, which holds its lock by now, has ended. Browsers without locks never tell. */
export const onEnd = (locks: Locks | undefined, thread: string, ended: () => void): void => {
  locks?.request(nameOf(thread), ended).catch(() => undefined);
};
