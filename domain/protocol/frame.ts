import { atOnce, type InPieces } from "#domain/pieces.ts";
import { createByteWriter } from "#domain/record/byte-writer.ts";
import { createWalk, LIST, OBJECT, readAny, walkAny, type Walk } from "#domain/record/walk.ts";
import { err, ok, type Result } from "#domain/result.ts";

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

export interface BadFrame {
  readonly type: "BadFrame";
  readonly reason: "tooLarge" | "malformed" | "tooDeep" | "tooManyValues" | "unknownMessage";
}

const bad = (reason: BadFrame["reason"]): Result<never, BadFrame> => err({ type: "BadFrame", reason });

/** `readAny`, in pieces. */
const readingAny = function* (walk: Walk, pace: { read: number }): InPieces<unknown> {
  const kind = walk.next();
  pace.read += 1;
  if (pace.read % PIECE === 0) yield;
  if (kind !== OBJECT && kind !== LIST) return readAny(walk);
  walk.byte();
  const length = walk.uint();
  if (kind === LIST) {
    const list: unknown[] = [];
    while (list.length < length) list.push(yield* readingAny(walk, pace));
    return list;
  }
  const object: Record<string, unknown> = {};
  for (let left = length; left > 0; left -= 1) {
    const name = walk.text();
    object[name] = yield* readingAny(walk, pace);
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
    const walk = createWalk(bytes);
    const value: unknown = MAX_VALUES - room.values > PIECE ? yield* readingAny(walk, { read: 0 }) : readAny(walk);
    return walk.ended() ? ok(value) : bad("malformed");
  } catch {
    return bad("malformed");
  }
};

export const decodeFrame = (bytes: Uint8Array): Result<unknown, BadFrame> => atOnce(decodingFrame(bytes));
