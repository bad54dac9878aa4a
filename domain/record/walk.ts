/** Moves over bytes of lib0's encoding without building what they say. Throws where they end early or hold what is no whole number. */
export const createWalk = (bytes: Uint8Array) => {
  let at = 0;

  const skip = (length: number): void => {
    if (at + length > bytes.length) throw new RangeError("ends early");
    at += length;
  };

  const byte = (): number => {
    const one = bytes[at];
    if (one === undefined) throw new RangeError("ends early");
    at += 1;
    return one;
  };

  const uint = (): number => {
    let one = byte();
    let number = one & 127;
    for (let factor = 128; one > 127; factor *= 128) {
      one = byte();
      number += (one & 127) * factor;
      if (!Number.isSafeInteger(number)) throw new RangeError("no whole number");
    }
    return number;
  };

  const skipInt = (): void => {
    for (let one = byte(); one > 127; ) one = byte();
  };

  return {
    byte,
    uint,
    skip,
    skipInt,
    /** Past a text or bytes with their length before them; returns where they begin. */
    skipText: (): number => {
      const length = uint();
      const start = at;
      skip(length);
      return start;
    },
    position: (): number => at,
  };
};

export type Walk = ReturnType<typeof createWalk>;

export interface Room {
  /** Values that there still may be; below zero there were too many. */
  values: number;
}

/**
 * Depth of the next value in lib0's `any` encoding; moves past it, as long as there is room and it is no deeper than `deepest`. Every element takes
 * at least one byte, so a claimed length beyond the bytes left ends at once.
 */
export const walkAny = (walk: Walk, depth: number, deepest: number, room: Room): number => {
  room.values -= 1;
  if (depth > deepest || room.values < 0) return depth;
  const kind = 127 - walk.byte();
  switch (kind) {
    case 0: // undefined
    case 1: // null
    case 6: // false
    case 7: // true
      return depth;
    case 2:
      walk.skipInt();
      return depth;
    case 3:
      walk.skip(4);
      return depth;
    case 4:
    case 5:
      walk.skip(8);
      return depth;
    case 8:
    case 11:
      walk.skipText();
      return depth;
    case 9:
    case 10: {
      let most = depth;
      for (let left = walk.uint(); left > 0 && room.values >= 0; left -= 1) {
        if (kind === 9) walk.skipText();
        most = Math.max(most, walkAny(walk, depth + 1, deepest, room));
        if (most > deepest) return most;
      }
      return most;
    }
    default:
      throw new RangeError("unknown value");
  }
};
