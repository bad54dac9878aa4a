import type { Clock } from "#domain/clock.ts";
import type { Timers } from "./deps.ts";

/** Pause between two looks at whether anything was heard, in milliseconds. */
export const QUIET = 20_000;
/** Longest wait for the answer to a ping, in milliseconds. */
export const ANSWER = 10_000;
/** A look that comes this much too late has been held up by sleep, not by the network, in milliseconds. */
const HELD_UP = 5_000;

export interface HeartbeatDeps {
  readonly timers: Timers;
  readonly clock: Clock;
  /** Asks the other side for a sign of life, when the connection is far enough for one. */
  readonly ping: () => void;
  /** Nothing was heard in time. The heartbeat has ended. */
  readonly dead: () => void;
}

/** Notices a connection that no longer carries anything although nobody closed it: within a minute when idle. */
export interface Heartbeat {
  /** A new connection. It has to say something within the time of one look. */
  readonly begin: () => void;
  readonly heard: () => void;
  /** Does not wait for the next look: the device woke up, or the network changed. */
  readonly check: () => void;
  readonly end: () => void;
}

export const createHeartbeat = ({ timers, clock, ping, dead }: HeartbeatDeps): Heartbeat => {
  let timer: unknown = null;
  let due = 0;
  let silent = true;
  /** Whether the next look decides. */
  let last = false;

  const end = (): void => {
    if (timer !== null) timers.clear(timer);
    timer = null;
  };

  const lookIn = (milliseconds: number, decides: boolean): void => {
    end();
    last = decides;
    silent = true;
    due = clock.now() + milliseconds;
    timer = timers.set(look, milliseconds);
  };

  const ask = (): void => {
    ping();
    lookIn(ANSWER, true);
  };

  const look = (): void => {
    timer = null;
    if (!silent) lookIn(QUIET, false);
    else if (!last || clock.now() - due > HELD_UP) ask();
    else dead();
  };

  return {
    begin: () => lookIn(QUIET, true),
    heard: () => {
      silent = false;
    },
    check: () => {
      if (timer !== null && !(last && silent)) ask();
    },
    end,
  };
};
