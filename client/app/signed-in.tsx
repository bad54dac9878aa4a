import { createRenderEffect, Show, Suspense, type JSX } from "solid-js";
import { ActionProvider } from "#client/actions/registry.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { ConnectedReplica } from "#client/replica/connected.ts";
import { createEffectQuestion } from "#client/replica/effect-question.ts";
import { takeDown } from "#client/replica/picture.ts";
import { seenKey } from "#client/replica/seen.ts";
import { createReplica, ReplicaProvider } from "#client/replica/replica-context.tsx";
import { leaveView } from "#client/replica/viewing.ts";
import { SignInScene } from "#client/scenes/sign-in/sign-in-scene.tsx";
import type { Theme } from "#client/theme/theme.ts";
import { late } from "#client/ui/late.ts";
import type { Me, ReplicaApi } from "#workers/replica/api.ts";
import { SessionNotice } from "./session-notice.tsx";
import type { AppUpdate } from "./update.ts";
import { ViewingBanner } from "./viewing-banner.tsx";
import { Workspace } from "./workspace.tsx";

const EffectDialog = late(async () => (await import("./effect-dialog.tsx")).EffectDialog);
const LockScene = late(async () => (await import("#client/scenes/sign-in/lock-scene.tsx")).LockScene);

export interface SignedInProps {
  readonly person: Me;
  readonly replica: ConnectedReplica;
  readonly theme: Theme;
  readonly update: AppUpdate;
  readonly signIn: ReplicaApi["signIn"];
  readonly signInByPasskey: ReplicaApi["signInByPasskey"];
  readonly onSignedOut: () => void;
  /** Somebody else has signed in, or somebody who must choose a password first. */
  readonly onPerson: (me: Me) => void;
  /** The device has been emptied. */
  readonly onWiped: () => void;
}

/** One person's workspace, for as long as they are signed in. */
export const SignedIn = (props: SignedInProps): JSX.Element => {
  const { t } = useI18n();
  const effect = createEffectQuestion();
  const replica = createReplica(props.replica.api, () => props.person, props.replica.onRestart, effect.ask);
  createRenderEffect(() => (replica.state().access === "open" ? undefined : takeDown()));
  const signInAgain = (): JSX.Element => (
    <SignInScene signIn={props.signIn} signInByPasskey={props.signInByPasskey} again={props.person.name} notice={t("lock.signIn")} onSignedIn={props.onPerson} />
  );
  const place = (): JSX.Element => (
    <Show when={seenKey()} keyed>
      {(_seen) => <Workspace theme={props.theme} update={props.update} onSignedOut={() => (props.replica.viewing ? leaveView() : props.onSignedOut())} />}
    </Show>
  );
  return (
    <ReplicaProvider replica={replica}>
      <ActionProvider>
        <Show
          when={props.replica.viewing}
          fallback={<SessionNotice signIn={props.signIn} signInByPasskey={props.signInByPasskey} onPerson={props.onPerson} onWiped={props.onWiped} />}
        >
          <ViewingBanner name={props.person.name} />
        </Show>
        <Show when={replica.state().access !== "locked"} fallback={<LockScene signIn={signInAgain} />}>
          {place()}
        </Show>
        <Show when={effect.open()}>
          <Suspense>
            <EffectDialog question={effect.open()} />
          </Suspense>
        </Show>
      </ActionProvider>
    </ReplicaProvider>
  );
};
