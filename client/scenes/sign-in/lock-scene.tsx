import { Show, type JSX } from "solid-js";
import "./sign-in.css";
import { saveFile } from "#client/charts/save-file.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";

const DAY = 86_400_000;

export interface LockSceneProps {
  /** The sign-in, shown when the session has ended too. */
  readonly signIn: () => JSX.Element;
}

/** Shown in place of everything while the device has been away from the relay for too long. Nothing is lost. */
export const LockScene = (props: LockSceneProps): JSX.Element => {
  const { t, formats, clock } = useI18n();
  const { api, state } = useReplica();
  const away = (): string => formats().lapse(Math.max(DAY, clock.now() - (state().lastContact ?? clock.now() - 14 * DAY)));
  return (
    <Show when={state().kind !== "signIn"} fallback={props.signIn()}>
      <main class="sign-in">
        <div class="sign-in-form">
          <img class="sign-in-mark" src="/icons/icon.svg" alt="" width="40" height="40" />
          <h1>{t("lock.title")}</h1>
          <p class="sign-in-hint">{t("lock.text", { days: away() })}</p>
          <Button kind="primary" onClick={() => void api.hurry()}>
            {t("lock.again")}
          </Button>
          <Show when={state().waiting > 0}>
            <p class="sign-in-hint">{t("settings.unsaved", { count: state().waiting })}</p>
            <Button icon="download" onClick={() => void api.exportOutbox().then((file) => saveFile("tidebook-changes.tidebook", file))}>
              {t("settings.exportOutbox")}
            </Button>
          </Show>
        </div>
      </main>
    </Show>
  );
};
