import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { FIELDS, fieldsOf } from "#domain/record/document.ts";
import { createWalk } from "#domain/record/walk.ts";
import { findIn, type Struct } from "./place.ts";
import type { Scan } from "./scan.ts";

/** Bytes of an update that one value of one field makes, at most. */
const MOST_BYTES = 2_048;
/** Structs of a document among which Yjs finds a place at once. */
const MOST_STRUCTS = 40_000;

/** Kinds of values in lib0's encoding that have no others in them. */
const UNDEFINED = 127;
const BIGINT = 122;
const TEXT = 119;
const isScalar = (kind: number | undefined): boolean => kind !== undefined && kind >= TEXT && kind <= UNDEFINED && kind !== BIGINT;

/** An update of one struct: one value of one field, and the one value that it takes the place of, if any. */
interface Plain {
  readonly client: number;
  readonly clock: number;
  /** Before it at the same path; null: the struct names the path itself. */
  readonly origin: Y.ID | null;
  readonly path: string;
  readonly value: unknown;
  readonly deleted: Y.ID | null;
}

const HAS_LEFT = 128;
const HAS_RIGHT = 64;
const HAS_KEY = 32;
const ANY = 8;

/** Null for every other update. Throws where the bytes end early or hold what is no whole number. */
const readPlain = (bytes: Uint8Array): Plain | null => {
  const walk = createWalk(bytes);
  const textAt = (): string => decoding.readVarString(decoderAt(bytes, walk.position()));
  const skippedText = (): string => {
    const text = textAt();
    walk.skipText();
    return text;
  };
  if (walk.uint() !== 1 || walk.uint() !== 1) return null;
  const client = walk.uint();
  const clock = walk.uint();
  const info = walk.byte();
  if ((info & 31) !== ANY || (info & HAS_RIGHT) !== 0) return null;
  const origin = info & HAS_LEFT ? new Y.ID(walk.uint(), walk.uint()) : null;
  let path = "";
  if (!origin) {
    if ((info & HAS_KEY) === 0 || walk.uint() !== 1 || skippedText() !== FIELDS) return null;
    path = skippedText();
  }
  if (walk.uint() !== 1 || !isScalar(bytes[walk.position()])) return null;
  const decoder = decoderAt(bytes, walk.position());
  const value: unknown = decoding.readAny(decoder);
  walk.skip(decoder.pos - walk.position());
  const writers = walk.uint();
  if (writers > 1) return null;
  const of = writers === 1 ? walk.uint() : 0;
  if (writers === 1 && walk.uint() !== 1) return null;
  const deleted = writers === 1 ? new Y.ID(of, walk.uint()) : null;
  if (deleted && walk.uint() !== 1) return null;
  return walk.position() === bytes.length ? { client, clock, origin, path, value, deleted } : null;
};

const decoderAt = (bytes: Uint8Array, at: number): decoding.Decoder => {
  const decoder = decoding.createDecoder(bytes);
  decoder.pos = at;
  return decoder;
};

const structsOf = (doc: Y.Doc, client: number): readonly Struct[] => doc.store.clients.get(client) ?? [];

/**
 * What the scan says of an update that writes one scalar into one field, as nearly all do, read from its bytes without building any struct. Null
 * for all others, and for all that is to be refused: the scan says why.
 */
export const scanPlain = (doc: Y.Doc, update: Uint8Array, mayUse: (client: number) => boolean): Scan | null => {
  if (update.length > MOST_BYTES) return null;
  let plain: Plain | null;
  try {
    plain = readPlain(update);
  } catch {
    return null;
  }
  if (!plain || !mayUse(plain.client) || plain.clock !== Y.getState(doc.store, plain.client)) return null;
  let structs = 1;
  for (const list of doc.store.clients.values()) structs += list.length;
  if (structs > MOST_STRUCTS) return null;

  const fields = fieldsOf(doc) as unknown;
  /** The path at which a stored value is, or was; null where it is elsewhere, or not there any more. */
  const pathOf = (item: Struct | null): string | null => (item instanceof Y.Item && item.parent === fields ? item.parentSub : null);

  const path = plain.origin ? pathOf(findIn(structsOf(doc, plain.origin.client), plain.origin.clock)) : plain.path;
  if (path === null) return null;
  const removed = new Set<string>();
  const outdated = new Set<string>();
  if (plain.deleted) {
    const found = findIn(structsOf(doc, plain.deleted.client), plain.deleted.clock);
    const was = pathOf(found);
    if (found === null || was === null) return null;
    if (found.deleted) outdated.add(was);
    else if (was !== path) removed.add(was);
  }
  return { written: new Map([[path, plain.value ?? null]]), removed, outdated, proses: new Set(), lost: false, clients: new Map([[plain.client, plain.clock + 1]]) };
};
