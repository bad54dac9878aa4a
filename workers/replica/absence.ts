import { longestAbsence, WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import type { Instant } from "#domain/clock.ts";
import type { Core } from "./core.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What is stored of it: how long this device has been away, and by its clock when that was counted. */
interface Counted {
  readonly away: number;
  readonly at: Instant;
}

/** How long this device has not reached the relay. Only time that passes forwards counts. */
export interface Absence {
  /** Reads what is stored and counts the time since. */
  readonly load: () => Promise<void>;
  /** The relay has answered. */
  readonly contacted: () => void;
  /** It has been away for longer than the workspace allows. */
  readonly tooLong: () => boolean;
  readonly stop: () => void;
}

/** `changed` is called when the device locks or opens. */
export const createAbsence = (core: Pick<Core, "deps" | "storage" | "rows" | "me">, changed: () => void): Absence => {
  const { clock, timers } = core.deps;
  let counted: Counted | null = null;
  let stored: Counted | null = null;
  let locked = false;
  let timer: unknown = null;

  const keep = (next: Counted): void => {
    counted = next;
    // To the hour, so that it costs nothing; the rest is counted again from `at`.
    if (stored && next.away >= stored.away && next.at - stored.at < HOUR && next.at >= stored.at) return;
    stored = next;
    core.storage.write([{ table: "meta", key: "absence", put: next }], "relaxed").catch(() => undefined);
  };

  const judge = (): void => {
    const now = core.me() !== null && counted !== null && counted.away > longestAbsence(core.rows.row(WORKSPACE));
    if (now === locked) return;
    locked = now;
    changed();
  };

  const count = (): void => {
    if (!counted) return;
    const now = clock.now();
    keep({ away: counted.away + Math.max(0, now - counted.at), at: now });
    judge();
  };

  const tick = (): void => {
    count();
    timer = timers.set(tick, MINUTE);
  };

  return {
    load: async () => {
      stored = ((await core.storage.get("meta", "absence")) as Counted | undefined) ?? null;
      counted = stored;
      count();
      judge();
      timer ??= timers.set(tick, MINUTE);
    },
    contacted: () => {
      keep({ away: 0, at: clock.now() });
      judge();
    },
    tooLong: () => locked,
    stop: () => {
      if (timer !== null) timers.clear(timer);
      timer = null;
    },
  };
};
