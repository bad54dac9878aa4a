import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { DocId } from "#domain/id.ts";
import type { DocChange } from "#domain/protocol/up/push.ts";
import { fieldsOf, loadDocument } from "#domain/record/document.ts";
import type { Path } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { RawDevice } from "#tests/unit/sync-server/raw-device.ts";

export type Encoder = encoding.Encoder;

/** Bytes written by hand. */
export const written = (write: (to: Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
};

export const number = encoding.writeVarUint;
export const text = encoding.writeVarString;
export const byte = encoding.writeUint8;
export const value = (to: Encoder, what: unknown) => encoding.writeAny(to, what as Parameters<typeof encoding.writeAny>[1]);

/** `small` (below 128) in more bytes than it needs: they mean the same. */
export const overlong = (to: Encoder, small: number) => {
  byte(to, 0x80 | small);
  byte(to, 0);
};

/** So many empty bytes that the factor of the last overflows: nothing times infinity is no number. */
export const noNumber = (to: Encoder) => {
  for (let left = 0; left < 150; left += 1) byte(to, 0x80);
  byte(to, 0);
};

/** One struct of an update, V1: what stands at `fields[key]`. */
export const field = (to: Encoder, key: string, what: unknown) => {
  byte(to, 8 | 32);
  number(to, 1);
  text(to, "fields");
  text(to, key);
  number(to, 1);
  value(to, what);
};

/** The head of an update of one client's structs. */
export const structs = (to: Encoder, count: number, client: number, clock: number) => {
  number(to, 1);
  number(to, count);
  number(to, client);
  number(to, clock);
};

export const nothingDeleted = (to: Encoder) => number(to, 0);

/** The tail of an update: what it deletes of one client, from clock and for how many. */
export const deleted = (to: Encoder, client: number, ranges: readonly (readonly [clock: number, length: number])[]) => {
  number(to, 1);
  number(to, client);
  number(to, ranges.length);
  for (const [clock, length] of ranges) {
    number(to, clock);
    number(to, length);
  }
};

/** An update made by writing freely into a copy of what the device holds. */
export const forge = (by: RawDevice, doc: DocId, client: number, write: (copy: Y.Doc) => void): Uint8Array => {
  const held = by.held.get(doc);
  const copy = loadDocument(doc, held ? Y.encodeStateAsUpdate(held.doc) : null, client);
  const vector = Y.encodeStateVector(copy);
  copy.transact(() => write(copy));
  return Y.encodeStateAsUpdate(copy, vector);
};

export const set = (path: string, what: unknown) => (copy: Y.Doc) => void fieldsOf(copy).set(path, what as FieldValue);

/** The update with words that claim what `values` say. */
export const claiming = (by: RawDevice, doc: DocId, update: Uint8Array, values: Readonly<Record<Path, FieldValue>>): DocChange => ({
  doc,
  update,
  changes: Object.entries(values).map(([path, to]) => ({ path, from: null, to, at: by.hlc() })),
});
