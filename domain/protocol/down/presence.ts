import * as v from "valibot";
import { bytesPart, docIdPart } from "#domain/protocol/parts.ts";

/** Awareness of others on an open record, with identities stamped by the relay (`user: { id, name }`). */
export const presenceOf = v.strictObject({ type: v.literal("presenceOf"), doc: docIdPart, update: bytesPart });
