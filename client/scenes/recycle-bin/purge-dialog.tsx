import type { JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { Dialog } from "#client/ui/dialog.tsx";

export interface PurgeDialogProps {
  readonly count: number;
  readonly onClose: () => void;
  readonly onPurge: () => void;
}

/** Asked because it is one of the few things that cannot be taken back. */
export const PurgeDialog = (props: PurgeDialogProps): JSX.Element => {
  const { t } = useI18n();
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t("bin.purgeTitle", { count: props.count })}
      description={t("bin.purgeText")}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t("ui.cancel")}</Button>
          <Button kind="danger" onClick={() => props.onPurge()}>
            {t("bin.purgeConfirm", { count: props.count })}
          </Button>
        </>
      }
    />
  );
};
