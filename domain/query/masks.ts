/** 1 for each slot that passes. Slots without a record may have either. */
export type Mask = Uint8Array;

/**
 * Whole numbers between two, both included; with `outside` all that are in none of the ranges, and places without a number (NaN). Written as
 * numbers so that one compiled loop does for all conditions: one that calls a condition's own test is thrown away with it.
 */
export interface Ranges {
  readonly within: readonly (readonly [from: number, to: number])[];
  readonly outside: boolean;
}

const markRange = (mask: Mask, numbers: ArrayLike<number>, from: number, to: number): void => {
  for (let at = 0; at < mask.length; at += 1) if (numbers[at]! >= from && numbers[at]! <= to) mask[at] = 1;
};

export const flip = (mask: Mask): void => {
  for (let at = 0; at < mask.length; at += 1) mask[at]! ^= 1;
};

/** Which of the first numbers pass. */
export const maskOfRanges = (numbers: ArrayLike<number>, size: number, { within, outside }: Ranges): Mask => {
  const mask = new Uint8Array(size);
  for (const [from, to] of within) markRange(mask, numbers, from, to);
  if (outside) flip(mask);
  return mask;
};

/** Slots whose code is met. */
export const maskOfCodes = (codes: Int32Array, size: number, met: ArrayLike<number>): Mask => {
  const mask = new Uint8Array(size);
  for (let slot = 0; slot < size; slot += 1) mask[slot] = met[codes[slot]!]!;
  return mask;
};

/** Leaves in `mask` what is in both. */
export const keepBoth = (mask: Mask, other: Mask): void => {
  for (let slot = 0; slot < mask.length; slot += 1) mask[slot]! &= other[slot]!;
};

/** Adds to `mask` what is in the other. */
export const addTo = (mask: Mask, other: Mask): void => {
  for (let slot = 0; slot < mask.length; slot += 1) mask[slot]! |= other[slot]!;
};
