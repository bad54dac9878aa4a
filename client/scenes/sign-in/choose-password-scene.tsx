import { createSignal, Show, type JSX } from "solid-js";
import "./sign-in.css";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import type { ReplicaApi, SignInProblem } from "#workers/replica/api.ts";
import { LanguageChoice } from "./language-choice.tsx";
import { signInSentence } from "#client/i18n/sign-in-sentence.ts";

export interface ChoosePasswordSceneProps {
  readonly changePassword: ReplicaApi["changePassword"];
  readonly onChanged: () => void;
}

/** Asked of a person whose password was given by an administrator, before anything is synced. */
export const ChoosePasswordScene = (props: ChoosePasswordSceneProps): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const [problem, setProblem] = createSignal<SignInProblem | null>(null);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const outcome = await props.changePassword(current(), next());
    if (outcome.ok) props.onChanged();
    else setProblem(outcome.error);
  };

  return (
    <main class="sign-in">
      <form class="sign-in-form" onSubmit={(event) => void submit(event)}>
        <img class="sign-in-mark" src="/icons/icon.svg" alt="" width="40" height="40" />
        <h1>{t("signin.changePassword")}</h1>
        <p class="sign-in-hint">{t("signin.mustChange")}</p>
        <TextInput label={t("signin.currentPassword")} type="password" autocomplete="current-password" value={current()} onInput={setCurrent} autofocus />
        <TextInput label={t("signin.newPassword")} type="password" autocomplete="new-password" value={next()} onInput={setNext} />
        <p class="sign-in-problem" role="alert">
          <Show when={problem()}>{(failed) => signInSentence(i18n, failed())}</Show>
        </p>
        <Button kind="primary" type="submit">
          {t("signin.changePassword")}
        </Button>
      </form>
      <LanguageChoice />
    </main>
  );
};
