import type { Touched } from "./fold.ts";

/** Numbered things in order, each made when it is first looked at after it was touched. */
export interface Sorted<T> {
  readonly touch: (numbers: Touched) => void;
  /** The first so many, or all. */
  readonly first: (most: number | undefined) => readonly T[];
}

export interface Sorting<T> {
  /** Things are numbered below this. */
  readonly size: () => number;
  readonly has: (number: number) => boolean;
  readonly make: (number: number) => T;
  /** Rough place: of two things that differ in it, the lesser comes first. */
  readonly weigh: (number: number) => number;
  /** Of two that weigh the same; no two are level. */
  readonly compare: (a: number, b: number, thing: (number: number) => T) => number;
}

/** More touched ones than one in so many are ordered faster all at once. */
const OTHERS_PER_TOUCHED = 8;
/** So few are picked out of all others faster than all are ordered. */
const FEW = 100;

export const createSorted = <T extends object>({ size, has, make, weigh, compare }: Sorting<T>): Sorted<T> => {
  let made: (T | undefined)[] = [];
  let weights: number[] = [];
  /** All in order; null as long as nobody asked for all. */
  let sorted: number[] | null = null;
  let touched: Set<number> | "all" = "all";

  const thing = (number: number): T => (made[number] ??= make(number));

  const order = (a: number, b: number): number => weights[a]! - weights[b]! || compare(a, b, thing);

  /** First position in `among` that is not before. */
  const search = (among: readonly number[], before: (number: number) => boolean): number => {
    let low = 0;
    let high = among.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before(among[middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const weighAll = (): void => {
    made = [];
    sorted = null;
    weights = [];
    for (let number = 0; number < size(); number += 1) weights.push(has(number) ? weigh(number) : Number.NaN);
  };

  const takeOut = (from: number[], number: number): void => {
    // What it was can no longer be compared: only its weight is known, and among those of that weight itself.
    const weight = weights[number]!;
    const at = from.indexOf(number, search(from, (other) => weights[other]! < weight));
    if (at >= 0) from.splice(at, 1);
  };

  const move = (numbers: ReadonlySet<number>): void => {
    const few = numbers.size * OTHERS_PER_TOUCHED <= (sorted?.length ?? 0);
    if (!few) sorted = null;
    for (const number of numbers) {
      if (sorted) takeOut(sorted, number);
      made[number] = undefined;
    }
    while (weights.length < size()) weights.push(Number.NaN);
    for (const number of numbers) weights[number] = has(number) ? weigh(number) : Number.NaN;
    for (const number of numbers) {
      if (sorted && !Number.isNaN(weights[number])) sorted.splice(search(sorted, (other) => order(other, number) < 0), 0, number);
    }
  };

  const pick = (most: number): readonly number[] => {
    const picked: number[] = [];
    let worst = Number.POSITIVE_INFINITY;
    for (let number = 0; number < weights.length; number += 1) {
      const weight = weights[number]!;
      if (Number.isNaN(weight) || (picked.length === most && weight > worst)) continue;
      picked.splice(search(picked, (other) => order(other, number) < 0), 0, number);
      if (picked.length > most) picked.pop();
      worst = weights[picked.at(-1) ?? number]!;
    }
    return picked;
  };

  const sortAll = (): readonly number[] => (sorted ??= [...weights.keys()].filter((number) => !Number.isNaN(weights[number])).sort(order));

  return {
    touch: (more) => {
      if (more === "all" || touched === "all") touched = "all";
      else for (const number of more) touched.add(number);
    },
    first: (most) => {
      if (touched === "all") weighAll();
      else if (touched.size > 0) move(touched);
      touched = new Set();
      const numbers = most !== undefined && most <= FEW && !sorted ? pick(most) : sortAll().slice(0, most);
      return numbers.map(thing);
    },
  };
};
