import * as v from "valibot";
import { bytesPart, changePart, docIdPart, keyPart, MAX_CHANGES, MAX_PUSH_TXS, MAX_TX_DOCS } from "#domain/protocol/parts.ts";

/** What one transaction does to one document: the Yjs update and the same in words. The relay checks that they agree. */
export const docChange = v.strictObject({
  doc: docIdPart,
  update: bytesPart,
  changes: v.pipe(v.array(changePart), v.minLength(1), v.maxLength(MAX_CHANGES)),
});
export type DocChange = v.InferOutput<typeof docChange>;

/** Changes that are accepted or refused together. A repeated id returns the first answer. */
export const tx = v.strictObject({
  id: keyPart,
  docs: v.pipe(v.array(docChange), v.minLength(1), v.maxLength(MAX_TX_DOCS)),
});
export type Tx = v.InferOutput<typeof tx>;

export const push = v.strictObject({
  type: v.literal("push"),
  txs: v.pipe(v.array(tx), v.minLength(1), v.maxLength(MAX_PUSH_TXS)),
});
export type Push = v.InferOutput<typeof push>;
