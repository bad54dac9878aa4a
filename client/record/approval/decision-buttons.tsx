import type { JSX } from "solid-js";
import type { Saying } from "#domain/approval/say.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import type { Wordy } from "./say-dialog.tsx";

/** What somebody who is asked may answer: approving is one press, the others ask for words first. */
export const DecisionButtons = (props: { readonly onSay: (saying: Saying) => void; readonly onWordy: (does: Wordy) => void }): JSX.Element => {
  const { t } = useI18n();
  return (
    <>
      <Button kind="primary" size="small" icon="check" onClick={() => props.onSay({ does: "approve" })}>
        {t("approval.approve")}
      </Button>
      <Button size="small" icon="x" onClick={() => props.onWordy("reject")}>
        {t("approval.reject")}
      </Button>
      <Button size="small" kind="quiet" onClick={() => props.onWordy("delegate")}>
        {t("approval.delegate")}
      </Button>
    </>
  );
};
