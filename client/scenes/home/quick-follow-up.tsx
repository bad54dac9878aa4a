import type { JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { FollowUpNote } from "#client/record/follow-up-note.tsx";
import { useUndoNotice } from "#client/record/notice.ts";

/** A follow-up for any customer or opportunity. */
export const QuickFollowUp = (): JSX.Element => {
  const { t } = useI18n();
  const said = useUndoNotice();
  return (
    <FollowUpNote
      fields={["customer", "opportunity", "method"]}
      hindrance={(values) => (values["customer"] || values["opportunity"] ? undefined : t("home.note.whom"))}
      onKept={() => said(t("home.note.kept"))}
    />
  );
};
