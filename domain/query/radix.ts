const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
const MASK = BUCKETS - 1;
const LARGEST = 0xffffffff;

/** One number per slot, or one per code of a slot; NaN sorts last in both directions. */
export interface SortKey {
  readonly numbers: Float64Array;
  /** By slot; null where the numbers are. */
  readonly codes: Int32Array | null;
  readonly down: boolean;
}

export const numberOf = ({ numbers, codes }: SortKey, slot: number): number => numbers[codes === null ? slot : codes[slot]!]!;

/** The numbers of some slots, into an array that is given. */
export const gatherNumbers = ({ numbers, codes }: SortKey, slots: Uint32Array, into: Float64Array): Float64Array => {
  if (codes === null) for (let i = 0; i < slots.length; i += 1) into[i] = numbers[slots[i]!]!;
  else for (let i = 0; i < slots.length; i += 1) into[i] = numbers[codes[slots[i]!]!]!;
  return into;
};

/** Numbers by slot, in 32 bits each: those of slots that are level are equal. */
interface Plane {
  readonly numbers: Uint32Array;
  /** Bits that differ. */
  readonly bits: number;
}

const bitsFor = (range: number): number => Math.max(1, Math.ceil(Math.log2(range + 1)));

/** Whole numbers that lie close enough together, counted from the least one; absent ones come last. Null when they do not. */
const countedFrom = (given: Float64Array, down: boolean): Plane | null => {
  const numbers = new Uint32Array(given.length);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < given.length; i += 1) {
    const number = given[i]!;
    if (number !== number) continue;
    if (number !== Math.trunc(number)) return null;
    if (number < low) low = number;
    if (number > high) high = number;
  }
  const range = high < low ? 0 : high - low;
  if (range >= LARGEST) return null;
  for (let i = 0; i < given.length; i += 1) {
    const number = given[i]!;
    numbers[i] = number !== number ? range + 1 : down ? high - number : number - low;
  }
  return { numbers, bits: bitsFor(range + 1) };
};

/** Doubles as two halves, the lower one first, whose unsigned order is the order of the numbers; absent ones come last. */
const halvesOf = (given: Float64Array, down: boolean): readonly Plane[] => {
  const doubles = given.map((number) => number + 0);
  const words = new Uint32Array(doubles.buffer);
  const low = new Uint32Array(given.length);
  const high = new Uint32Array(given.length);
  for (let i = 0; i < given.length; i += 1) {
    if (Number.isNaN(doubles[i])) {
      low[i] = LARGEST;
      high[i] = LARGEST;
      continue;
    }
    const upper = words[2 * i + 1]!;
    const lower = words[2 * i]!;
    const negative = upper >>> 31 === 1;
    const rising = negative ? ~upper : upper | 0x80000000;
    high[i] = down ? ~rising : rising;
    low[i] = negative === down ? lower : ~lower;
  }
  return [low, high].map((numbers) => ({ numbers, bits: 32 }));
};

/** One stable pass over 11 bits; false when all of them are alike and nothing needs to move. */
const pass = (numbers: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): boolean => {
  const counts = new Uint32Array(BUCKETS);
  for (let i = 0; i < from.length; i += 1) counts[(numbers[i]! >>> shift) & MASK]! += 1;
  const first = ((numbers[0] ?? 0) >>> shift) & MASK;
  if (counts[first] === from.length) return false;
  let start = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const count = counts[bucket]!;
    counts[bucket] = start;
    start += count;
  }
  for (let i = 0; i < from.length; i += 1) {
    const position = from[i]!;
    const bucket = (numbers[position]! >>> shift) & MASK;
    to[counts[bucket]!] = position;
    counts[bucket]! += 1;
  }
  return true;
};

/** Slots ordered by several keys, first the weightiest; those that are level keep their order. */
export const sortSlots = (slots: Uint32Array, keys: readonly SortKey[]): Uint32Array => {
  let from = new Uint32Array(slots.length);
  for (let i = 0; i < from.length; i += 1) from[i] = i;
  let to = new Uint32Array(slots.length);
  for (const key of [...keys].reverse()) {
    const given = gatherNumbers(key, slots, new Float64Array(slots.length));
    const counted = countedFrom(given, key.down);
    for (const { numbers, bits } of counted ? [counted] : halvesOf(given, key.down)) {
      for (let shift = 0; shift < bits; shift += DIGIT) {
        if (pass(numbers, shift, from, to)) [from, to] = [to, from];
      }
    }
  }
  for (let i = 0; i < from.length; i += 1) from[i] = slots[from[i]!]!;
  return from;
};
