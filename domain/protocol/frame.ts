import * as decoding from "lib0/decoding";
import { atOnce, type InPieces } from "#domain/pieces.ts";
import { createByteWriter } from "#domain/record/byte-writer.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { createWalk, walkAny } from "./bytes.ts";

const writer = createByteWriter(65_536);

/**
 * One websocket message is one frame: a value of plain objects, arrays, strings, numbers, null and byte arrays in lib0's
 * `any` encoding. Its `type` says which message it is.
 */
export const encodeFrame = (message: object): Uint8Array => {
  try {
    writer.value(message);
  } catch (error) {
    // What was written of it must not stand before the next.
    writer.take();
    throw error;
  }
  return writer.take();
};

/** Largest frame either side accepts, in bytes. */
export const MAX_FRAME = 1_048_576;

/** Nesting a frame may have: enough for push > txs > tx > docs > doc > changes > change > mark, and a row's lines. */
const MAX_DEPTH = 12;

/** Values a frame may have: twice what the largest honest one has. */
const MAX_VALUES = 60_000;

/** Values that are built before everybody else gets their turn; a frame of no more is built at once. */
const PIECE = 1_000;

const OBJECT = 118;
const LIST = 117;

export interface BadFrame {
  readonly type: "BadFrame";
  readonly reason: "tooLarge" | "malformed" | "tooDeep" | "tooManyValues" | "unknownMessage";
}

const bad = (reason: BadFrame["reason"]): Result<never, BadFrame> => err({ type: "BadFrame", reason });

/** `readAny` of lib0, in pieces. */
const readingAny = function* (decoder: decoding.Decoder, pace: { read: number }): InPieces<unknown> {
  const kind = decoder.arr[decoder.pos];
  pace.read += 1;
  if (pace.read % PIECE === 0) yield;
  if (kind !== OBJECT && kind !== LIST) return decoding.readAny(decoder);
  decoder.pos += 1;
  const length = decoding.readVarUint(decoder);
  if (kind === LIST) {
    const list: unknown[] = [];
    while (list.length < length) list.push(yield* readingAny(decoder, pace));
    return list;
  }
  const object: Record<string, unknown> = {};
  for (let left = length; left > 0; left -= 1) {
    const name = decoding.readVarString(decoder);
    object[name] = yield* readingAny(decoder, pace);
  }
  return object;
};

/**
 * Reads one frame. Walks the bytes once without allocating before anything is built, so that no few bytes can ask for much memory
 * or deep recursion.
 */
export const decodingFrame = function* (bytes: Uint8Array): InPieces<Result<unknown, BadFrame>> {
  if (bytes.length > MAX_FRAME) return bad("tooLarge");
  try {
    const room = { values: MAX_VALUES };
    const depth = walkAny(createWalk(bytes), 0, MAX_DEPTH, room);
    if (room.values < 0) return bad("tooManyValues");
    if (depth > MAX_DEPTH) return bad("tooDeep");
    yield;
    const decoder = decoding.createDecoder(bytes);
    const value: unknown = MAX_VALUES - room.values > PIECE ? yield* readingAny(decoder, { read: 0 }) : decoding.readAny(decoder);
    return decoder.pos === bytes.length ? ok(value) : bad("malformed");
  } catch {
    return bad("malformed");
  }
};

export const decodeFrame = (bytes: Uint8Array): Result<unknown, BadFrame> => atOnce(decodingFrame(bytes));
