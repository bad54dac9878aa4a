import { Route, Router } from "@solidjs/router";
import { createSignal, Show, type JSX } from "solid-js";
import { ActionProvider } from "#client/actions/registry.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { ConnectedReplica } from "#client/replica/connected.ts";
import { createEffectQuestion } from "#client/replica/effect-question.ts";
import { createReplica, ReplicaProvider } from "#client/replica/replica-context.tsx";
import { ChoosePasswordScene } from "#client/scenes/sign-in/choose-password-scene.tsx";
import { SignInScene } from "#client/scenes/sign-in/sign-in-scene.tsx";
import type { Theme } from "#client/theme/theme.ts";
import { EmptyState } from "#client/ui/empty-state.tsx";
import type { Me, ReplicaApi } from "#workers/replica/api.ts";
import { EffectDialog } from "./effect-dialog.tsx";
import { SessionNotice } from "./session-notice.tsx";
import type { AppUpdate } from "./update.ts";
import { Workspace } from "./workspace.tsx";

export interface AppProps {
  /** Its `me` is who was signed in when the app started; null asks. */
  readonly replica: ConnectedReplica;
  readonly theme: Theme;
  readonly update: AppUpdate;
}

/** Asks who it is, once, and then shows their workspace. */
export const App = (props: AppProps): JSX.Element => {
  const [me, setMe] = createSignal<Me | null>(props.replica.me);
  const signIn: ReplicaApi["signIn"] = async (account, password) => props.replica.api.signIn(account, password);
  const changePassword: ReplicaApi["changePassword"] = async (current, next) => props.replica.api.changePassword(current, next);
  return (
    <Show when={me()} fallback={<SignInScene signIn={signIn} onSignedIn={setMe} />} keyed>
      {(person) => {
        if (person.mustChangePassword) {
          const { id, name } = person;
          return <ChoosePasswordScene changePassword={changePassword} onChanged={() => setMe({ id, name })} />;
        }
        const effect = createEffectQuestion();
        const replica = createReplica(props.replica.api, () => person, props.replica.onRestart, effect.ask);
        const place = (): JSX.Element => <Workspace theme={props.theme} update={props.update} onSignedOut={() => setMe(null)} />;
        return (
          <ReplicaProvider replica={replica}>
            <ActionProvider>
              <SessionNotice signIn={signIn} onPerson={setMe} />
              <Router>
                <Route path="*" component={place} />
              </Router>
              <EffectDialog question={effect.open()} />
            </ActionProvider>
          </ReplicaProvider>
        );
      }}
    </Show>
  );
};

/** Shown when the worker cannot start at all. */
export const Broken = (): JSX.Element => {
  const { t } = useI18n();
  return <EmptyState title={t("signin.workerFailed")} />;
};
