import { createResource, createSignal, For, Match, Show, Suspense, Switch, type JSX } from "solid-js";
import "./account.css";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { onDemand } from "#client/ui/late.ts";
import { enrolment, recoveryCodes, secondFactorState, type Enrolment } from "#domain/protocol/accounts.ts";
import type { SignInProblem } from "#workers/replica/api.ts";
import { askRelay, NOTHING } from "./ask-relay.ts";
import { SecretText } from "./secret-text.tsx";
import { accountSentence } from "./sentence.ts";

const QrCode = onDemand(async () => (await import("./qr-code.tsx")).QrCode);

type Step = { readonly at: "rest" } | { readonly at: "app"; readonly enrolment: Enrolment } | { readonly at: "codes"; readonly codes: readonly string[] };

/** The authenticator app: turned on with password and code, off with both. */
export const SecondFactor = (): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const toasts = useToasts();
  const [state, { refetch }] = createResource(() => askRelay(secondFactorState, "GET", "/api/second-factor"));
  const [step, setStep] = createSignal<Step>({ at: "rest" });
  const [password, setPassword] = createSignal("");
  const [code, setCode] = createSignal("");
  const [problem, setProblem] = createSignal<SignInProblem | null>(null);

  const known = (): { readonly on: boolean; readonly recoveryLeft: number } | null => {
    const answer = state.latest;
    return answer?.ok ? answer.value : null;
  };
  const wrong = (): string | undefined => {
    const failed = problem();
    return failed ? accountSentence(i18n, failed) : undefined;
  };
  const clear = (): void => {
    setPassword("");
    setCode("");
    setProblem(null);
  };

  const begin = async (): Promise<void> => {
    const begun = await askRelay(enrolment, "POST", "/api/second-factor", { password: password() });
    if (!begun.ok) {
      setProblem(begun.error);
      return;
    }
    clear();
    setStep({ at: "app", enrolment: begun.value });
  };
  const confirm = async (): Promise<void> => {
    const confirmed = await askRelay(recoveryCodes, "POST", "/api/second-factor/confirm", { code: code() });
    if (!confirmed.ok) {
      setProblem(confirmed.error);
      return;
    }
    clear();
    setStep({ at: "codes", codes: confirmed.value.recovery });
    toasts.say({ text: t("factor.turnedOn") });
    await refetch();
  };
  const remove = async (): Promise<void> => {
    const removed = await askRelay(NOTHING, "POST", "/api/second-factor/remove", { password: password(), code: code() });
    if (!removed.ok) {
      setProblem(removed.error);
      return;
    }
    clear();
    toasts.say({ text: t("factor.turnedOff") });
    await refetch();
  };
  const submit = (work: () => Promise<void>) => (event: SubmitEvent) => {
    event.preventDefault();
    void work();
  };

  const passwordInput = (): JSX.Element => (
    <TextInput label={t("signin.currentPassword")} type="password" autocomplete="current-password" value={password()} onInput={setPassword} error={wrong()} />
  );
  const codeInput = (hint?: string): JSX.Element => (
    <TextInput label={t("factor.code")} autocomplete="one-time-code" value={code()} onInput={setCode} hint={hint} error={step().at === "app" ? wrong() : undefined} />
  );
  const app = (): Enrolment | null => {
    const now = step();
    return now.at === "app" ? now.enrolment : null;
  };
  const codes = (): readonly string[] | null => {
    const now = step();
    return now.at === "codes" ? now.codes : null;
  };

  return (
    <section aria-labelledby="settings-factor">
      <h2 id="settings-factor">{t("factor.title")}</h2>
      <Switch>
        <Match when={codes()}>
          {(list) => (
            <>
              <p>{t("factor.recoveryText")}</p>
              <ul class="account-codes" aria-label={t("factor.recovery")}>
                <For each={list()}>{(one) => <li><code>{one}</code></li>}</For>
              </ul>
              <Button kind="primary" onClick={() => setStep({ at: "rest" })}>
                {t("factor.kept")}
              </Button>
            </>
          )}
        </Match>
        <Match when={app()}>
          {(begun) => (
            <form class="account-form" onSubmit={submit(confirm)}>
              <p>{t("factor.scan")}</p>
              <Suspense>
                <QrCode text={begun().uri} label={t("factor.picture")} />
              </Suspense>
              <a href={begun().uri}>{t("factor.open")}</a>
              <span>{t("factor.secret")}</span>
              <SecretText text={begun().secret} />
              {codeInput()}
              <Button type="submit" kind="primary">
                {t("factor.confirm")}
              </Button>
            </form>
          )}
        </Match>
        <Match when={known()}>
          {(now) => (
            <Show
              when={now().on}
              fallback={
                <form class="account-form" onSubmit={submit(begin)}>
                  <p>{t("factor.off")}</p>
                  {passwordInput()}
                  <Button type="submit">{t("factor.begin")}</Button>
                </form>
              }
            >
              <form class="account-form" onSubmit={submit(remove)}>
                <p>
                  {t("factor.on")} {t("factor.left", { count: now().recoveryLeft })}
                </p>
                {passwordInput()}
                {codeInput(t("factor.codeHint"))}
                <Button type="submit">{t("factor.remove")}</Button>
              </form>
            </Show>
          )}
        </Match>
      </Switch>
    </section>
  );
};
