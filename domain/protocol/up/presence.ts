import * as v from "valibot";
import { bytesPart, docIdPart } from "#domain/protocol/parts.ts";

/**
 * An awareness update of y-protocols for one open record. The relay reads it, keeps the state under the client ids leased to this
 * device only, and stamps who it is: identity is never taken from the device.
 */
export const presence = v.strictObject({
  type: v.literal("presence"),
  doc: docIdPart,
  update: v.pipe(bytesPart, v.maxLength(8_192)),
});
export type Presence = v.InferOutput<typeof presence>;
