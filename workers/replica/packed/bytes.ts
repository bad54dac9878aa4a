/** Whole numbers of 0 to 6 bytes, or doubles of 8, one after the other: `width` bytes each, the lowest first. */
export type Width = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 8;

/** What packing appends to. Parts are only put together at the end. */
export interface ByteWriter {
  readonly length: () => number;
  /** Answers where the part begins. */
  readonly append: (part: Uint8Array) => number;
  /** Forgets everything from a position on, which is where some part begins. */
  readonly cut: (length: number) => void;
  readonly done: () => Uint8Array;
}

export const createByteWriter = (): ByteWriter => {
  let parts: Uint8Array[] = [];
  let length = 0;
  return {
    length: () => length,
    append: (part) => {
      const at = length;
      parts.push(part);
      length += part.length;
      return at;
    },
    cut: (to) => {
      while (length > to) length -= parts.pop()?.length ?? 0;
    },
    done: () => {
      const bytes = new Uint8Array(length);
      let at = 0;
      for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
      }
      parts = [];
      length = 0;
      return bytes;
    },
  };
};

/** The fewest bytes that hold every whole number from 0 to `most`. */
export const widthOf = (most: number): Width => {
  for (const width of [0, 1, 2, 3, 4, 5, 6] as const) if (most < 2 ** (8 * width)) return width;
  return 8;
};

export const numbersToBytes = (numbers: ArrayLike<number>, width: Width): Uint8Array => {
  const bytes = new Uint8Array(numbers.length * width);
  if (width === 8) {
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < numbers.length; i += 1) view.setFloat64(8 * i, numbers[i] ?? 0, true);
    return bytes;
  }
  let at = 0;
  for (let i = 0; i < numbers.length; i += 1) {
    const number = numbers[i] ?? 0;
    const high = width > 4 ? Math.floor(number / 2 ** 32) : 0;
    for (let byte = 0; byte < width; byte += 1) {
      bytes[at] = byte < 4 ? number >>> (8 * byte) : high >>> (8 * (byte - 4));
      at += 1;
    }
  }
  return bytes;
};

/** Number `index` of those that begin at `at`. */
export const numberAt = (bytes: Uint8Array, at: number, width: Width, index: number): number => {
  const from = at + width * index;
  switch (width) {
    case 0:
      return 0;
    case 1:
      return bytes[from]!;
    case 2:
      return bytes[from]! | (bytes[from + 1]! << 8);
    case 8:
      return new DataView(bytes.buffer, bytes.byteOffset).getFloat64(from, true);
    case 3:
      return bytes[from]! | (bytes[from + 1]! << 8) | (bytes[from + 2]! << 16);
    default: {
      let high = 0;
      for (let byte = width - 1; byte > 3; byte -= 1) high = high * 256 + bytes[from + byte]!;
      return high * 2 ** 32 + ((bytes[from]! | (bytes[from + 1]! << 8) | (bytes[from + 2]! << 16) | (bytes[from + 3]! << 24)) >>> 0);
    }
  }
};

const bitsOf = (byte: number): number => {
  const pairs = byte - ((byte >> 1) & 0x55);
  const fours = (pairs & 0x33) + ((pairs >> 2) & 0x33);
  return (fours + (fours >> 4)) & 0x0f;
};
const BITS = Uint8Array.from({ length: 256 }, (_, byte) => bitsOf(byte));

export const isSet = (bytes: Uint8Array, at: number, index: number): boolean => ((bytes[at + (index >> 3)]! >> (index & 7)) & 1) === 1;

/** How many of the bits before `index` are set. */
export const rankOf = (bytes: Uint8Array, at: number, index: number): number => {
  const last = at + (index >> 3);
  let rank = 0;
  for (let i = at; i < last; i += 1) rank += BITS[bytes[i]!]!;
  return (index & 7) === 0 ? rank : rank + BITS[bytes[last]! & ((1 << (index & 7)) - 1)]!;
};

/** Bits of `count` places, those `on` set. */
export const bitsToBytes = (count: number, on: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array((count + 7) >> 3);
  for (const index of on) bytes[index >> 3]! |= 1 << (index & 7);
  return bytes;
};
