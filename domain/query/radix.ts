const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
const MASK = BUCKETS - 1;

/** Doubles as two 32-bit halves whose unsigned order is the order of the numbers; NaN (absent) comes last. */
const halves = (keys: Float64Array, down: boolean): { low: Uint32Array; high: Uint32Array } => {
  const positive = new Float64Array(keys.length);
  for (let i = 0; i < keys.length; i += 1) positive[i] = (keys[i] ?? 0) + 0;
  const bits = new Uint32Array(positive.buffer);
  const low = new Uint32Array(keys.length);
  const high = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i += 1) {
    if (Number.isNaN(keys[i])) {
      low[i] = 0xffffffff;
      high[i] = 0xffffffff;
      continue;
    }
    const upper = bits[2 * i + 1] ?? 0;
    const lower = bits[2 * i] ?? 0;
    const flip = (upper >>> 31 === 1) !== down;
    const sign = upper >>> 31 === 1 ? 0 : 0x80000000;
    high[i] = flip ? ~upper : down ? upper & 0x7fffffff : upper | sign;
    low[i] = flip ? ~lower : lower;
  }
  return { low, high };
};

/** One stable pass over 11 bits; false when all of them are alike and nothing needs to move. */
const pass = (half: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): boolean => {
  const counts = new Uint32Array(BUCKETS);
  for (let i = 0; i < from.length; i += 1) counts[(half[from[i]!]! >>> shift) & MASK]! += 1;
  const first = ((half[from[0] ?? 0] ?? 0) >>> shift) & MASK;
  if (counts[first] === from.length) return false;
  let start = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const count = counts[bucket] ?? 0;
    counts[bucket] = start;
    start += count;
  }
  for (let i = 0; i < from.length; i += 1) {
    const index = from[i]!;
    const bucket = (half[index]! >>> shift) & MASK;
    to[counts[bucket]!] = index;
    counts[bucket]! += 1;
  }
  return true;
};

export interface SortKey {
  /** One number per item; NaN sorts last in both directions. */
  readonly keys: Float64Array;
  readonly down: boolean;
}

/** The positions 0…count−1 ordered by several keys, first the weightiest; equal positions keep their order. */
export const sortPositions = (count: number, keys: readonly SortKey[]): Uint32Array => {
  let from = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) from[i] = i;
  let to = new Uint32Array(count);
  for (const { keys: numbers, down } of [...keys].reverse()) {
    const { low, high } = halves(numbers, down);
    for (const half of [low, high]) {
      for (let shift = 0; shift < 32; shift += DIGIT) {
        if (pass(half, shift, from, to)) [from, to] = [to, from];
      }
    }
  }
  return from;
};
