import type { Random } from "#domain/clock.ts";

const POOL = 4_096;

/** Draws from `random` in portions: an import takes seven bytes for each of its thousands of keys, and asking the system each time costs more than everything else about a key. */
export const pooledRandom = (random: Random): Random => {
  let pool = new Uint8Array();
  let at = 0;
  return {
    bytes: (size) => {
      if (at + size > pool.length) {
        pool = Uint8Array.from(random.bytes(Math.max(size, POOL)));
        at = 0;
      }
      at += size;
      return pool.slice(at - size, at);
    },
  };
};
