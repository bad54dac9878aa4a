import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { parseDocId, isKey, parseRecordId, type RecordId } from "#domain/id.ts";
import { parseHlc } from "#domain/record/hlc.ts";
import type { PendingDoc, StoredTx } from "./storage/storage.ts";

const FORMAT = "tidebook-outbox";
const VERSION = 1;

/** Everything a person's device had not yet handed in. */
export interface OutboxFile {
  readonly person: RecordId;
  readonly txs: readonly StoredTx[];
}

export const writeOutboxFile = ({ person, txs }: OutboxFile): Uint8Array<ArrayBuffer> => {
  const encoder = encoding.createEncoder();
  encoding.writeAny(encoder, { format: FORMAT, version: VERSION, person, txs } as unknown as Parameters<typeof encoding.writeAny>[1]);
  return new Uint8Array(encoding.toUint8Array(encoder));
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

const isDoc = (value: unknown): value is PendingDoc => {
  if (!isObject(value) || typeof value.doc !== "string" || !parseDocId(value.doc)) return false;
  if (!(value.update instanceof Uint8Array) || !Array.isArray(value.changes)) return false;
  if (value.origin !== "fields" && value.origin !== "page") return false;
  return value.changes.every((change: unknown) => isObject(change) && typeof change.path === "string" && parseHlc(change.at) !== null);
};

const isTx = (value: unknown): value is StoredTx => isObject(value) && typeof value.id === "string" && isKey(value.id) && Array.isArray(value.docs) && value.docs.every(isDoc);

/** Reads such a file; null when it is something else. */
export const readOutboxFile = (bytes: Uint8Array): OutboxFile | null => {
  try {
    const file: unknown = decoding.readAny(decoding.createDecoder(bytes));
    if (!isObject(file) || file.format !== FORMAT || file.version !== VERSION || typeof file.person !== "string") return null;
    const person = parseRecordId(file.person);
    return person && Array.isArray(file.txs) && file.txs.every(isTx) ? { person, txs: file.txs as readonly StoredTx[] } : null;
  } catch {
    return null;
  }
};
