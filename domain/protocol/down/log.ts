import * as v from "valibot";
import { countPart } from "#domain/protocol/parts.ts";
import { historyEntry } from "./history.ts";

/** One page of the data log. It may be short, even empty, before the end: `next` says from where to go on, null at the end. */
export const log = v.strictObject({
  type: v.literal("log"),
  request: countPart,
  error: v.nullable(v.picklist(["denied"])),
  entries: v.array(historyEntry),
  next: v.nullable(countPart),
});
export type Log = v.InferOutput<typeof log>;
