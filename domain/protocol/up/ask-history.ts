import * as v from "valibot";
import { countPart, recordIdPart } from "#domain/protocol/parts.ts";

/** Asks for the history of a record, newest first, from before entry `before` on. */
export const askHistory = v.strictObject({
  type: v.literal("askHistory"),
  request: countPart,
  record: recordIdPart,
  before: v.nullable(countPart),
  limit: v.pipe(countPart, v.maxValue(200)),
});
export type AskHistory = v.InferOutput<typeof askHistory>;
