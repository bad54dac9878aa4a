import * as v from "valibot";
import { countPart, docIdPart, recordIdPart, rowPart } from "#domain/protocol/parts.ts";

/** How documents stood that have changed since. `row` null: the record did not exist. Documents that are not named stood as they stand. */
export const past = v.strictObject({
  type: v.literal("past"),
  request: countPart,
  docs: v.array(v.strictObject({ doc: docIdPart, row: v.nullable(rowPart) })),
  /** From where to go on; null at the end. */
  next: v.nullable(recordIdPart),
});
export type Past = v.InferOutput<typeof past>;
