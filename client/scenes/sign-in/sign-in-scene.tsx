import { createSignal, Show, type JSX } from "solid-js";
import "./sign-in.css";
import { PasskeyButton } from "#client/account/passkey-button.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import { LanguageChoice } from "./language-choice.tsx";
import { signInSentence, type PasskeyProblem } from "#client/i18n/sign-in-sentence.ts";
import type { Me, ReplicaApi, SignInProblem } from "#workers/replica/api.ts";

export interface SignInSceneProps {
  readonly signIn: ReplicaApi["signIn"];
  readonly signInByPasskey: ReplicaApi["signInByPasskey"];
  readonly onSignedIn: (me: Me) => void;
  /** Shown when the session ended under work: who it was, so that the pending changes stay theirs. */
  readonly again?: string | undefined;
  /** Something that the person should know first, such as why this device is empty. */
  readonly notice?: string | undefined;
}

export const SignInScene = (props: SignInSceneProps): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const [account, setAccount] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [code, setCode] = createSignal("");
  /** The relay has asked for a code of the second factor; the field stays from then on. */
  const [wantsCode, setWantsCode] = createSignal(false);
  const [problem, setProblem] = createSignal<SignInProblem | PasskeyProblem | null>(null);
  const [busy, setBusy] = createSignal(false);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    setProblem(null);
    const outcome = await props.signIn(account().trim(), password(), wantsCode() ? code() : undefined);
    setBusy(false);
    if (outcome.ok) props.onSignedIn(outcome.value);
    else {
      if (outcome.error.type === "NeedsCode") setWantsCode(true);
      setProblem(outcome.error);
    }
  };

  return (
    <main class="sign-in">
      <form class="sign-in-form" onSubmit={(event) => void submit(event)}>
        <img class="sign-in-mark" src="/icons/icon.svg" alt="" width="40" height="40" />
        <h1>{t("signin.title")}</h1>
        <p class="sign-in-hint">{props.notice ?? (props.again ? t("signin.again") : t("signin.hint"))}</p>
        <TextInput label={t("signin.account")} name="account" autocomplete="username webauthn" value={account()} onInput={setAccount} autofocus />
        <TextInput
          label={t("signin.password")}
          name="password"
          type="password"
          autocomplete="current-password"
          value={password()}
          onInput={setPassword}
        />
        <Show when={wantsCode()}>
          <TextInput label={t("signin.code")} name="code" autocomplete="one-time-code" value={code()} onInput={setCode} autofocus />
        </Show>
        <p class="sign-in-problem" role="alert">
          <Show when={problem()}>{(failed) => signInSentence(i18n, failed())}</Show>
        </p>
        <Button kind="primary" type="submit" aria-busy={busy()}>
          {t("signin.submit")}
        </Button>
        <PasskeyButton signIn={props.signInByPasskey} onSignedIn={props.onSignedIn} onProblem={setProblem} />
      </form>
      <LanguageChoice />
    </main>
  );
};
