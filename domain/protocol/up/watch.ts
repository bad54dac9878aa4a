import * as v from "valibot";
import { docIdPart } from "#domain/protocol/parts.ts";

/** The records this device has open, all of them. Presence is exchanged for these alone. */
export const watch = v.strictObject({ type: v.literal("watch"), docs: v.pipe(v.array(docIdPart), v.maxLength(100)) });
