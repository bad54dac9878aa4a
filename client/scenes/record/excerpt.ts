import type { FieldValue } from "#domain/schema/field.ts";

export interface Excerpt {
  readonly from: FieldValue;
  readonly to: FieldValue;
}

/** Texts up to this length are told whole, in characters. */
const WHOLE = 80;
/** Kept on either side of what changed, so that one sees where it stands. */
const AROUND = 16;
const LONGEST = 160;
const GAP = "…";

const sharedStart = (one: readonly string[], other: readonly string[]): number => {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
  return count;
};

const sharedEnd = (one: readonly string[], other: readonly string[], most: number): number => {
  let count = 0;
  while (count < most && one[one.length - 1 - count] === other[other.length - 1 - count]) count += 1;
  return count;
};

const cut = (letters: readonly string[], start: number, end: number): string => {
  const first = Math.max(0, start - AROUND);
  const last = Math.min(letters.length, end + AROUND, first + LONGEST);
  return `${first > 0 ? GAP : ""}${letters.slice(first, last).join("")}${last < letters.length ? GAP : ""}`;
};

/** What differs between two values: of long texts the part that changed with a little around it, anything else as it is. */
export const excerptOf = (from: FieldValue, to: FieldValue): Excerpt => {
  const texts = [from, to].map((value) => (typeof value === "string" ? value : ""));
  if (texts.every((text) => text.length <= WHOLE)) return { from, to };
  const [before, after] = texts.map((text) => [...text]) as [string[], string[]];
  const start = sharedStart(before, after);
  const end = sharedEnd(before, after, Math.min(before.length, after.length) - start);
  const told = (value: FieldValue, letters: readonly string[]): FieldValue => (typeof value === "string" ? cut(letters, start, letters.length - end) : value);
  return { from: told(from, before), to: told(to, after) };
};
