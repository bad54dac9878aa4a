import type { Timers } from "#workers/replica/deps.ts";
import { createTabs, type Channel, type Locks } from "#workers/replica/leader.ts";
import type { Tabs } from "#workers/replica/tabs.ts";

interface Waiting {
  readonly hold: () => Promise<void>;
  readonly signal: AbortSignal;
  readonly tab: string;
}

/** The browser that tabs of one device share: its locks and its broadcast channel. */
export interface Browser {
  readonly tab: (name: string) => Tabs;
  /** Ends a tab as a crash does: its lock is freed, its messages are neither sent nor heard. */
  readonly crash: (name: string) => void;
  readonly leader: () => string | null;
}

export const createBrowser = (timers: Timers): Browser => {
  const channels = new Map<string, (message: unknown) => void>();
  const dead = new Set<string>();
  let holder: string | null = null;
  let queue: Waiting[] = [];

  const grant = (): void => {
    if (holder !== null) return;
    queue = queue.filter(({ signal, tab }) => !signal.aborted && !dead.has(tab));
    const next = queue.shift();
    if (!next) return;
    holder = next.tab;
    void next.hold().then(() => {
      if (holder === next.tab) holder = null;
      grant();
    });
  };

  return {
    leader: () => holder,
    crash: (name) => {
      dead.add(name);
      channels.delete(name);
      if (holder === name) holder = null;
      grant();
    },
    tab: (name) => {
      const locks: Locks = {
        request: async (_lock, { signal }, hold) => {
          queue.push({ hold, signal, tab: name });
          timers.set(grant, 0);
        },
      };
      const channel: Channel = {
        post: (message) => {
          if (dead.has(name)) return;
          for (const [other, hear] of channels) if (other !== name) timers.set(() => hear(structuredClone(message)), 0);
        },
        listen: (call) => {
          channels.set(name, (message) => {
            if (!dead.has(name)) call(message);
          });
        },
        close: () => channels.delete(name),
      };
      return createTabs(name, locks, channel, timers);
    },
  };
};
