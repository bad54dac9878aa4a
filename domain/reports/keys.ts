import type { GroupKey } from "./report.ts";

/** Keys of groups by number, in the order they were met. The folds of one report share them, so that equal keys have equal numbers. */
export interface Keys {
  /** Groups are numbered below this. */
  readonly size: () => number;
  /** The number of one axis's part of a key. */
  readonly part: (axis: number, key: GroupKey) => number;
  readonly parts: (axis: number) => readonly GroupKey[];
  /** The number of the group whose key has these parts. */
  readonly group: (parts: ArrayLike<number>) => number;
  readonly groupOf: (key: readonly GroupKey[]) => number;
  readonly partOf: (group: number, axis: number) => number;
  readonly key: (group: number) => readonly GroupKey[];
}

/** More parts than any axis has; two numbers below it fit one safe integer. */
const MOST_PARTS = 2 ** 26;

export const createKeys = (axes: number): Keys => {
  const numbers = Array.from({ length: axes }, () => new Map<GroupKey, number>());
  const parts = Array.from({ length: axes }, (): GroupKey[] => []);
  /** Of the first two parts the number, of that with the third, and so on; the last ones are the groups. */
  const chains = Array.from({ length: Math.max(0, axes - 1) }, () => new Map<number, number>());
  const partsOf = Array.from({ length: axes }, (): number[] => []);

  const part = (axis: number, key: GroupKey): number => {
    const known = numbers[axis]!.get(key);
    if (known !== undefined) return known;
    const number = parts[axis]!.push(key) - 1;
    numbers[axis]!.set(key, number);
    return number;
  };

  const group = (of: ArrayLike<number>): number => {
    let number = of[0] ?? 0;
    for (let at = 0; at < chains.length; at += 1) {
      const chain = chains[at]!;
      const link = number * MOST_PARTS + of[at + 1]!;
      const known = chain.get(link);
      number = known ?? chain.size;
      if (known !== undefined) continue;
      chain.set(link, number);
      if (at === chains.length - 1) for (let axis = 0; axis < axes; axis += 1) partsOf[axis]!.push(of[axis]!);
    }
    return number;
  };

  const partOf = (number: number, axis: number): number => (axes === 1 ? number : partsOf[axis]![number]!);

  const size = (): number => {
    if (axes === 0) return 1;
    return axes === 1 ? parts[0]!.length : chains[axes - 2]!.size;
  };

  return {
    size,
    part,
    parts: (axis) => parts[axis]!,
    group,
    groupOf: (key) => group(key.map((each, axis) => part(axis, each))),
    partOf,
    key: (number) => parts.map((names, axis) => names[partOf(number, axis)] ?? null),
  };
};
