import type { Touched } from "./fold.ts";

/** Named things in order, each made when it is first asked for after it was touched. */
export interface Sorted<T> {
  readonly touch: (names: Touched) => void;
  /** The first so many, or all. */
  readonly first: (most: number | undefined) => readonly T[];
}

/** More touched ones than one in so many are ordered faster all at once. */
const OTHERS_PER_TOUCHED = 8;

export interface Order<T> {
  /** No two things are level. */
  readonly compare: (a: T, b: T) => number;
  /** Rough place: of two things that differ in it, the lesser comes first. */
  readonly weigh: (one: T) => number;
}

interface Weighed<T> {
  readonly one: T;
  readonly weight: number;
}

/** `make` gives nothing for what is there no more. */
export const createSorted = <T>({ compare, weigh }: Order<T>, names: () => Iterable<string>, make: (name: string) => T | undefined): Sorted<T> => {
  const made = new Map<string, Weighed<T>>();
  let sorted: Weighed<T>[] = [];
  let touched: Set<string> | "all" = "all";

  const order = (a: Weighed<T>, b: Weighed<T>): number => (a.weight === b.weight ? compare(a.one, b.one) : a.weight - b.weight);

  const makeOne = (name: string): Weighed<T> | undefined => {
    const one = make(name);
    if (one === undefined) {
      made.delete(name);
      return undefined;
    }
    const weighed = { one, weight: weigh(one) };
    made.set(name, weighed);
    return weighed;
  };

  /** First place whose thing does not come before `one`. */
  const placeOf = (one: Weighed<T>): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (order(sorted[middle] as Weighed<T>, one) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const makeAll = (of: Iterable<string>): void => {
    for (const name of of) makeOne(name);
    sorted = [...made.values()].sort(order);
  };

  const move = (name: string): void => {
    const before = made.get(name);
    if (before !== undefined) sorted.splice(placeOf(before), 1);
    const after = makeOne(name);
    if (after !== undefined) sorted.splice(placeOf(after), 0, after);
  };

  return {
    touch: (more) => {
      if (more === "all" || touched === "all") touched = "all";
      else for (const name of more) touched.add(name);
    },
    first: (most) => {
      if (touched === "all") {
        made.clear();
        makeAll(names());
      } else if (touched.size * OTHERS_PER_TOUCHED > sorted.length) makeAll(touched);
      else for (const name of touched) move(name);
      touched = new Set();
      return sorted.slice(0, most).map(({ one }) => one);
    },
  };
};
