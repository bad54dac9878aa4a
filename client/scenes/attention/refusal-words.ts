import { deniedSentence, invalidSentence } from "#client/fields/sentences.ts";
import type { I18n } from "#client/i18n/i18n.tsx";
import { MOVE_REASONS } from "#domain/policy/move.ts";
import { isMark } from "#domain/schema/mark.ts";
import type { Refusal } from "#domain/protocol/down/answers.ts";

type Words = Pick<I18n, "t" | "find" | "formats">;

/** A reason that says more than that it is one: who has the record since when, how many one may hold, from when on. */
const toldSentence = ({ find, formats }: Words, { reason, told }: Refusal, nameOf: (record: string) => string): string | undefined => {
  if (!(MOVE_REASONS as readonly string[]).includes(reason)) return undefined;
  const at = isMark(told) ? told.at : told;
  return find(`invalid.${reason}`, {
    name: isMark(told) ? nameOf(told.by) : "…",
    limit: typeof told === "number" ? told : "…",
    at: typeof at === "number" ? formats().instant(at, "long") : "…",
  });
};

/** Why the server did not take a change, and that nothing of it is lost. */
export const refusalSentence = (words: Words, refusal: Refusal, nameOf: (record: string) => string): string => {
  switch (refusal.code) {
    case "denied":
      return deniedSentence(words, { reason: refusal.reason });
    case "invalid":
      return toldSentence(words, refusal, nameOf) ?? invalidSentence(words, { reason: refusal.reason });
    case "stale":
      return words.t(refusal.reason === "relayRestored" ? "refused.relayRestored" : "refused.stale");
    case "malformed":
    case "tooLarge":
      return words.t(`refused.${refusal.code}`);
  }
};
