import * as v from "valibot";
import { bytesPart, countPart, docIdPart, rowPart } from "#domain/protocol/parts.ts";

/**
 * One document as it stands: its row beside its content, so the device stores both without loading a document.
 * - `snapshot`: the whole content; `anew`: in place of what the device has of it, which showed more or less. `diff`: what was added since position `base`, which the device must have; else it asks by reconnecting.
 * - `gone`: no longer readable or purged: the device removes every trace.
 */
export const entry = v.union([
  v.strictObject({ doc: docIdPart, seq: countPart, row: rowPart, snapshot: bytesPart, anew: v.optional(v.literal(1)) }),
  v.strictObject({ doc: docIdPart, seq: countPart, row: rowPart, diff: bytesPart, base: countPart }),
  v.strictObject({ doc: docIdPart, seq: countPart, gone: v.literal(1) }),
]);
export type Entry = v.InferOutput<typeof entry>;

/** Part of the feed, while catching up or live. After storing it the device has everything up to `cursor`. */
export const page = v.strictObject({
  type: v.literal("page"),
  entries: v.array(entry),
  cursor: countPart,
  head: countPart,
  /** True while more pages wait: the device answers with `more`. */
  more: v.boolean(),
  /** Scopes that the device has completely once this page is stored, when they changed. */
  scopes: v.optional(v.array(v.string())),
});
export type Page = v.InferOutput<typeof page>;
