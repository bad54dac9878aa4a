import { textOf } from "#domain/record/walk.ts";

/** Texts that are kept to be given again, as the same object each time: names of fields, ids of people, options. */
const KEPT = 8_192;
const LONGEST_KEPT = 48;
/** Above this a decoder that is called once is faster than reading byte by byte. */
const LONGEST_READ = 300;

/** Whether the bytes are this text, which is ASCII. */
export const isText = (text: string, bytes: Uint8Array, from: number, length: number): boolean => {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at += 1) if (text.charCodeAt(at) !== bytes[from + at]) return false;
  return true;
};

/** Reads short UTF-8 texts, of which most come again and again. Throws where the bytes are no UTF-8. */
export const createTexts = (): ((bytes: Uint8Array, from: number, length: number) => string) => {
  const kept: string[] = Array.from({ length: KEPT }, () => "");
  /** One list for each number of code units: a call takes a list as it is. */
  const lists: number[][] = Array.from({ length: LONGEST_READ + 1 }, (_, length) => Array.from({ length }, () => 0));
  const units = new Uint16Array(LONGEST_READ);

  const ofUnits = (count: number): string => {
    const list = lists[count] as number[];
    for (let at = 0; at < count; at += 1) list[at] = units[at] as number;
    return String.fromCharCode.apply(null, list);
  };

  /** Null for what has four bytes to a character, or is no UTF-8. */
  const read = (bytes: Uint8Array, from: number, length: number): string | null => {
    let count = 0;
    for (let at = from, end = from + length; at < end; count += 1) {
      const first = bytes[at] as number;
      if (first < 0x80) {
        units[count] = first;
        at += 1;
        continue;
      }
      const second = bytes[at + 1] as number;
      if (first >= 0xc2 && first < 0xe0 && at + 1 < end && (second & 0xc0) === 0x80) {
        units[count] = ((first & 0x1f) << 6) | (second & 0x3f);
        at += 2;
        continue;
      }
      const third = bytes[at + 2] as number;
      if (first < 0xe0 || first >= 0xf0 || at + 2 >= end || (second & 0xc0) !== 0x80 || (third & 0xc0) !== 0x80) return null;
      const unit = ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
      if (unit < 0x800 || (unit >= 0xd800 && unit < 0xe000)) return null;
      units[count] = unit;
      at += 3;
    }
    return ofUnits(count);
  };

  return (bytes, from, length) => {
    const slow = (): string => textOf(bytes.subarray(from, from + length));
    if (length > LONGEST_READ) return slow();
    if (length > LONGEST_KEPT) return read(bytes, from, length) ?? slow();
    let hash = length;
    for (let at = from; at < from + length; at += 1) {
      const byte = bytes[at] as number;
      if (byte > 127) return read(bytes, from, length) ?? slow();
      units[at - from] = byte;
      hash = (hash * 31 + byte) | 0;
    }
    const slot = (hash ^ (hash >>> 13)) & (KEPT - 1);
    const known = kept[slot] as string;
    if (isText(known, bytes, from, length)) return known;
    return (kept[slot] = ofUnits(length));
  };
};
