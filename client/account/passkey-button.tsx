import { createSignal, onCleanup, onMount, Show, type JSX } from "solid-js";
import type { PasskeyProblem } from "#client/i18n/sign-in-sentence.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import type { Me, ReplicaApi, SignInProblem } from "#workers/replica/api.ts";
import type { PasskeySignIn } from "./passkey-sign-in.ts";
import { passkeysFilledIn, passkeysHere } from "./passkeys-here.ts";

export interface PasskeyButtonProps {
  readonly signIn: ReplicaApi["signInByPasskey"];
  readonly onSignedIn: (me: Me) => void;
  /** Null: the problem before is none any more. */
  readonly onProblem: (problem: SignInProblem | PasskeyProblem | null) => void;
}

/** Sign-in by passkey, where the browser has any: by this button, and beside the account's name as the browser fills it in. */
export const PasskeyButton = (props: PasskeyButtonProps): JSX.Element => {
  const { t } = useI18n();
  const [busy, setBusy] = createSignal(false);
  let gone = false;
  let opened: Promise<PasskeySignIn> | undefined;

  const create = async (): Promise<PasskeySignIn> => {
    const { signInHere } = await import("./passkey-ceremony.ts");
    return signInHere({
      signIn: (attempt, shown) => props.signIn(attempt, shown),
      onSignedIn: (me) => props.onSignedIn(me),
      onProblem: (problem) => props.onProblem(problem),
    });
  };
  const open = (): Promise<PasskeySignIn> => (opened ??= create());
  const ask = async (): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    props.onProblem(null);
    try {
      await (await open()).ask();
    } catch {
      // The page is older than what the relay serves, or the network is gone.
      opened = undefined;
      props.onProblem({ type: "Unreachable" });
    }
    setBusy(false);
  };
  const offer = async (): Promise<void> => {
    if (!(await passkeysFilledIn())) return;
    const signIn = await open();
    if (!gone) signIn.offer();
  };

  onMount(() => void offer().catch(() => (opened = undefined)));
  onCleanup(() => {
    gone = true;
    void opened?.then((signIn) => signIn.stop());
  });

  return (
    <Show when={passkeysHere()}>
      <Button icon="key-round" onClick={() => void ask()} aria-busy={busy()}>
        {t("signin.passkey")}
      </Button>
    </Show>
  );
};
