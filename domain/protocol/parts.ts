import * as v from "valibot";
import { parseDocId, parseRecordId, isKey, type DocId, type Key, type RecordId } from "#domain/id.ts";
import { parseHlc, type Hlc } from "#domain/record/hlc.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { Row } from "#domain/schema/entity.ts";

/** Version of the protocol. Both sides refuse another major version with a coded close. */
export const PROTOCOL = 2;

export const MAX_TX_DOCS = 50;
export const MAX_PUSH_TXS = 200;
/** Changes of one document in one transaction: an order of several hundred lines with everything filled in. */
export const MAX_CHANGES = 4_000;
/** Changes of one transaction, with what its facets say of the same lines. */
export const MAX_TX_CHANGES = 5_000;
export const MAX_UPDATE = 262_144;
export const MAX_DOC_ID = 120;
export const MAX_PATH = 250;

export const docIdPart = v.custom<DocId>((value) => typeof value === "string" && value.length <= MAX_DOC_ID && parseDocId(value) !== null);
export const recordIdPart = v.custom<RecordId>((value) => typeof value === "string" && value.length <= MAX_DOC_ID && parseRecordId(value) !== null);
export const keyPart = v.custom<Key>((value) => typeof value === "string" && isKey(value));
export const hlcPart = v.custom<Hlc>((value) => parseHlc(value) !== null);
export const bytesPart = v.custom<Uint8Array>((value) => value instanceof Uint8Array);
export const countPart = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const scalarPart = v.union([v.null(), v.string(), v.number()]);
export const fieldValuePart = v.union([scalarPart, v.record(v.string(), scalarPart)]) as v.GenericSchema<unknown, FieldValue>;

/** Rows come from the relay, which made them; their shape is checked where they are read. */
export const rowPart = v.custom<Row>((value) => typeof value === "object" && value !== null);

export const changePart = v.strictObject({
  path: v.pipe(v.string(), v.maxLength(MAX_PATH)),
  from: fieldValuePart,
  to: fieldValuePart,
  at: hlcPart,
});
