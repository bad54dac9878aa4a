import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { err, ok, type Result } from "#domain/result.ts";

/**
 * One websocket message is one frame: a value of plain objects, arrays, strings, numbers, null and byte arrays in lib0's
 * `any` encoding. Its `type` says which message it is.
 */
export const encodeFrame = (message: object): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeAny(encoder, message as Parameters<typeof encoding.writeAny>[1]);
  return encoding.toUint8Array(encoder);
};

/** Largest frame either side accepts, in bytes. */
export const MAX_FRAME = 1_048_576;

/** Nesting a frame may have: enough for push > txs > tx > docs > doc > changes > change > mark, and a row's lines. */
const MAX_DEPTH = 12;

/** Values a frame may have: several times what the largest honest one has, and a few milliseconds' work. */
const MAX_VALUES = 150_000;

export interface BadFrame {
  readonly type: "BadFrame";
  readonly reason: "tooLarge" | "malformed" | "tooDeep" | "tooManyValues" | "unknownMessage";
}

const bad = (reason: BadFrame["reason"]): Result<never, BadFrame> => err({ type: "BadFrame", reason });

/**
 * Reads one frame. Walks the bytes once without allocating before anything is built, so that no few bytes can ask for much memory
 * or deep recursion.
 */
export const decodeFrame = (bytes: Uint8Array): Result<unknown, BadFrame> => {
  if (bytes.length > MAX_FRAME) return bad("tooLarge");
  try {
    const room = { values: MAX_VALUES };
    const depth = measure(decoding.createDecoder(bytes), 0, room);
    if (room.values < 0) return bad("tooManyValues");
    if (depth > MAX_DEPTH) return bad("tooDeep");
    const decoder = decoding.createDecoder(bytes);
    const value: unknown = decoding.readAny(decoder);
    return decoder.pos === bytes.length ? ok(value) : bad("malformed");
  } catch {
    return bad("malformed");
  }
};

const skip = (decoder: decoding.Decoder, length: number): void => {
  if (decoder.pos + length > decoder.arr.length) throw new RangeError("frame ends early");
  decoder.pos += length;
};

/** Depth of the next value; moves past it, as long as there is room for values. Every element takes at least one byte, so a claimed length beyond the bytes left ends at once. */
const measure = (decoder: decoding.Decoder, depth: number, room: { values: number }): number => {
  room.values -= 1;
  if (depth > MAX_DEPTH || room.values < 0) return depth;
  switch (127 - decoding.readUint8(decoder)) {
    case 0: // undefined
    case 1: // null
    case 6: // false
    case 7: // true
      return depth;
    case 2:
      decoding.readVarInt(decoder);
      return depth;
    case 3:
      skip(decoder, 4);
      return depth;
    case 4:
    case 5:
      skip(decoder, 8);
      return depth;
    case 8:
    case 11:
      skip(decoder, decoding.readVarUint(decoder));
      return depth;
    case 9: {
      let deepest = depth;
      for (let left = decoding.readVarUint(decoder); left > 0 && room.values >= 0; left -= 1) {
        skip(decoder, decoding.readVarUint(decoder));
        deepest = Math.max(deepest, measure(decoder, depth + 1, room));
        if (deepest > MAX_DEPTH) return deepest;
      }
      return deepest;
    }
    case 10: {
      let deepest = depth;
      for (let left = decoding.readVarUint(decoder); left > 0 && room.values >= 0; left -= 1) {
        deepest = Math.max(deepest, measure(decoder, depth + 1, room));
        if (deepest > MAX_DEPTH) return deepest;
      }
      return deepest;
    }
    default:
      throw new RangeError("unknown value");
  }
};
