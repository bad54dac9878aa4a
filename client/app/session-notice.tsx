import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show, Suspense, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { SignInScene } from "#client/scenes/sign-in/sign-in-scene.tsx";
import { Button } from "#client/ui/button.tsx";
import { late } from "#client/ui/late.ts";
import { useToasts } from "#client/ui/toast.tsx";
import { CLOSE } from "#domain/protocol/close.ts";
import type { Me, ReplicaApi } from "#workers/replica/api.ts";

const Dialog = late(async () => (await import("#client/ui/dialog.tsx")).Dialog);

const A_MINUTE = 60_000;

export interface SessionNoticeProps {
  readonly signIn: ReplicaApi["signIn"];
  readonly signInByPasskey: ReplicaApi["signInByPasskey"];
  /** Somebody else has signed in, or somebody who must choose a password first. */
  readonly onPerson: (me: Me) => void;
  /** The device has been emptied. */
  readonly onWiped: () => void;
}

/** Says, once each, what stands between this device and the relay: an ended session, storage that refuses, a clock that is off. */
export const SessionNotice = (props: SessionNoticeProps): JSX.Element => {
  const { t, formats } = useI18n();
  const { state, storing, me, onRestart } = useReplica();
  const toasts = useToasts();
  const [asking, setAsking] = createSignal(false);

  // Memos, because the state is told anew with every change and page: what is said is said once.
  const ended = createMemo(() => state().kind === "signIn" && state().access !== "wiped");
  const problem = createMemo(() => state().problem);
  const closed = createMemo(() => state().closed);
  const access = createMemo(() => state().access);
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
  createEffect(on(access, (now) => now === "wiped" && props.onWiped(), { defer: true }));
  createEffect(
    on(problem, (known) => {
      if (known) toasts.say({ text: t(`problem.${known}`), tone: "danger" });
    }),
  );
  createEffect(
    on(minutesOff, (minutes) => {
      if (minutes > 0) toasts.say({ text: t("problem.clock", { much: formats().lapse(minutes * A_MINUTE) }) });
    }),
  );
  createEffect(
    on(closed, (reason) => {
      // The others heal by themselves, or are told by the state's own word.
      if (reason && reason !== "signInAgain" && reason !== "wiped" && !CLOSE[reason].retry) toasts.say({ text: t(`close.${reason}`), tone: "danger" });
    }),
  );
  onCleanup(onRestart(() => toasts.say({ text: t("app.workerBack") })));

  /** Closing the window now loses what neither the relay nor this device has. */
  const holdBack = (event: BeforeUnloadEvent): void => {
    if (storing() || (state().problem !== null && state().waiting > 0)) event.preventDefault();
  };
  onMount(() => window.addEventListener("beforeunload", holdBack));
  onCleanup(() => window.removeEventListener("beforeunload", holdBack));

  const signedIn = (person: Me): void => {
    setAsking(false);
    if (person.id !== me().id || person.mustChangePassword) props.onPerson(person);
  };

  return (
    <Show when={asking()}>
      <Suspense>
        <Dialog open onClose={() => setAsking(false)} title={t("signin.title")} actions={<Button onClick={() => setAsking(false)}>{t("app.close")}</Button>}>
          <SignInScene signIn={props.signIn} signInByPasskey={props.signInByPasskey} again={me().name} onSignedIn={signedIn} />
        </Dialog>
      </Suspense>
    </Show>
  );
};
