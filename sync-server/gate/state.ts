import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { InPieces } from "#domain/pieces.ts";
import { createByteWriter } from "#domain/record/byte-writer.ts";
import { fieldsOf } from "#domain/record/document.ts";
import type { Struct } from "./place.ts";

/** Structs that are written before everybody else gets their turn. */
const WRITTEN = 2_000;

/** Bytes that a change adds to a document, as a rule. */
const ROOM = 1_024;

/** Where in the bytes written last the structs of one client are, and what of them is deleted. `count`: how many structs it were. */
interface Segment {
  readonly count: number;
  readonly start: number;
  readonly end: number;
  readonly deletesFrom: number;
  readonly deletesTo: number;
}

/** What was written last of a whole document. What nothing has touched since is not written again but copied. */
interface Memory {
  bytes: Uint8Array;
  segments: ReadonlyMap<number, Segment>;
  /** Clients whose structs have changed since. */
  readonly stale: Set<number>;
}

const memories = new WeakMap<Y.Doc, Memory>();

const remember = (doc: Y.Doc): Memory => {
  const memory: Memory = { bytes: new Uint8Array(), segments: new Map(), stale: new Set() };
  const fields = fieldsOf(doc);
  doc.on("afterTransactionCleanup", ({ changed, deleteSet, beforeState, afterState }: Y.Transaction) => {
    for (const client of deleteSet.clients.keys()) memory.stale.add(client);
    for (const [client, clock] of afterState) if (beforeState.get(client) !== clock) memory.stale.add(client);
    // What is removed from a prose takes with it what others removed from it before.
    for (const type of changed.keys()) if ((type as unknown) !== fields) memory.segments = new Map();
  });
  memories.set(doc, memory);
  return memory;
};

const writeStructs = function* (encoder: Y.UpdateEncoderV1, structs: readonly Struct[], client: number, clock: number): InPieces<void> {
  const first = Y.findIndexSS(structs as Struct[], clock);
  encoding.writeVarUint(encoder.restEncoder, structs.length - first);
  encoder.writeClient(client);
  encoding.writeVarUint(encoder.restEncoder, clock);
  for (let at = first; at < structs.length; at += 1) {
    const struct = structs[at];
    struct?.write(encoder, at === first ? clock - struct.id.clock : 0);
    if (at % WRITTEN === WRITTEN - 1) yield;
  }
};

/** Writes what is deleted of one client; nothing where nothing is. */
const writeDeletes = (encoder: encoding.Encoder, client: number, structs: readonly Struct[]): void => {
  const ranges: number[] = [];
  let end = -1;
  for (const { deleted, id, length } of structs) {
    if (!deleted) continue;
    if (id.clock === end) ranges[ranges.length - 1] = (ranges.at(-1) ?? 0) + length;
    else ranges.push(id.clock, length);
    end = id.clock + length;
  }
  if (ranges.length === 0) return;
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, ranges.length / 2);
  for (const number of ranges) encoding.writeVarUint(encoder, number);
};

type Written = readonly [structs: Uint8Array, deletes: Uint8Array];

const writtenAnew = function* (client: number, structs: readonly Struct[]): InPieces<Written> {
  const encoder = new Y.UpdateEncoderV1();
  yield* writeStructs(encoder, structs, client, structs[0]?.id.clock ?? 0);
  const deletes = encoding.createEncoder();
  writeDeletes(deletes, client, structs);
  return [encoder.toUint8Array(), encoding.toUint8Array(deletes)];
};

const clientsOf = (doc: Y.Doc): readonly (readonly [number, readonly Struct[]])[] => [...(doc.store.clients as Map<number, Struct[]>)].filter(([, { length }]) => length > 0).sort(([a], [b]) => b - a);

const encodingWhole = function* (doc: Y.Doc): InPieces<Uint8Array> {
  const memory = memories.get(doc) ?? remember(doc);
  const lists = clientsOf(doc);
  const parts: (readonly [client: number, count: number, Written])[] = [];
  for (const [client, structs] of lists) {
    const known = memory.stale.has(client) ? undefined : memory.segments.get(client);
    const isKnown = known?.count === structs.length;
    const written: Written = isKnown ? [memory.bytes.subarray(known.start, known.end), memory.bytes.subarray(known.deletesFrom, known.deletesTo)] : yield* writtenAnew(client, structs);
    if (!isKnown) yield;
    parts.push([client, structs.length, written]);
  }
  const writer = createByteWriter(memory.bytes.length + ROOM);
  const put = (bytes: Uint8Array): readonly [start: number, end: number] => {
    const start = writer.length();
    writer.copy(bytes, 0, bytes.length);
    return [start, writer.length()];
  };
  writer.uint(parts.length);
  const placed = parts.map(([, , [structs]]) => put(structs));
  writer.uint(parts.filter(([, , [, deletes]]) => deletes.length > 0).length);
  memory.segments = new Map(
    parts.map(([client, count, [, deletes]], at) => {
      const [[start, end], [deletesFrom, deletesTo]] = [placed[at]!, put(deletes)];
      return [client, { count, start, end, deletesFrom, deletesTo }];
    }),
  );
  memory.bytes = writer.take();
  memory.stale.clear();
  return memory.bytes;
};

const encodingSince = function* (doc: Y.Doc, since: Uint8Array): InPieces<Uint8Array> {
  const known = Y.decodeStateVector(since);
  const all = clientsOf(doc);
  const lists = all.filter(([client]) => Y.getState(doc.store, client) > (known.get(client) ?? 0));
  const encoder = new Y.UpdateEncoderV1();
  encoding.writeVarUint(encoder.restEncoder, lists.length);
  for (const [client, structs] of lists) {
    yield* writeStructs(encoder, structs, client, Math.max(known.get(client) ?? 0, structs[0]?.id.clock ?? 0));
    yield;
  }
  encoding.writeVarUint(encoder.restEncoder, all.filter(([, structs]) => structs.some(({ deleted }) => deleted)).length);
  for (const [client, structs] of all) writeDeletes(encoder.restEncoder, client, structs);
  return encoder.toUint8Array();
};

/**
 * The same bytes as `Y.encodeStateAsUpdate`, written in pieces: the document, or what was added to it since the state vector `since`. Nobody may change
 * the document meanwhile, nor the bytes ever.
 */
export const encodingState = (doc: Y.Doc, since?: Uint8Array): InPieces<Uint8Array> => (since ? encodingSince(doc, since) : encodingWhole(doc));
