import { createSignal, onCleanup, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { PasskeyProblem } from "#client/i18n/sign-in-sentence.ts";
import { Button } from "#client/ui/button.tsx";
import { Dialog } from "#client/ui/dialog.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import type { SignInProblem } from "#workers/replica/api.ts";
import { agentName } from "./agent-name.ts";
import { askRelay, NOTHING } from "./ask-relay.ts";
import { makePasskey, makingOptions, stopAsking } from "./passkey-ceremony.ts";
import { accountSentence } from "./sentence.ts";

const FORM = "add-passkey";

export interface AddPasskeyProps {
  readonly onClose: () => void;
  readonly onAdded: () => void;
}

/** Asks for the password, and for a code once the relay wants one; then the browser asks where to keep the passkey. */
export const AddPasskey = (props: AddPasskeyProps): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const [name, setName] = createSignal(agentName(navigator.userAgent));
  const [password, setPassword] = createSignal("");
  const [code, setCode] = createSignal("");
  const [wantsCode, setWantsCode] = createSignal(false);
  const [problem, setProblem] = createSignal<SignInProblem | PasskeyProblem | null>(null);
  const [busy, setBusy] = createSignal(false);
  onCleanup(stopAsking);

  const add = async (): Promise<SignInProblem | PasskeyProblem | null> => {
    const begun = await askRelay(makingOptions, "POST", "/api/passkeys/begin", { password: password(), ...(wantsCode() ? { code: code() } : {}) });
    if (!begun.ok) return begun.error;
    const made = await makePasskey(begun.value.options);
    if (!made.ok) return made.error;
    const kept = await askRelay(NOTHING, "POST", "/api/passkeys/finish", { name: name().trim() || agentName(navigator.userAgent), passkey: made.value });
    return kept.ok ? null : kept.error;
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    setProblem(null);
    const failed = await add();
    setBusy(false);
    if (!failed) return props.onAdded();
    if (failed.type === "NeedsCode") setWantsCode(true);
    setProblem(failed);
  };

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t("passkey.add")}
      description={t("passkey.addText")}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t("app.close")}</Button>
          <Button kind="primary" type="submit" form={FORM} aria-busy={busy()}>
            {t("passkey.add")}
          </Button>
        </>
      }
    >
      <form id={FORM} class="account-form" onSubmit={(event) => void submit(event)}>
        <TextInput label={t("signin.currentPassword")} type="password" autocomplete="current-password" value={password()} onInput={setPassword} />
        <Show when={wantsCode()}>
          <TextInput label={t("factor.code")} hint={t("factor.codeHint")} autocomplete="one-time-code" value={code()} onInput={setCode} autofocus />
        </Show>
        <TextInput label={t("passkey.name")} value={name()} maxLength={60} onInput={setName} />
        <Show when={problem()}>
          {(failed) => (
            <p class="account-problem" role="alert">
              {accountSentence(i18n, failed())}
            </p>
          )}
        </Show>
      </form>
    </Dialog>
  );
};
