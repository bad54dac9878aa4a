import type { Touched } from "./fold.ts";

/** Named things in order, each made when it is first asked for after it was touched. */
export interface Sorted<T> {
  readonly touch: (names: Touched) => void;
  readonly all: () => readonly T[];
}

/** More touched ones than one in so many are ordered faster all at once. */
const OTHERS_PER_TOUCHED = 8;

/** `order` has no two things level; `make` gives nothing for what is there no more. */
export const createSorted = <T>(order: (a: T, b: T) => number, names: () => ReadonlySet<string>, make: (name: string) => T | undefined): Sorted<T> => {
  const made = new Map<string, T>();
  let sorted: T[] = [];
  let touched: Set<string> | "all" = "all";

  /** First place whose thing does not come before `one`. */
  const placeOf = (one: T): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (order(sorted[middle] as T, one) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const makeAll = (of: Iterable<string>): void => {
    for (const name of of) {
      const one = make(name);
      if (one === undefined) made.delete(name);
      else made.set(name, one);
    }
    sorted = [...made.values()].sort(order);
  };

  const move = (name: string): void => {
    const before = made.get(name);
    if (before !== undefined) sorted.splice(placeOf(before), 1);
    const after = make(name);
    if (after === undefined) made.delete(name);
    else {
      sorted.splice(placeOf(after), 0, after);
      made.set(name, after);
    }
  };

  return {
    touch: (more) => {
      if (more === "all" || touched === "all") touched = "all";
      else for (const name of more) touched.add(name);
    },
    all: () => {
      if (touched === "all") {
        made.clear();
        makeAll(names());
      } else if (touched.size * OTHERS_PER_TOUCHED > sorted.length) makeAll(touched);
      else for (const name of touched) move(name);
      touched = new Set();
      return sorted;
    },
  };
};
