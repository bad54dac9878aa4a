import type { Clock, Instant } from "#domain/clock.ts";
import { needContentCode } from "#workers/replica/content-code.ts";

/* Under a virtual clock nothing comes at a time of its own: the late part of the replica is here before it starts. */
await needContentCode();

export interface VirtualTime extends Clock {
  /** Runs `work` once the clock has reached `delay` milliseconds from now. Returns its handle. */
  readonly set: (work: () => void, delay: number) => number;
  readonly clear: (handle: number) => void;
  /** A clock that is off by `offset` and runs with this one. */
  readonly skewed: (offset: number) => Clock;
  /** Runs events in order of time until none is due before `until`; promises settle between two events. */
  readonly runUntil: (until: Instant) => Promise<void>;
  /** Lets time pass in which nobody does anything, as if all machines slept: what is due comes that much later. */
  readonly skip: (milliseconds: number) => void;
  /** Events that wait. */
  readonly waiting: () => number;
}

interface Event {
  readonly handle: number;
  readonly at: Instant;
  readonly work: () => void;
}

/** Everything promised so far is done: storage in memory answers within microtasks, so one macrotask is enough. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Time that passes only when it is told to. Events of the same instant run in the order they were set. */
export const createVirtualTime = (start: Instant): VirtualTime => {
  let now = start;
  let handles = 0;
  const events = new Map<number, Event>();

  const earliest = (): Event | undefined => {
    let first: Event | undefined;
    for (const event of events.values()) {
      if (!first || event.at < first.at || (event.at === first.at && event.handle < first.handle)) first = event;
    }
    return first;
  };

  return {
    now: () => now,
    set: (work, delay) => {
      handles += 1;
      events.set(handles, { handle: handles, at: now + Math.max(0, Math.round(delay)), work });
      return handles;
    },
    clear: (handle) => {
      events.delete(handle);
    },
    skip: (milliseconds) => {
      now += milliseconds;
      for (const event of events.values()) events.set(event.handle, { ...event, at: event.at + milliseconds });
    },
    skewed: (offset) => ({ now: () => now + offset }),
    waiting: () => events.size,
    runUntil: async (until) => {
      await settle();
      for (let event = earliest(); event && event.at <= until; event = earliest()) {
        events.delete(event.handle);
        now = Math.max(now, event.at);
        event.work();
        await settle();
      }
      now = Math.max(now, until);
    },
  };
};
