import { createContext, createSignal, onCleanup, Show, Suspense, useContext, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "./button.tsx";
import { late } from "./late.ts";

const Dialog = late(async () => (await import("./dialog.tsx")).Dialog);

export interface Question {
  readonly title: string;
  readonly text: string;
  /** Words of the button that goes on. */
  readonly yes: string;
}

/** Asks before something that reaches further than it seems; answers whether to go on. */
export type Confirm = (question: Question) => Promise<boolean>;

const ConfirmContext = createContext<Confirm>();

export const useConfirm = (): Confirm => {
  const confirm = useContext(ConfirmContext);
  if (!confirm) throw new Error("useConfirm needs a ConfirmProvider above it");
  return confirm;
};

interface Open extends Question {
  readonly answer: (yes: boolean) => void;
}

export const ConfirmProvider = (props: { readonly children: JSX.Element }): JSX.Element => {
  const { t } = useI18n();
  const [open, setOpen] = createSignal<Open | null>(null);
  const answer = (yes: boolean): void => {
    open()?.answer(yes);
    setOpen(null);
  };
  onCleanup(() => answer(false));
  const confirm: Confirm = (question) =>
    new Promise((resolve) => {
      answer(false);
      setOpen({ ...question, answer: resolve });
    });
  return (
    <ConfirmContext.Provider value={confirm}>
      {props.children}
      <Show when={open()}>
        {(question) => (
          <Suspense>
            <Dialog
              open
              onClose={() => answer(false)}
              title={question().title}
              description={question().text}
              actions={
                <>
                  <Button onClick={() => answer(false)}>{t("ui.cancel")}</Button>
                  <Button kind="danger" onClick={() => answer(true)}>
                    {question().yes}
                  </Button>
                </>
              }
            />
          </Suspense>
        )}
      </Show>
    </ConfirmContext.Provider>
  );
};
