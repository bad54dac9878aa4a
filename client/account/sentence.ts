import type { I18n } from "#client/i18n/i18n.tsx";
import { signInSentence, type PasskeyProblem } from "#client/i18n/sign-in-sentence.ts";
import type { SignInProblem } from "#workers/replica/api.ts";

/** Why the relay did not do what was asked about an account. */
export const accountSentence = (i18n: Pick<I18n, "t" | "formats">, problem: SignInProblem | PasskeyProblem): string =>
  problem.type === "Unreachable" ? i18n.t("accounts.unreachable") : signInSentence(i18n, problem);
