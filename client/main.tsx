import "#client/theme/theme.css";
import { createSignal, Show } from "solid-js";
import { render } from "solid-js/web";
import { App, Broken } from "#client/app/app.tsx";
import { createAppUpdate } from "#client/app/update.ts";
import { I18nProvider } from "#client/i18n/i18n.tsx";
import { createTheme } from "#client/theme/theme.ts";
import { ToastProvider } from "#client/ui/toast.tsx";
import { connectReplica } from "#workers/replica/connect-page.ts";
import type { Me } from "#workers/replica/api.ts";

const clock = { now: () => Date.now() };
const root = document.querySelector("#root");
if (!root) throw new Error("the page has no root element");

type Connected = Awaited<ReturnType<typeof connectReplica>> & { readonly me: Me | null };

const [connected, setConnected] = createSignal<Connected | null>(null);
const [broken, setBroken] = createSignal(false);

/** Starts the replica's worker, and once more whenever it dies: what was committed is stored, and the open records are remembered. */
const connect = async (): Promise<void> => {
  try {
    const replica = await connectReplica(() => void connect());
    setConnected({ ...replica, me: await replica.api.start() });
  } catch {
    setConnected(null);
    setBroken(true);
  }
};

void connect();

render(() => {
  const theme = createTheme();
  const update = createAppUpdate();
  return (
    <I18nProvider clock={clock}>
      <ToastProvider>
        <Show when={broken()}>
          <Broken />
        </Show>
        <Show when={connected()} keyed>
          {(replica) => <App api={replica.api} me={replica.me} theme={theme} update={update} />}
        </Show>
      </ToastProvider>
    </I18nProvider>
  );
}, root);
