import { createWalk, readAny } from "#domain/record/walk.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/** Reads what `ByteWriter` wrote. Reads as far as asked: where the bytes end early, what comes is nothing that was written. */
export interface ByteReader {
  readonly uint: () => number;
  readonly text: () => string;
  readonly value: () => FieldValue;
  readonly at: () => number;
  readonly jump: (to: number) => void;
}

const TEXT = 119;
const NULL = 126;
/** UTF-16 units that are made a text at a time. */
const AT_ONCE = 1_024;

const units: number[] = [];

/** The text whose UTF-8 is `bytes` in `[start, end)`. Most are short: a call of the platform would cost more than the loop. */
const textOf = (bytes: Uint8Array, start: number, end: number): string => {
  let made = "";
  units.length = 0;
  for (let at = start; at < end; ) {
    const one = bytes[at++] ?? 0;
    if (one < 0x80) units.push(one);
    else if (one < 0xe0) units.push(((one & 31) << 6) | ((bytes[at++] ?? 0) & 63));
    else {
      const two = ((one & 15) << 12) | (((bytes[at++] ?? 0) & 63) << 6) | ((bytes[at++] ?? 0) & 63);
      if (one < 0xf0) units.push(two);
      else {
        const code = (((one & 7) << 18) | ((two & 4_095) << 6) | ((bytes[at++] ?? 0) & 63)) - 0x1_0000;
        units.push(0xd800 | (code >> 10), 0xdc00 | (code & 1_023));
      }
    }
    if (units.length < AT_ONCE) continue;
    made += String.fromCharCode.apply(null, units);
    units.length = 0;
  }
  return made + String.fromCharCode.apply(null, units);
};

export const createByteReader = (bytes: Uint8Array): ByteReader => {
  const walk = createWalk(bytes);
  let at = 0;

  const uint = (): number => {
    let one = bytes[at++] ?? 0;
    let number = one & 127;
    for (let factor = 128; one > 127; factor *= 128) {
      one = bytes[at++] ?? 0;
      number += (one & 127) * factor;
    }
    return number;
  };

  const text = (): string => {
    const length = uint();
    at += length;
    return textOf(bytes, at - length, at);
  };

  return {
    uint,
    text,
    value: () => {
      const kind = bytes[at];
      if (kind === TEXT) {
        at += 1;
        return text();
      }
      if (kind === NULL) {
        at += 1;
        return null;
      }
      walk.jump(at);
      const value = readAny(walk) as FieldValue;
      at = walk.position();
      return value;
    },
    at: () => at,
    jump: (to) => {
      at = to;
    },
  };
};
