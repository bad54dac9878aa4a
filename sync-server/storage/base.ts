import type { Counters } from "./storage.ts";

export const ANOTHER_CAME_FIRST = "another commit came first";

/** Throws unless a commit that was built on `base` may follow what is there. */
export const checkBase = (present: Counters, base: Counters): void => {
  const names = Object.keys(base.series);
  const same =
    present.head === base.head &&
    present.history === base.history &&
    names.length === Object.keys(present.series).length &&
    names.every((name) => present.series[name] === base.series[name]);
  if (!same) throw new Error(ANOTHER_CAME_FIRST);
};
