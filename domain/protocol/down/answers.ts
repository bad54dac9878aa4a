import * as v from "valibot";
import { countPart, fieldValuePart, keyPart, docIdPart } from "#domain/protocol/parts.ts";

/** Why a transaction was refused. `code` keys the sentence that the device shows. */
export const refusal = v.strictObject({
  code: v.picklist([
    /** The person may not make this change; `reason` is a `Denied` reason. */
    "denied",
    /** A value does not fit; `reason` is an `Invalid` reason. */
    "invalid",
    /** The update and its list of changes disagree, or the update is not acceptable in form. */
    "malformed",
    /** An earlier transaction of the same document was refused: rebuild and send again. */
    "stale",
    "tooLarge",
  ]),
  reason: v.string(),
  doc: v.nullable(docIdPart),
  path: v.nullable(v.string()),
  /** What stands at that path in the relay. */
  current: v.optional(fieldValuePart),
});
export type Refusal = v.InferOutput<typeof refusal>;

export const answer = v.union([
  /** Durable at the relay at position `seq` of the feed. */
  v.strictObject({ tx: keyPart, ok: v.literal(true), seq: countPart }),
  v.strictObject({ tx: keyPart, ok: v.literal(false), refusal }),
]);
export type Answer = v.InferOutput<typeof answer>;

export const answers = v.strictObject({ type: v.literal("answers"), answers: v.array(answer) });
export type Answers = v.InferOutput<typeof answers>;
