import type { PasskeyProblem } from "#client/i18n/sign-in-sentence.ts";
import type { ShownPasskey } from "#domain/protocol/passkeys.ts";
import type { Result } from "#domain/result.ts";
import type { Me, ReplicaApi, SignInProblem } from "#workers/replica/api.ts";

/** Below the five minutes that the relay waits for an answer. */
const RENEWED = 4 * 60_000;

/** What the browser and the relay do between them; `O` is what the one asks of the other. */
export interface PasskeyQuestions<O> {
  readonly ask: () => Promise<Result<{ readonly attempt: string; readonly options: O }, SignInProblem>>;
  /** `filledIn`: beside the account's name, without a dialog. Ends what was shown before. */
  readonly show: (options: O, filledIn: boolean) => Promise<Result<ShownPasskey, PasskeyProblem>>;
  readonly stop: () => void;
}

export interface PasskeySignInDeps<O> {
  readonly questions: PasskeyQuestions<O>;
  readonly signIn: ReplicaApi["signInByPasskey"];
  readonly onSignedIn: (me: Me) => void;
  readonly onProblem: (problem: SignInProblem | PasskeyProblem) => void;
}

export interface PasskeySignIn {
  /** Asks for a passkey now, by the browser's own dialog. */
  readonly ask: () => Promise<void>;
  /** Offers passkeys where the account's name is filled in, as long as nothing else is asked. */
  readonly offer: () => void;
  readonly stop: () => void;
}

/** Sign-in by passkey on one page. The last question asked is the only one whose answer counts. */
export const createPasskeySignIn = <O>({ questions, signIn, onSignedIn, onProblem }: PasskeySignInDeps<O>): PasskeySignIn => {
  let question = 0;
  let renewal: ReturnType<typeof setInterval> | undefined;

  /** Says whether a passkey was shown. */
  const put = async (filledIn: boolean): Promise<boolean> => {
    question += 1;
    const own = question;
    const asked = await questions.ask();
    if (own !== question) return false;
    if (!asked.ok) {
      if (!filledIn) onProblem(asked.error);
      return false;
    }
    const shown = await questions.show(asked.value.options, filledIn);
    if (own !== question) return false;
    if (!shown.ok) {
      if (!filledIn) onProblem(shown.error);
      return false;
    }
    const outcome = await signIn(asked.value.attempt, shown.value);
    if (outcome.ok) onSignedIn(outcome.value);
    else onProblem(outcome.error);
    return true;
  };

  const rest = (): void => {
    clearInterval(renewal);
    renewal = undefined;
  };
  const offer = (): void => {
    rest();
    renewal = setInterval(() => void put(true), RENEWED);
    void put(true);
  };

  return {
    offer,
    ask: async () => {
      const offered = renewal !== undefined;
      rest();
      const own = question + 1;
      if (!(await put(false)) && offered && own === question) offer();
    },
    stop: () => {
      rest();
      question += 1;
      questions.stop();
    },
  };
};
