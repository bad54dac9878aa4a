import * as v from "valibot";
import { countPart, docIdPart, fieldValuePart, recordIdPart } from "#domain/protocol/parts.ts";

/** One line of the relay's own log: who changed which path from what to what. */
export const historyEntry = v.strictObject({
  no: countPart,
  doc: docIdPart,
  path: v.string(),
  from: fieldValuePart,
  to: fieldValuePart,
  by: recordIdPart,
  device: countPart,
  /** When the person made the change, by the relay's reckoning. */
  at: countPart,
  /** When it reached the relay. */
  received: countPart,
  /**
   * - `kept`: the change stands or stood. - `superseded`: a later edit of the same field had been made elsewhere, `to` did not stand.
   * - `replaced`: it was made without knowing the value in `from`, which another person had written: both are kept here.
   */
  outcome: v.picklist(["kept", "superseded", "replaced"]),
});
export type HistoryEntry = v.InferOutput<typeof historyEntry>;

export const history = v.strictObject({
  type: v.literal("history"),
  request: countPart,
  entries: v.array(historyEntry),
  more: v.boolean(),
});
export type History = v.InferOutput<typeof history>;
