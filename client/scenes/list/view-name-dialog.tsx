import { createSignal, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { Dialog } from "#client/ui/dialog.tsx";
import { TextInput } from "#client/ui/text-input.tsx";

export interface ViewNameDialogProps {
  readonly title: string;
  readonly name: string;
  readonly onClose: () => void;
  readonly onName: (name: string) => void;
}

/** Asks what a view is to be called. */
export const ViewNameDialog = (props: ViewNameDialogProps): JSX.Element => {
  const { t } = useI18n();
  const [text, setText] = createSignal(props.name);
  const keep = (event?: Event): void => {
    event?.preventDefault();
    if (text().trim() !== "") props.onName(text().trim());
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={props.title}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t("ui.cancel")}</Button>
          <Button kind="primary" disabledReason={text().trim() === "" ? t("list.view.name") : undefined} onClick={() => keep()}>
            {t("list.view.create")}
          </Button>
        </>
      }
    >
      <form onSubmit={keep}>
        <TextInput label={t("list.view.name")} value={props.name || null} autofocus required maxLength={80} onInput={setText} />
      </form>
    </Dialog>
  );
};
