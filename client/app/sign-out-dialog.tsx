import type { JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { saveFile } from "#client/charts/save-file.ts";
import { Button } from "#client/ui/button.tsx";
import { Dialog } from "#client/ui/dialog.tsx";

export interface SignOutDialogProps {
  /** Changes that would be lost; 0 keeps it closed. */
  readonly waiting: number;
  readonly onClose: () => void;
  readonly onSignOut: () => void;
}

/** Asked only where signing out would lose something: it cannot be undone. */
export const SignOutDialog = (props: SignOutDialogProps): JSX.Element => {
  const { t } = useI18n();
  const { api } = useReplica();
  const save = async (): Promise<void> => saveFile("tidebook-changes.tidebook", await api.exportOutbox());
  return (
    <Dialog
      open={props.waiting > 0}
      onClose={props.onClose}
      title={t("shell.signOut")}
      description={t("settings.signOutWaiting", { count: props.waiting })}
      actions={
        <>
          <Button onClick={() => void save()}>{t("settings.exportOutbox")}</Button>
          <Button kind="danger" onClick={() => props.onSignOut()}>
            {t("settings.signOutAnyway")}
          </Button>
        </>
      }
    />
  );
};
