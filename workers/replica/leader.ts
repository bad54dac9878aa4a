import type { Timers } from "./deps.ts";
import type { TabMessage, Tabs } from "./tabs.ts";

/** The part of the Web Locks interface that choosing a leader needs. */
export interface Locks {
  readonly request: (name: string, options: { readonly signal: AbortSignal }, hold: () => Promise<void>) => Promise<unknown>;
}

export interface Channel {
  readonly post: (message: unknown) => void;
  readonly listen: (call: (message: unknown) => void) => void;
  readonly close: () => void;
}

/** How long a hidden tab waits before it queues again, so that visible ones come first, in milliseconds. */
const STEP_BACK = 1_500;

type Envelope = { readonly tabs: TabMessage } | { readonly claim: string };

/**
 * The tabs of one device: a lock chooses the leader, a channel carries the messages. Browsers slow the timers of hidden tabs, so
 * a hidden leader gives way to a visible tab that asks.
 */
export const createTabs = (name: string, locks: Locks, channel: Channel, timers: Timers): Tabs => {
  let visible = true;
  let leading = false;
  let left = false;
  let alone = true;
  let release: (() => void) | null = null;
  let queued: AbortController | null = null;
  let timer: unknown = null;
  let calls: Parameters<Tabs["stand"]>[0] | null = null;
  const listeners = new Set<(message: TabMessage) => void>();

  const queue = (): void => {
    if (left || queued || leading || !calls) return;
    const mine = new AbortController();
    queued = mine;
    locks
      .request("tidebook-leader", { signal: mine.signal }, () => {
        queued = null;
        if (left) return Promise.resolve();
        leading = true;
        calls?.lead();
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch(() => undefined);
  };

  const later = (): void => {
    timer ??= timers.set(() => {
      timer = null;
      queue();
    }, STEP_BACK);
  };

  const giveWay = (): void => {
    queued?.abort();
    queued = null;
    if (leading) {
      leading = false;
      const free = release;
      release = null;
      void calls?.rest().then(() => free?.());
    }
    later();
  };

  const claim = (): void => {
    channel.post({ claim: name } satisfies Envelope);
    queue();
  };

  channel.listen((message) => {
    alone = false;
    const envelope = message as Envelope;
    if ("tabs" in envelope) for (const call of listeners) call(envelope.tabs);
    else if (!visible) giveWay();
  });

  return {
    name,
    post: (message) => {
      channel.post({ tabs: message } satisfies Envelope);
    },
    listen: (call) => {
      listeners.add(call);
    },
    alone: () => alone,
    stand: (next) => {
      calls = next;
      if (visible) claim();
      else later();
    },
    setVisible: (next) => {
      const came = next && !visible;
      visible = next;
      if (came && !leading && calls) claim();
    },
    leave: () => {
      left = true;
      if (timer !== null) timers.clear(timer);
      queued?.abort();
      release?.();
      channel.close();
    },
  };
};
