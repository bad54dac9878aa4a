import { createByteWriter, type ByteWriter } from "#domain/record/byte-writer.ts";
import { FIELDS } from "#domain/record/fields-root.ts";
import type { Path } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/**
 * The update of a document that one writer makes, of a flat map alone: every entry is one item of its own without neighbours, so that the bytes of an
 * entry depend on its path and value and on nothing else. Equal, byte for byte, to what Yjs gives for the same entries set in this order.
 */

/** An item that holds any value, under a key of its parent. */
const ITEM = 8 | 32;
const PARENT_IS_ROOT = 1;
const ONE = 1;

/** What stands before the value of an entry. */
export const entryHead = (path: Path): Uint8Array<ArrayBuffer> => {
  const writer = createByteWriter(64 + path.length);
  writeHead(writer, path);
  return writer.take();
};

const writeHead = (writer: ByteWriter, path: Path): void => {
  writer.byte(ITEM);
  writer.uint(PARENT_IS_ROOT);
  writer.text(FIELDS);
  writer.text(path);
  writer.uint(ONE);
};

/** Begins the update of a document that gets `count` entries from `clientId`. The entries follow, then `endDocument`. */
export const beginDocument = (writer: ByteWriter, clientId: number, count: number): void => {
  writer.uint(ONE);
  writer.uint(count);
  writer.uint(clientId);
  writer.uint(0);
};

export const writeEntry = (writer: ByteWriter, path: Path, value: FieldValue): void => {
  writeHead(writer, path);
  writer.value(value);
};

/** Nothing is deleted in it. */
export const endDocument = (writer: ByteWriter): void => writer.uint(0);

/** The update that makes a document of these entries, each path once. Without entries it says nothing. */
export const encodeNewDocument = (clientId: number, entries: readonly (readonly [Path, FieldValue])[], writer = createByteWriter()): Uint8Array<ArrayBuffer> => {
  if (entries.length === 0) return new Uint8Array([0, 0]);
  beginDocument(writer, clientId, entries.length);
  for (const [path, value] of entries) writeEntry(writer, path, value);
  endDocument(writer);
  return writer.take();
};
