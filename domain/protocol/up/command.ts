import * as v from "valibot";
import { countPart, recordIdPart } from "#domain/protocol/parts.ts";

/** What only the relay can do. Offline these wait in view as pending. */
export const command = v.strictObject({
  type: v.literal("command"),
  request: countPart,
  do: v.variant("name", [v.strictObject({ name: v.literal("purge"), record: recordIdPart })]),
});
export type Command = v.InferOutput<typeof command>;
