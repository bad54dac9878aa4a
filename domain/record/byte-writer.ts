/** Bytes that grow, in lib0's encoding: what it writes for a whole number, a text or a value is written here without its detours. */
export interface ByteWriter {
  readonly uint: (value: number) => void;
  /** A whole number that may be below zero. */
  readonly int: (value: number) => void;
  readonly text: (text: string) => void;
  /** Plain objects, lists, texts, numbers, truth values, null, undefined and bytes. */
  readonly value: (value: unknown) => void;
  readonly byte: (byte: number) => void;
  /** The bytes of `from` in `[start, end)`. */
  readonly copy: (from: Uint8Array, start: number, end: number) => void;
  readonly length: () => number;
  /** Everything written so far, as bytes of their own; the writer is empty after it. */
  readonly take: () => Uint8Array<ArrayBuffer>;
}

const BYTES = 116;
const LIST = 117;
const OBJECT = 118;
const TEXT = 119;
const TRUE = 120;
const FALSE = 121;
const DOUBLE = 123;
const FLOAT = 124;
const INTEGER = 125;
const NULL = 126;
const UNDEFINED = 127;
/** Larger whole numbers are written as fractions are. */
const MOST_INTEGER = 0x7fffffff;
/** How many times its first size a writer may be after it has been emptied. */
const MOST_KEPT = 16;
/** A UTF-16 unit takes at most so many bytes, and a length in front of the text at most five. */
const MOST = 3;
/** What stands for half of a pair without its other half, as everywhere that text becomes UTF-8. */
const REPLACED = 0xfffd;

const codeAt = (text: string, at: number): number => {
  const code = text.codePointAt(at) ?? REPLACED;
  return code >= 0xd800 && code <= 0xdfff ? REPLACED : code;
};

export const createByteWriter = (size = 4_096): ByteWriter => {
  let bytes = new Uint8Array(size);
  let at = 0;

  const room = (more: number): void => {
    if (at + more <= bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes.length * 2, at + more));
    larger.set(bytes);
    bytes = larger;
  };

  const uint = (value: number): void => {
    room(8);
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes[at++] = 128 | (rest & 127);
    bytes[at++] = rest;
  };

  /** Writes the UTF-8 of `text` at `from` without its length; answers where it ends. */
  const utf8 = (text: string, from: number): number => {
    let to = from;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit < 0x80) bytes[to++] = unit;
      else if (unit < 0x800) {
        bytes[to++] = 0xc0 | (unit >> 6);
        bytes[to++] = 0x80 | (unit & 63);
      } else {
        const code = unit < 0xd800 || unit > 0xdfff ? unit : codeAt(text, index);
        if (code > 0xffff) {
          index += 1;
          bytes[to++] = 0xf0 | (code >> 18);
          bytes[to++] = 0x80 | ((code >> 12) & 63);
        } else bytes[to++] = 0xe0 | (code >> 12);
        bytes[to++] = 0x80 | ((code >> 6) & 63);
        bytes[to++] = 0x80 | (code & 63);
      }
    }
    return to;
  };

  const text = (value: string): void => {
    room(value.length * MOST + 8);
    // Most texts are short: their length takes one byte, which is filled in once the text stands.
    const end = utf8(value, at + 1);
    const length = end - at - 1;
    if (length < 128) {
      bytes[at] = length;
      at = end;
      return;
    }
    uint(length);
    at = utf8(value, at);
  };

  const copy = (from: Uint8Array, start: number, end: number): void => {
    room(end - start);
    if (end - start > 32) bytes.set(from.subarray(start, end), at);
    else for (let index = start; index < end; index += 1) bytes[at + index - start] = from[index] ?? 0;
    at += end - start;
  };

  const byte = (one: number): void => {
    room(1);
    bytes[at++] = one;
  };

  const int = (given: number): void => {
    const amount = Math.abs(given);
    const isNegative = given < 0 || Object.is(given, -0);
    byte((amount > 63 ? 128 : 0) | (isNegative ? 64 : 0) | (amount & 63));
    if (amount > 63) uint(Math.floor(amount / 64));
  };

  const number = (given: number): void => {
    if (Number.isInteger(given) && Math.abs(given) <= MOST_INTEGER) {
      byte(INTEGER);
      int(given);
      return;
    }
    const isShort = Math.fround(given) === given;
    byte(isShort ? FLOAT : DOUBLE);
    room(8);
    const view = new DataView(bytes.buffer);
    if (isShort) view.setFloat32(at, given);
    else view.setFloat64(at, given);
    at += isShort ? 4 : 8;
  };

  const object = (given: object): void => {
    if (given instanceof Uint8Array) {
      byte(BYTES);
      uint(given.length);
      copy(given, 0, given.length);
    } else if (Array.isArray(given)) {
      byte(LIST);
      uint(given.length);
      for (const one of given) value(one);
    } else {
      const names = Object.keys(given);
      byte(OBJECT);
      uint(names.length);
      for (const name of names) {
        text(name);
        value((given as Readonly<Record<string, unknown>>)[name]);
      }
    }
  };

  const value = (given: unknown): void => {
    if (typeof given === "string") {
      byte(TEXT);
      text(given);
    } else if (typeof given === "number") number(given);
    else if (given === null) byte(NULL);
    else if (typeof given === "object") object(given);
    else byte(given === true ? TRUE : given === false ? FALSE : UNDEFINED);
  };

  return {
    uint,
    int,
    text,
    value,
    byte,
    copy,
    length: () => at,
    take: () => {
      const taken = bytes.slice(0, at);
      at = 0;
      // What one large message needed is not kept for good.
      if (bytes.length > size * MOST_KEPT) bytes = new Uint8Array(size);
      return taken;
    },
  };
};
