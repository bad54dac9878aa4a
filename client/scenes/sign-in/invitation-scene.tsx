import { createResource, createSignal, Match, Show, Switch, type JSX } from "solid-js";
import "./sign-in.css";
import { askRelay } from "#client/account/ask-relay.ts";
import { signInSentence } from "#client/i18n/sign-in-sentence.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import { invited } from "#domain/protocol/accounts.ts";
import * as v from "valibot";
import type { Me, ReplicaApi, SignInProblem } from "#workers/replica/api.ts";

const accepted = v.object({ account: v.string() });

export interface InvitationSceneProps {
  readonly secret: string;
  readonly signIn: ReplicaApi["signIn"];
  /** The password is set. `me` is null when signing in needs more than it. */
  readonly onDone: (me: Me | null) => void;
}

/** Where an invitation leads: the person chooses a password and is signed in with it. */
export const InvitationScene = (props: InvitationSceneProps): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const [found] = createResource(() => askRelay(invited, "POST", "/api/invitation", { secret: props.secret }));
  const [password, setPassword] = createSignal("");
  const [problem, setProblem] = createSignal<SignInProblem | null>(null);
  const [busy, setBusy] = createSignal(false);

  const who = (): { readonly name: string; readonly account: string } | null => {
    const answer = found.latest;
    return answer?.ok ? answer.value : null;
  };
  const over = (): SignInProblem | null => {
    const answer = found.latest;
    return answer && !answer.ok ? answer.error : null;
  };
  const accept = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    setProblem(null);
    const done = await askRelay(accepted, "POST", "/api/invitation", { secret: props.secret, password: password() });
    if (done.ok) {
      const signedIn = await props.signIn(done.value.account, password());
      props.onDone(signedIn.ok ? signedIn.value : null);
    } else setProblem(done.error);
    setBusy(false);
  };

  return (
    <main class="sign-in">
      <form class="sign-in-form" onSubmit={(event) => void accept(event)}>
        <img class="sign-in-mark" src="/icons/icon.svg" alt="" width="40" height="40" />
        <Switch fallback={<p class="sign-in-hint">{t("invite.looking")}</p>}>
          <Match when={over()}>
            {(failed) => (
              <>
                <p class="sign-in-problem" role="alert">
                  {signInSentence(i18n, failed())}
                </p>
                <Button onClick={() => props.onDone(null)}>{t("invite.signIn")}</Button>
              </>
            )}
          </Match>
          <Match when={who()}>
            {(person) => (
              <>
                <h1>{t("invite.title", { name: person().name })}</h1>
                <p class="sign-in-hint">{t("invite.text", { account: person().account })}</p>
                <input type="text" autocomplete="username" value={person().account} hidden readonly />
                <TextInput label={t("signin.newPassword")} type="password" autocomplete="new-password" value={password()} onInput={setPassword} hint={t("invite.passwordHint")} autofocus />
                <p class="sign-in-problem" role="alert">
                  <Show when={problem()}>{(failed) => signInSentence(i18n, failed())}</Show>
                </p>
                <Button kind="primary" type="submit" aria-busy={busy()}>
                  {t("invite.submit")}
                </Button>
              </>
            )}
          </Match>
        </Switch>
      </form>
    </main>
  );
};
