import { deniedSentence, invalidSentence } from "#client/fields/sentences.ts";
import type { I18n } from "#client/i18n/i18n.tsx";
import type { Refusal } from "#domain/protocol/down/answers.ts";

/** Why the server did not take a change, and that nothing of it is lost. */
export const refusalSentence = (words: Pick<I18n, "t" | "find" | "formats">, refusal: Refusal): string => {
  switch (refusal.code) {
    case "denied":
      return deniedSentence(words, { reason: refusal.reason });
    case "invalid":
      return invalidSentence(words, { reason: refusal.reason });
    case "stale":
      return words.t(refusal.reason === "relayRestored" ? "refused.relayRestored" : "refused.stale");
    case "malformed":
    case "tooLarge":
      return words.t(`refused.${refusal.code}`);
  }
};
