import * as v from "valibot";
import { countPart, recordIdPart } from "#domain/protocol/parts.ts";

/** What only the relay can do. Without a connection it is not done, and the person is told so: it does not wait. */
export const command = v.strictObject({
  type: v.literal("command"),
  request: countPart,
  do: v.variant("name", [v.strictObject({ name: v.literal("purge"), record: recordIdPart })]),
});
export type Command = v.InferOutput<typeof command>;
