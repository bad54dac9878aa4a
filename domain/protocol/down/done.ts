import * as v from "valibot";
import { countPart, recordIdPart } from "#domain/protocol/parts.ts";

/** Answer to a command; `effect` answers `preview`, `numbers` answers `reserve`: all that the device holds of the kind. */
export const done = v.strictObject({
  type: v.literal("done"),
  request: countPart,
  error: v.nullable(v.picklist(["denied", "notFound", "viewing"])),
  numbers: v.optional(v.array(v.pipe(v.string(), v.maxLength(40)))),
  effect: v.optional(v.array(v.strictObject({ person: recordIdPart, lost: countPart, gained: countPart }))),
});
export type Done = v.InferOutput<typeof done>;
