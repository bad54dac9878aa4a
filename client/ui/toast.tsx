import { createContext, createSignal, onCleanup, Show, useContext, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button, IconButton } from "./button.tsx";
import "./toast.css";

export interface ToastMessage {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** Stays until it is dismissed, without being read out at once. */
  readonly stays?: true | undefined;
  /** A danger stays until it is dismissed and is read out at once. */
  readonly tone?: "danger" | undefined;
}

export interface Toasts {
  /** One line at a time: a new one takes the place of the one before. */
  readonly say: (message: ToastMessage) => void;
  readonly dismiss: () => void;
}

const STAY = 6000;

const ToastContext = createContext<Toasts>();

export const useToasts = (): Toasts => {
  const toasts = useContext(ToastContext);
  if (!toasts) throw new Error("useToasts needs a ToastProvider above it");
  return toasts;
};

export const ToastProvider = (props: { readonly children: JSX.Element }): JSX.Element => {
  const { t } = useI18n();
  const [message, setMessage] = createSignal<ToastMessage | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const dismiss = (): void => {
    clearTimeout(timer);
    setMessage(null);
  };
  const wait = (): void => {
    clearTimeout(timer);
    if (message()?.tone !== "danger" && !message()?.stays) timer = setTimeout(dismiss, STAY);
  };
  onCleanup(() => clearTimeout(timer));
  const toasts: Toasts = {
    dismiss,
    say: (next) => {
      setMessage(next);
      wait();
    },
  };
  return (
    <ToastContext.Provider value={toasts}>
      {props.children}
      <div class="toast-place" role="status" aria-live={message()?.tone === "danger" ? "assertive" : "polite"} data-kb-top-layer>
        <Show when={message()}>
          {(current) => (
            <div
              class="toast"
              data-tone={current().tone}
              onPointerEnter={() => clearTimeout(timer)}
              onPointerLeave={wait}
              onFocusIn={() => clearTimeout(timer)}
              onFocusOut={wait}
            >
              <span class="toast__text">{current().text}</span>
              <Show when={current().action}>
                {(action) => (
                  <Button
                    kind="quiet"
                    size="small"
                    onClick={() => {
                      const run = action().run;
                      dismiss();
                      run();
                    }}
                  >
                    {action().label}
                  </Button>
                )}
              </Show>
              <IconButton icon="x" size="small" label={t("ui.dismiss")} onClick={dismiss} />
            </div>
          )}
        </Show>
      </div>
    </ToastContext.Provider>
  );
};
