import { Route, Router } from "@solidjs/router";
import { createSignal, Show, type JSX } from "solid-js";
import { ActionProvider } from "#client/actions/registry.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { ConnectedReplica } from "#client/replica/connected.ts";
import { createEffectQuestion } from "#client/replica/effect-question.ts";
import { createReplica, ReplicaProvider } from "#client/replica/replica-context.tsx";
import { forgetHere } from "./forget-here.ts";
import { takeInvitation } from "./invitation-link.ts";
import { ChoosePasswordScene } from "#client/scenes/sign-in/choose-password-scene.tsx";
import { InvitationScene } from "#client/scenes/sign-in/invitation-scene.tsx";
import { LockScene } from "#client/scenes/sign-in/lock-scene.tsx";
import { SignInScene } from "#client/scenes/sign-in/sign-in-scene.tsx";
import type { Theme } from "#client/theme/theme.ts";
import { EmptyState } from "#client/ui/empty-state.tsx";
import type { Me, ReplicaApi } from "#workers/replica/api.ts";
import { leaveView } from "#client/replica/viewing.ts";
import { EffectDialog } from "./effect-dialog.tsx";
import { SessionNotice } from "./session-notice.tsx";
import type { AppUpdate } from "./update.ts";
import { NoView, ViewingBanner } from "./viewing-banner.tsx";
import { Workspace } from "./workspace.tsx";

export interface AppProps {
  /** Its `me` is who was signed in when the app started; null asks. */
  readonly replica: ConnectedReplica;
  readonly theme: Theme;
  readonly update: AppUpdate;
}

/** Asks who it is, once, and then shows their workspace. */
export const App = (props: AppProps): JSX.Element => {
  const { t } = useI18n();
  const [me, setMe] = createSignal<Me | null>(props.replica.me);
  const [invitation, setInvitation] = createSignal(takeInvitation());
  const [wiped, setWiped] = createSignal(false);
  const invitedPerson = (person: Me | null): void => {
    setInvitation(null);
    if (person) setMe(person);
  };
  const emptied = (): void => {
    forgetHere();
    setWiped(true);
    setMe(null);
  };
  const signIn: ReplicaApi["signIn"] = async (account, password, code) => props.replica.api.signIn(account, password, code);
  const signInByPasskey: ReplicaApi["signInByPasskey"] = async (attempt, shown) => props.replica.api.signInByPasskey(attempt, shown);
  const changePassword: ReplicaApi["changePassword"] = async (current, next) => props.replica.api.changePassword(current, next);
  return (
    <Show when={!invitation()} fallback={<InvitationScene secret={invitation() ?? ""} signIn={signIn} onDone={invitedPerson} />}>
      <Show when={me()} fallback={props.replica.viewing ? <NoView /> : <SignInScene signIn={signIn} signInByPasskey={signInByPasskey} onSignedIn={setMe} notice={wiped() ? t("close.wiped") : undefined} />} keyed>
        {(person) => {
          if (person.mustChangePassword && !props.replica.viewing) {
            const { id, name } = person;
            return <ChoosePasswordScene changePassword={changePassword} onChanged={() => setMe({ id, name })} />;
          }
          const effect = createEffectQuestion();
          const replica = createReplica(props.replica.api, () => person, props.replica.onRestart, effect.ask);
          const place = (): JSX.Element => <Workspace theme={props.theme} update={props.update} onSignedOut={() => (props.replica.viewing ? leaveView() : setMe(null))} />;
          return (
            <ReplicaProvider replica={replica}>
              <ActionProvider>
                <Show when={props.replica.viewing} fallback={<SessionNotice signIn={signIn} signInByPasskey={signInByPasskey} onPerson={setMe} onWiped={emptied} />}>
                  <ViewingBanner name={person.name} />
                </Show>
                <Show when={replica.state().access !== "locked"} fallback={<LockScene signIn={() => <SignInScene signIn={signIn} signInByPasskey={signInByPasskey} again={person.name} notice={t("lock.signIn")} onSignedIn={setMe} />} />}>
                  <Router>
                    <Route path="*" component={place} />
                  </Router>
                </Show>
                <EffectDialog question={effect.open()} />
              </ActionProvider>
            </ReplicaProvider>
          );
        }}
      </Show>
    </Show>
  );
};

/** Shown when the worker cannot start at all. */
export const Broken = (): JSX.Element => {
  const { t } = useI18n();
  return <EmptyState title={t("signin.workerFailed")} />;
};
