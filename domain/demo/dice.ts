/** Seeded randomness with the shapes that business data has. Two dice of one seed give the same rolls. */
export interface Dice {
  /** 0 inclusive to 1 exclusive. */
  readonly unit: () => number;
  /** Whole number, both ends included. */
  readonly int: (min: number, max: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** One key, as often as its weight says. */
  readonly weighted: <K extends string>(weights: Readonly<Record<K, number>>) => K;
  readonly weightedOf: <T>(list: readonly T[], weight: (item: T) => number) => T;
  readonly normal: () => number;
  /** Log-normal around `median`; `spread` is the standard deviation of the logarithm. */
  readonly logNormal: (median: number, spread: number) => number;
  readonly sample: <T>(list: readonly T[], count: number) => T[];
  readonly bytes: (size: number) => Uint8Array;
  /** Draws from `list` so that nothing comes twice before everything came once. */
  readonly deck: <T>(list: readonly T[]) => () => T;
  /** Dice of their own for one purpose, so that more rolls elsewhere leave its rolls alone. */
  readonly fork: (name: string) => Dice;
}

const hash = (text: string, seed: number): number => {
  let value = (seed ^ 0x811c9dc5) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
};

const must = <T>(item: T | undefined): T => {
  if (item === undefined) throw new Error("cannot draw from an empty list");
  return item;
};

/** Mulberry32: small, fast and even enough for sample data. */
const createUnit = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const createDice = (seed: number): Dice => {
  const unit = createUnit(seed);
  const int = (min: number, max: number) => min + Math.floor(unit() * (max - min + 1));
  const pick = <T>(list: readonly T[]): T => must(list[Math.floor(unit() * list.length)]);
  const normal = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  const weightedOf = <T>(list: readonly T[], weight: (item: T) => number): T => {
    let rest = unit() * list.reduce((total, item) => total + weight(item), 0);
    for (const item of list) {
      rest -= weight(item);
      if (rest < 0) return item;
    }
    return must(list.at(-1));
  };
  const sample = <T>(list: readonly T[], count: number): T[] => {
    const rest = [...list];
    const drawn: T[] = [];
    while (drawn.length < count && rest.length > 0) drawn.push(...rest.splice(Math.floor(unit() * rest.length), 1));
    return drawn;
  };
  return {
    unit,
    int,
    pick,
    normal,
    weightedOf,
    sample,
    chance: (probability) => unit() < probability,
    weighted: <K extends string>(weights: Readonly<Record<K, number>>) => weightedOf(Object.keys(weights) as K[], (key) => weights[key]),
    logNormal: (median, spread) => median * Math.exp(spread * normal()),
    bytes: (size) => Uint8Array.from({ length: size }, () => Math.floor(unit() * 256)),
    deck: (list) => {
      let rest: (typeof list)[number][] = [];
      return () => {
        if (rest.length === 0) rest = sample(list, list.length);
        return must(rest.pop());
      };
    },
    fork: (name) => createDice(hash(name, seed)),
  };
};
