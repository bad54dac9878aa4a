import { Match, Switch, type JSX, type Resource } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { Result } from "#domain/result.ts";
import type { SignInProblem } from "#workers/replica/api.ts";
import { accountSentence } from "#client/account/sentence.ts";

export interface AnswerProps<T> {
  readonly of: Resource<Result<T, SignInProblem>>;
  readonly children: (value: () => T) => JSX.Element;
}

/** What the relay answered, or why it did not. A newer answer takes the place of the older without a gap. */
export const Answer = <T,>(props: AnswerProps<T>): JSX.Element => {
  const i18n = useI18n();
  const value = (): { readonly held: T } | null => {
    const answer = props.of.latest;
    return answer?.ok ? { held: answer.value } : null;
  };
  const problem = (): SignInProblem | null => {
    const answer = props.of.latest;
    return answer && !answer.ok ? answer.error : null;
  };
  return (
    <Switch fallback={<p class="account-table__quiet">{i18n.t("accounts.loading")}</p>}>
      <Match when={problem()}>{(failed) => <p class="account-problem" role="alert">{accountSentence(i18n, failed())}</p>}</Match>
      <Match when={value()}>{(found) => props.children(() => found().held)}</Match>
    </Switch>
  );
};
