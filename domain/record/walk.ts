/** What stands before a list and before an object. */
export const LIST = 117;
export const OBJECT = 118;

/** As every platform has it. */
declare const TextDecoder: new (encoding: string, options: { readonly fatal: boolean; readonly ignoreBOM: boolean }) => { readonly decode: (bytes: Uint8Array) => string };

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Throws where the bytes are no UTF-8. */
export const textOf = (bytes: Uint8Array): string => utf8.decode(bytes);

/**
 * Moves over bytes of lib0's encoding; nothing that they say is built unless it is asked for. Throws where they end early or hold what is no
 * whole number.
 */
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

  /** Past a text or bytes with their length before them; returns where they begin. */
  const skipText = (): number => {
    const length = uint();
    const start = at;
    skip(length);
    return start;
  };

  return {
    byte,
    uint,
    skip,
    skipInt,
    skipText,
    /** A whole number that may be below zero. */
    int: (): number => {
      const first = byte();
      const amount = (first & 63) + (first > 127 ? uint() * 64 : 0);
      if (!Number.isSafeInteger(amount)) throw new RangeError("no whole number");
      return (first & 64) !== 0 ? -amount : amount;
    },
    /** A fraction of four bytes or eight. */
    fraction: (length: 4 | 8): number => {
      skip(length);
      const view = new DataView(bytes.buffer, bytes.byteOffset + at - length, length);
      return length === 4 ? view.getFloat32(0) : view.getFloat64(0);
    },
    text: (): string => {
      const start = skipText();
      return textOf(bytes.subarray(start, at));
    },
    /** Bytes with their length before them, which stay where they are. */
    bytes: (): Uint8Array => {
      const start = skipText();
      return new Uint8Array(bytes.buffer, bytes.byteOffset + start, at - start);
    },
    /** The byte that comes next, if one does. */
    next: (): number | undefined => bytes[at],
    ended: (): boolean => at === bytes.length,
    position: (): number => at,
    jump: (to: number): void => {
      at = to;
    },
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

/** The next value in lib0's `any` encoding. Goes as deep as the value does: of bytes that anybody may have written only after `walkAny`. */
export const readAny = (walk: Walk): unknown => {
  switch (walk.byte()) {
    case 127:
      return undefined;
    case 126:
      return null;
    case 125:
      return walk.int();
    case 124:
      return walk.fraction(4);
    case 123:
      return walk.fraction(8);
    case 121:
      return false;
    case 120:
      return true;
    case 119:
      return walk.text();
    case OBJECT: {
      const object: Record<string, unknown> = {};
      for (let left = walk.uint(); left > 0; left -= 1) {
        const name = walk.text();
        object[name] = readAny(walk);
      }
      return object;
    }
    case LIST: {
      const list: unknown[] = [];
      for (let left = walk.uint(); left > 0; left -= 1) list.push(readAny(walk));
      return list;
    }
    case 116:
      return walk.bytes();
    default:
      throw new RangeError("unknown value");
  }
};
