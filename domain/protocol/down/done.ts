import * as v from "valibot";
import { countPart } from "#domain/protocol/parts.ts";

/** Answer to a command. */
export const done = v.strictObject({
  type: v.literal("done"),
  request: countPart,
  error: v.nullable(v.picklist(["denied", "notFound"])),
});
export type Done = v.InferOutput<typeof done>;
