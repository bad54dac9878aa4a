import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { atOnce, type InPieces } from "#domain/pieces.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { createWalk, walkAny } from "./bytes.ts";

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

/** Values a frame may have: twice what the largest honest one has. */
const MAX_VALUES = 60_000;

export interface BadFrame {
  readonly type: "BadFrame";
  readonly reason: "tooLarge" | "malformed" | "tooDeep" | "tooManyValues" | "unknownMessage";
}

const bad = (reason: BadFrame["reason"]): Result<never, BadFrame> => err({ type: "BadFrame", reason });

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
    const value: unknown = decoding.readAny(decoder);
    return decoder.pos === bytes.length ? ok(value) : bad("malformed");
  } catch {
    return bad("malformed");
  }
};

export const decodeFrame = (bytes: Uint8Array): Result<unknown, BadFrame> => atOnce(decodingFrame(bytes));
