import * as v from "valibot";
import { countPart, recordIdPart } from "#domain/protocol/parts.ts";

/** Which entries of the workspace's history. Null: any. Times are those of the change, both included. */
export const logFilter = v.strictObject({
  by: v.nullable(recordIdPart),
  kind: v.nullable(v.pipe(v.string(), v.maxLength(50))),
  record: v.nullable(recordIdPart),
  path: v.nullable(v.pipe(v.string(), v.maxLength(250))),
  since: v.nullable(countPart),
  until: v.nullable(countPart),
});
export type LogFilter = v.InferOutput<typeof logFilter>;

/** Asks for the history of everything, newest first, from before entry `before` on. For those who lead everybody or administer. */
export const askLog = v.strictObject({
  type: v.literal("askLog"),
  request: countPart,
  filter: logFilter,
  before: v.nullable(countPart),
  limit: v.pipe(countPart, v.minValue(1), v.maxValue(200)),
});
export type AskLog = v.InferOutput<typeof askLog>;
