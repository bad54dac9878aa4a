import type { I18n } from "./i18n.tsx";
import type { SignInProblem } from "#workers/replica/api.ts";

/** Why a browser did not use or make a passkey: the person or the time ended it, there is one already, or it cannot. */
export interface PasskeyProblem {
  readonly type: "PasskeyCancelled" | "PasskeyNotMade" | "PasskeyKnown" | "PasskeyUnable";
}

/** Why signing in or changing the password did not work, and what to do. */
export const signInSentence = ({ t, formats }: Pick<I18n, "t" | "formats">, problem: SignInProblem | PasskeyProblem): string => {
  switch (problem.type) {
    case "TooManyTries":
      return t("signin.TooManyTries", { wait: formats().lapse(problem.retryAfterSeconds * 1_000) });
    case "ChangesWaiting":
      return t("signin.ChangesWaiting", { name: problem.person.name });
    case "TurnedAway":
      return t(`http.${problem.code}`);
    default:
      return t(`signin.${problem.type}`);
  }
};
