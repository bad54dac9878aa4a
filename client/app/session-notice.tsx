import { createEffect, createMemo, createSignal, on, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { SignInScene } from "#client/scenes/sign-in/sign-in-scene.tsx";
import { Button } from "#client/ui/button.tsx";
import { Dialog } from "#client/ui/dialog.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import type { ReplicaApi } from "#workers/replica/api.ts";

const A_MINUTE = 60_000;

/** Says, once each, what stands between this device and the relay: an ended session, storage that refuses, a clock that is off. */
export const SessionNotice = (props: { readonly signIn: ReplicaApi["signIn"] }): JSX.Element => {
  const { t } = useI18n();
  const { state, me } = useReplica();
  const toasts = useToasts();
  const [asking, setAsking] = createSignal(false);

  // Memos, because the state is told anew with every change and page: what is said is said once.
  const ended = createMemo(() => state().kind === "signIn");
  const problem = createMemo(() => state().problem);
  const minutesOff = createMemo(() => Math.round(Math.abs(state().clockOffset) / A_MINUTE));

  createEffect(
    on(
      ended,
      (isEnded) => {
        if (isEnded) toasts.say({ text: t("signin.again"), action: { label: t("signin.submit"), run: () => setAsking(true) }, tone: "danger" });
        else setAsking(false);
      },
      { defer: true },
    ),
  );
  createEffect(
    on(problem, (known) => {
      if (known) toasts.say({ text: t(`problem.${known}`), tone: "danger" });
    }),
  );
  createEffect(
    on(minutesOff, (minutes) => {
      if (minutes > 0) toasts.say({ text: t("problem.clock", { minutes }) });
    }),
  );

  return (
    <Show when={asking()}>
      <Dialog open onClose={() => setAsking(false)} title={t("signin.title")} actions={<Button onClick={() => setAsking(false)}>{t("app.close")}</Button>}>
        <SignInScene signIn={props.signIn} again={me().name} onSignedIn={() => setAsking(false)} />
      </Dialog>
    </Show>
  );
};
