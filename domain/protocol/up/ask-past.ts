import * as v from "valibot";
import { countPart, recordIdPart } from "#domain/protocol/parts.ts";

/** Asks how records of a kind stood at the end of instant `at`: those changed since, one record or all, from after `after` on. */
export const askPast = v.strictObject({
  type: v.literal("askPast"),
  request: countPart,
  kind: v.pipe(v.string(), v.maxLength(50)),
  record: v.nullable(recordIdPart),
  at: countPart,
  after: v.nullable(recordIdPart),
});
export type AskPast = v.InferOutput<typeof askPast>;
