/** A fixed number of bits for each of many slots, kept bit by bit, so that a question about one bit of all slots reads them alone. */
export interface BitPlanes {
  /** Adds to the bits of a slot those of `bits`, 32 to a number. */
  readonly add: (slot: number, bits: Uint32Array) => void;
  /** All bits of a slot to zero. */
  readonly clear: (slot: number) => void;
  /** The slots that have all of these bits and are in `within`, one bit each. The array may end before the last slot. */
  readonly having: (bits: readonly number[], within?: Uint32Array) => Uint32Array;
  readonly has: (slot: number, bit: number) => boolean;
  readonly bytes: () => number;
}

export const createBitPlanes = (count: number): BitPlanes => {
  let words = 1;
  let planes = Array.from({ length: count }, () => new Uint32Array(words));

  const grow = (least: number): void => {
    words = Math.max(least, Math.ceil(words * 1.5));
    planes = planes.map((plane) => {
      const larger = new Uint32Array(words);
      larger.set(plane);
      return larger;
    });
  };

  return {
    add: (slot, bits) => {
      const word = slot >>> 5;
      if (word >= words) grow(word + 1);
      for (let at = 0; at < bits.length; at += 1) {
        for (let left = bits[at]!; left !== 0; left &= left - 1) planes[at * 32 + 31 - Math.clz32(left & -left)]![word]! |= 1 << (slot & 31);
      }
    },
    clear: (slot) => {
      const word = slot >>> 5;
      const mask = ~(1 << (slot & 31));
      if (word < words) for (const plane of planes) plane[word]! &= mask;
    },
    having: (bits, within) => {
      const [first = 0, ...others] = bits;
      const found = planes[first]!.slice();
      for (const bit of others) {
        const plane = planes[bit]!;
        for (let word = 0; word < words; word += 1) found[word]! &= plane[word]!;
      }
      if (within) for (let word = 0; word < words; word += 1) found[word]! &= within[word] ?? 0;
      return found;
    },
    has: (slot, bit) => ((planes[bit]![slot >>> 5] ?? 0) & (1 << (slot & 31))) !== 0,
    bytes: () => count * words * 4,
  };
};

/** How many slots a set of them has. */
export const countBits = (set: Uint32Array): number => {
  let count = 0;
  for (let at = 0; at < set.length; at += 1) {
    let bits = set[at]!;
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    count += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
};
