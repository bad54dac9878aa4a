import * as v from "valibot";
import type { RecordId } from "#domain/id.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import { bytesPart, docIdPart, fieldValuePart, hlcPart, keyPart, recordIdPart } from "#domain/protocol/parts.ts";
import { createWalk, readAny } from "#domain/record/walk.ts";
import type { StoredTx } from "./storage/storage.ts";

const FORMAT = "tidebook-outbox";
const VERSION = 1;

/** Everything a person's device had not yet handed in. */
export interface OutboxFile {
  readonly person: RecordId;
  readonly txs: readonly StoredTx[];
}

export const writeOutboxFile = ({ person, txs }: OutboxFile): Uint8Array<ArrayBuffer> =>
  new Uint8Array(encodeFrame({ format: FORMAT, version: VERSION, person, txs }));

/** Everything a transaction needs, as the outbox stores it. What its changes say is judged where they are taken in, and by the relay. */
const txShape = v.object({
  id: keyPart,
  docs: v.array(
    v.object({
      doc: docIdPart,
      update: bytesPart,
      changes: v.array(v.object({ path: v.string(), from: fieldValuePart, to: fieldValuePart, at: hlcPart })),
      origin: v.picklist(["fields", "page"]),
      texts: v.exactOptional(v.record(v.string(), v.string())),
    }),
  ),
});

const fileShape = v.object({ format: v.literal(FORMAT), version: v.literal(VERSION), person: recordIdPart, txs: v.array(txShape) });

/** Reads such a file; null when it is something else. */
export const readOutboxFile = (bytes: Uint8Array): OutboxFile | null => {
  try {
    const read = v.safeParse(fileShape, readAny(createWalk(bytes)));
    return read.success ? { person: read.output.person, txs: read.output.txs } : null;
  } catch {
    return null;
  }
};
