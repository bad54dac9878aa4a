import "#client/theme/theme.css";
import { createSignal, Show } from "solid-js";
import { render } from "solid-js/web";
import { afterFirstScreen, App, Broken } from "#client/app/app.tsx";
import { viewedPerson } from "#client/replica/viewing.ts";
import { createAppUpdate } from "#client/app/update.ts";
import { I18nProvider } from "#client/i18n/i18n.tsx";
import { createTheme } from "#client/theme/theme.ts";
import { connectSteadily, type ConnectedReplica } from "#client/replica/connected.ts";
import { keptHere } from "#client/replica/kept-here.ts";
import { takeDown } from "#client/replica/picture.ts";
import { ConfirmProvider } from "#client/ui/confirm.tsx";
import { ToastProvider } from "#client/ui/toast.tsx";

const clock = { now: () => Date.now() };
const root = document.querySelector("#root");
if (!root) throw new Error("the page has no root element");

const [connected, setConnected] = createSignal<ConnectedReplica | null>(null);
const [broken, setBroken] = createSignal(false);

const fail = (): void => {
  takeDown();
  setConnected(null);
  setBroken(true);
};

const viewing = viewedPerson();
const kept = viewing ? null : keptHere(clock);
if (!kept?.me) takeDown();
connectSteadily(clock, fail, viewing, kept).then(setConnected, fail);

render(() => {
  const theme = createTheme();
  const update = createAppUpdate(undefined, afterFirstScreen);
  return (
    <I18nProvider clock={clock}>
      <ToastProvider>
        <ConfirmProvider>
          <Show when={broken()}>
            <Broken />
          </Show>
          <Show when={connected()} keyed>
            {(replica) => <App replica={replica} theme={theme} update={update} />}
          </Show>
        </ConfirmProvider>
      </ToastProvider>
    </I18nProvider>
  );
}, root);
