import type { I18n } from "#client/i18n/i18n.tsx";
import type { SignInProblem } from "#workers/replica/api.ts";

/** Why signing in or changing the password did not work, and what to do. */
export const signInSentence = ({ t }: Pick<I18n, "t">, problem: SignInProblem): string => {
  switch (problem.type) {
    case "TooManyTries":
      return t("signin.TooManyTries", { seconds: problem.retryAfterSeconds });
    case "ChangesWaiting":
      return t("signin.ChangesWaiting", { name: problem.person.name });
    default:
      return t(`signin.${problem.type}`);
  }
};
