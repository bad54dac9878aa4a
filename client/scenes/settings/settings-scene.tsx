import { createResource, createSignal, For, Show, Suspense, type JSX } from "solid-js";
import "./settings.css";
import { saveFile } from "#client/charts/save-file.ts";
import { LOCALE_NAMES, useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { ACCENTS, THEME_CHOICES, type Theme } from "#client/theme/theme.ts";
import { signInSentence } from "#client/i18n/sign-in-sentence.ts";
import { Button } from "#client/ui/button.tsx";
import { Segmented } from "#client/ui/segmented.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { onDemand } from "#client/ui/late.ts";
import { LOCALES } from "#domain/schema/words.ts";
import type { SignInProblem } from "#workers/replica/api.ts";

const WaysIn = onDemand(async () => (await import("#client/account/ways-in.tsx")).WaysIn);

const storageOf = async (): Promise<{ readonly used: number; readonly kept: boolean }> => {
  const estimate = await navigator.storage?.estimate?.();
  return { used: estimate?.usage ?? 0, kept: (await navigator.storage?.persisted?.()) ?? false };
};

/** The person's own settings on this device: looks, password, passkeys, second factor, devices, and how much is not backed up yet. */
export const SettingsScene = (props: { readonly theme: Theme }): JSX.Element => {
  const i18n = useI18n();
  const { t, locale, setLocale, formats } = i18n;
  const replica = useReplica();
  const toasts = useToasts();
  const [storage] = createResource(storageOf);
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const [problem, setProblem] = createSignal<SignInProblem | null>(null);

  const wrong = (): string | undefined => {
    const failed = problem();
    return failed ? signInSentence(i18n, failed) : undefined;
  };

  const changePassword = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const outcome = await replica.api.changePassword(current(), next());
    setProblem(outcome.ok ? null : outcome.error);
    if (!outcome.ok) return;
    setCurrent("");
    setNext("");
    toasts.say({ text: t("signin.passwordChanged") });
  };

  return (
    <div class="settings">
      <section aria-labelledby="settings-looks">
        <h2 id="settings-looks">{t("settings.appearance")}</h2>
        <div class="settings__row">
          <span>{t("shell.language")}</span>
          <Segmented label={t("shell.language")} options={LOCALES.map((id) => ({ id, label: LOCALE_NAMES[id] }))} value={locale()} onChange={(id) => setLocale(id as (typeof LOCALES)[number])} />
        </div>
        <div class="settings__row">
          <span>{t("shell.theme")}</span>
          <Segmented
            label={t("shell.theme")}
            options={THEME_CHOICES.map((id) => ({ id, label: t(`shell.theme.${id}`) }))}
            value={props.theme.choice()}
            onChange={(id) => props.theme.setChoice(id as (typeof THEME_CHOICES)[number])}
          />
        </div>
        <div class="settings__row">
          <span>{t("shell.accent")}</span>
          <Segmented
            label={t("shell.accent")}
            options={ACCENTS.map((id) => ({ id, label: t(`shell.accent.${id}`) }))}
            value={props.theme.accent()}
            onChange={(id) => props.theme.setAccent(id as (typeof ACCENTS)[number])}
          />
        </div>
      </section>
      <section aria-labelledby="settings-device">
        <h2 id="settings-device">{t("settings.device")}</h2>
        <p>{replica.state().waiting > 0 ? t("settings.unsaved", { count: replica.state().waiting }) : t("settings.allSaved")}</p>
        <Show when={replica.state().waiting > 0}>
          <Button icon="download" onClick={() => void replica.api.exportOutbox().then((file) => saveFile("tidebook-changes.tidebook", file))}>
            {t("settings.exportOutbox")}
          </Button>
        </Show>
        <Show when={storage()}>
          {(room) => (
            <p class="settings__meta">
              {t("settings.used", { used: formats().bytes(room().used) })} · {t(room().kept ? "settings.persist" : "settings.notPersist")}
            </p>
          )}
        </Show>
        <For each={replica.state().problem ? [replica.state().problem] : []}>
          {(failed) => <p class="settings__problem">{failed ? t(`problem.${failed}`) : ""}</p>}
        </For>
      </section>
      <section aria-labelledby="settings-account">
        <h2 id="settings-account">{t("settings.account")}</h2>
        <p>{replica.me().name}</p>
        <form class="settings__form" onSubmit={(event) => void changePassword(event)}>
          <TextInput label={t("signin.currentPassword")} type="password" autocomplete="current-password" value={current()} onInput={setCurrent} />
          <TextInput
            label={t("signin.newPassword")}
            type="password"
            autocomplete="new-password"
            value={next()}
            onInput={setNext}
            error={wrong()}
          />
          <Button type="submit">{t("signin.changePassword")}</Button>
        </form>
      </section>
      <Suspense>
        <WaysIn />
      </Suspense>
    </div>
  );
};
