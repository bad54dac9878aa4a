import * as v from "valibot";
import { countPart, recordIdPart } from "#domain/protocol/parts.ts";

/** Answer to a command; `effect` answers `preview`. */
export const done = v.strictObject({
  type: v.literal("done"),
  request: countPart,
  error: v.nullable(v.picklist(["denied", "notFound", "viewing"])),
  effect: v.optional(v.array(v.strictObject({ person: recordIdPart, lost: countPart, gained: countPart }))),
});
export type Done = v.InferOutput<typeof done>;
