import type { Clock, Instant } from "#domain/clock.ts";

declare const brand: unique symbol;

/**
 * A hybrid logical clock reading as text that sorts in order of time: 9 characters of milliseconds (base 36), 3 of a
 * counter, `-`, and the device's number to break ties. A later reading is a larger string.
 */
export type Hlc = string & { readonly [brand]: "Hlc" };

const FORM = /^[0-9a-z]{9}[0-9a-z]{3}-[0-9a-z]{1,9}$/;
const COUNTS = 36 ** 3;

const format = (at: Instant, count: number, device: number): Hlc =>
  `${at.toString(36).padStart(9, "0")}${count.toString(36).padStart(3, "0")}-${device.toString(36)}` as Hlc;

export const parseHlc = (text: unknown): Hlc | null => (typeof text === "string" && FORM.test(text) ? (text as Hlc) : null);

export const instantOf = (hlc: Hlc): Instant => Number.parseInt(hlc.slice(0, 9), 36);

const countOf = (hlc: Hlc): number => Number.parseInt(hlc.slice(9, 12), 36);

export interface HybridClock {
  /** A reading later than every reading made or seen so far. */
  readonly tick: () => Hlc;
  /** Takes note of a reading made elsewhere. */
  readonly see: (hlc: Hlc) => void;
}

export const createHybridClock = (clock: Clock, device: number): HybridClock => {
  let last: Instant = 0;
  let count = 0;
  return {
    tick: () => {
      const now = clock.now();
      if (now > last) {
        last = now;
        count = 0;
      } else {
        count += 1;
        if (count >= COUNTS) {
          last += 1;
          count = 0;
        }
      }
      return format(last, count, device);
    },
    see: (hlc) => {
      const at = instantOf(hlc);
      if (at < last) return;
      count = at === last ? Math.max(count, countOf(hlc)) : countOf(hlc);
      last = at;
    },
  };
};

/**
 * The relay's reading of a device's clock: moved by how far that device's clock is off, never later than now, and always
 * under the number that the relay knows the device by.
 */
export const clampHlc = (hlc: Hlc, offset: number, now: Instant, device: number): Hlc => {
  const at = instantOf(hlc) + offset;
  return at > now ? format(now, countOf(hlc), device) : format(Math.max(0, at), countOf(hlc), device);
};

export const hlcOf = (at: Instant, device = 0): Hlc => format(at, 0, device);
