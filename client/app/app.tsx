import { createRenderEffect, createSignal, Show, Suspense, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { ConnectedReplica } from "#client/replica/connected.ts";
import { takeDown } from "#client/replica/picture.ts";
import { SignInScene } from "#client/scenes/sign-in/sign-in-scene.tsx";
import type { Theme } from "#client/theme/theme.ts";
import { EmptyState } from "#client/ui/empty-state.tsx";
import { idle, late } from "#client/ui/late.ts";
import type { Me, ReplicaApi } from "#workers/replica/api.ts";
import { forgetTypedSearches } from "#client/query/typed-search.ts";
import { forgetHere, leaveHere } from "./forget-here.ts";
import { takeInvitation } from "./invitation-link.ts";
import type { AppUpdate } from "./update.ts";

/** On its way from the start: whoever is signed in already waits for nothing else, and whoever signs in has it by then. */
const signedIn = import("./signed-in.tsx");
/** Once the workspace's code is here and the device has time: for what a first screen does not wait for. */
export const afterFirstScreen = signedIn.then(idle);
const SignedIn = late(async () => (await signedIn).SignedIn, true);
const NoView = late(async () => (await import("./viewing-banner.tsx")).NoView);
const InvitationScene = late(async () => (await import("#client/scenes/sign-in/invitation-scene.tsx")).InvitationScene);
const ChoosePasswordScene = late(async () => (await import("#client/scenes/sign-in/choose-password-scene.tsx")).ChoosePasswordScene);

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
  if (!me()) forgetTypedSearches();
  /* Between two persons there is nobody: what the first had open is gone before the next begins. */
  const become = (person: Me | null): void => {
    const before = me();
    if (before && before.id !== person?.id) {
      setMe(null);
      forgetTypedSearches();
      leaveHere();
    }
    setMe(person);
  };
  void props.replica.confirmed.then((person) => {
    const shown = me();
    if (person?.id !== shown?.id || person?.mustChangePassword !== shown?.mustChangePassword) become(person);
  }, () => undefined);
  /* The workspace takes down the picture of itself when it stands; what stands in its place has none. */
  createRenderEffect(() => (me()?.mustChangePassword === true || !me() || invitation() ? takeDown() : undefined));
  const invitedPerson = (person: Me | null): void => {
    setInvitation(null);
    if (person) become(person);
  };
  const emptied = (): void => {
    forgetHere();
    setWiped(true);
    become(null);
  };
  const signIn: ReplicaApi["signIn"] = async (account, password, code) => props.replica.api.signIn(account, password, code);
  const signInByPasskey: ReplicaApi["signInByPasskey"] = async (attempt, shown) => props.replica.api.signInByPasskey(attempt, shown);
  const changePassword: ReplicaApi["changePassword"] = async (current, next) => props.replica.api.changePassword(current, next);
  return (
    <Suspense>
      <Show when={!invitation()} fallback={<InvitationScene secret={invitation() ?? ""} signIn={signIn} onDone={invitedPerson} />}>
        <Show when={me()} fallback={props.replica.viewing ? <NoView /> : <SignInScene signIn={signIn} signInByPasskey={signInByPasskey} onSignedIn={setMe} notice={wiped() ? t("close.wiped") : undefined} />} keyed>
          {(person) => {
            if (person.mustChangePassword && !props.replica.viewing) {
              const { id, name } = person;
              return <ChoosePasswordScene changePassword={changePassword} onChanged={() => setMe({ id, name })} />;
            }
            return (
              <SignedIn
                person={person}
                replica={props.replica}
                theme={props.theme}
                update={props.update}
                signIn={signIn}
                signInByPasskey={signInByPasskey}
                onSignedOut={() => become(null)}
                onPerson={become}
                onWiped={emptied}
              />
            );
          }}
        </Show>
      </Show>
    </Suspense>
  );
};

/** Shown when the worker cannot start at all. */
export const Broken = (): JSX.Element => {
  const { t } = useI18n();
  return <EmptyState title={t("signin.workerFailed")} />;
};
