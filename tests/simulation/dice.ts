/** Seeded randomness: the same seed gives the same throws, whatever machine runs it. */
export interface Dice {
  /** 0 ≤ x < 1. */
  readonly next: () => number;
  /** Whole number, 0 ≤ x < `below`. */
  readonly below: (below: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  readonly bytes: (size: number) => Uint8Array;
  /** Independent dice, so that one part's throws do not shift another's. */
  readonly fork: (name: string) => Dice;
}

const mix = (seed: number, name: string): number => {
  let hash = seed ^ 0x9e3779b9;
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x85ebca6b);
  return hash >>> 0;
};

/** mulberry32: 32 bits of state, enough for choosing events. */
export const createDice = (seed: number): Dice => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("nothing to pick from");
      return item;
    },
    bytes: (size) => Uint8Array.from({ length: size }, () => below(256)),
    fork: (name) => createDice(mix(seed, name)),
  };
};
