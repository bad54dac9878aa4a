import * as v from "valibot";
import { MOVE_REASONS } from "#domain/policy/move.ts";
import { countPart, fieldValuePart, keyPart, docIdPart } from "#domain/protocol/parts.ts";

/**
 * What only the relay can know of a value: another record has it, the record was purged, or the record is not there. `fault`: judging
 * it failed, by no fault of the person; it was taken back whole.
 */
export const RELAY_REASONS = ["taken", "purged", "noRecord", "fault", ...MOVE_REASONS] as const;
export type RelayReason = (typeof RELAY_REASONS)[number];

export const REFUSAL_CODES = [
  /** The person may not make this change; `reason` is a `Denied` reason. */
  "denied",
  /** A value does not fit; `reason` is an `Invalid` reason or one of `RELAY_REASONS`. */
  "invalid",
  /** The update and its list of changes disagree, or the update is not acceptable in form. */
  "malformed",
  /** An earlier transaction of the same document was refused: rebuild and send again. */
  "stale",
  "tooLarge",
] as const;

/** Why a transaction was refused. `code` keys the sentence that the device shows. */
export const refusal = v.strictObject({
  code: v.picklist(REFUSAL_CODES),
  reason: v.string(),
  doc: v.nullable(docIdPart),
  path: v.nullable(v.string()),
  /** What stands at that path in the relay. */
  current: v.optional(fieldValuePart),
  /** What the reason is about, for those who may ask: who has the record since when (a mark), a limit, or an instant. */
  told: v.optional(fieldValuePart),
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
