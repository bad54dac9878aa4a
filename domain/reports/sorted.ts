import type { Touched } from "./fold.ts";

/** Named things in order, each made when it is first looked at after it was touched. */
export interface Sorted<T> {
  readonly touch: (names: Touched) => void;
  /** The first so many, or all. */
  readonly first: (most: number | undefined) => readonly T[];
}

export interface Sorting<T> {
  readonly names: () => Iterable<string>;
  readonly has: (name: string) => boolean;
  readonly make: (name: string) => T;
  /** Rough place: of two things that differ in it, the lesser comes first. */
  readonly weigh: (name: string) => number;
  /** No two things are level. */
  readonly compare: (a: T, b: T) => number;
}

interface Place {
  readonly name: string;
  readonly weight: number;
}

/** More touched ones than one in so many are ordered faster all at once. */
const OTHERS_PER_TOUCHED = 8;

export const createSorted = <T>({ names, has, make, weigh, compare }: Sorting<T>): Sorted<T> => {
  const made = new Map<string, T>();
  const places = new Map<string, Place>();
  let sorted: Place[] = [];
  let touched: Set<string> | "all" = "all";

  const thing = (name: string): T => {
    let one = made.get(name);
    if (one === undefined) made.set(name, (one = make(name)));
    return one;
  };

  const order = (a: Place, b: Place): number => (a.weight === b.weight ? compare(thing(a.name), thing(b.name)) : a.weight - b.weight);

  /** First position whose place is not before. */
  const search = (before: (place: Place) => boolean): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before(sorted[middle] as Place)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const place = (name: string): Place | null => {
    if (!has(name)) return null;
    const found = { name, weight: weigh(name) };
    places.set(name, found);
    return found;
  };

  const forget = (name: string): void => {
    made.delete(name);
    places.delete(name);
  };

  const placeAll = (of: Iterable<string>): void => {
    for (const name of of) {
      forget(name);
      place(name);
    }
    sorted = [...places.values()].sort(order);
  };

  const takeOut = (old: Place): void => {
    // What it was can no longer be compared: only its weight is known, and among those of that weight itself.
    sorted.splice(sorted.indexOf(old, search(({ weight }) => weight < old.weight)), 1);
  };

  const move = (names: ReadonlySet<string>): void => {
    for (const name of names) {
      const old = places.get(name);
      if (old) takeOut(old);
      forget(name);
    }
    for (const name of names) {
      const next = place(name);
      if (next) sorted.splice(search((other) => order(other, next) < 0), 0, next);
    }
  };

  return {
    touch: (more) => {
      if (more === "all" || touched === "all") touched = "all";
      else for (const name of more) touched.add(name);
    },
    first: (most) => {
      if (touched === "all") {
        made.clear();
        places.clear();
        placeAll(names());
      } else if (touched.size * OTHERS_PER_TOUCHED > sorted.length) placeAll(touched);
      else move(touched);
      touched = new Set();
      return sorted.slice(0, most).map(({ name }) => thing(name));
    },
  };
};
