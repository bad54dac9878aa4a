import type { Key } from "#domain/id.ts";
import { isKey } from "#domain/id.ts";

const DIGITS = 36n;
const LENGTH = 16;
const NOISE = DIGITS ** 7n;
const LIMIT = DIGITS ** BigInt(LENGTH);

const numberOf = (key: string): bigint => {
  let value = 0n;
  for (const digit of key) value = value * DIGITS + BigInt(Number.parseInt(digit, 36));
  return value;
};

/**
 * A key that sorts between two others, for moving a line; null is the open end. Answers null when there is no room, which
 * needs two keys that differ by one in 36¹⁶.
 */
export const keyBetween = (before: string | null, after: string | null): Key | null => {
  const low = before === null ? null : numberOf(before);
  const high = after === null ? null : numberOf(after);
  const from = low ?? (high === null ? 0n : high - 2n * NOISE);
  const to = high ?? from + 2n * NOISE;
  const middle = (from + to) / 2n;
  if (middle <= from || middle >= to || middle < 0n || middle >= LIMIT) return null;
  const key = middle.toString(36).padStart(LENGTH, "0");
  return isKey(key) ? key : null;
};

/** The keys a line stands between once it has moved `by` places; null when it cannot move there. */
export const placeAfterMove = (keys: readonly string[], key: string, by: 1 | -1): { readonly before: string | null; readonly after: string | null } | null => {
  const at = keys.indexOf(key);
  const target = at + by;
  if (at < 0 || target < 0 || target >= keys.length) return null;
  const [before, after] = by === 1 ? [target, target + 1] : [target - 1, target];
  return { before: keys[before] ?? null, after: keys[after] ?? null };
};
