import { Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { SidePanel } from "#client/ui/dialog.tsx";
import { deniedSentence } from "#client/fields/sentences.ts";
import { RecordField } from "#client/record/record-field.tsx";
import { useRecord } from "#client/record/record-model.tsx";

/** Who has the record and who else may work on it. */
export const SharePanel = (props: { readonly onClose: () => void }): JSX.Element => {
  const words = useI18n();
  const record = useRecord();
  return (
    <SidePanel open title={words.t("record.share")} onClose={() => props.onClose()} description={words.t("record.shareExplain")}>
      <div class="panel-form">
        <RecordField name="owner" above framed />
        <RecordField name="sharedWith" above framed />
        <Show when={!record.mayGive()}>
          <p class="quiet">{deniedSentence(words, { reason: "notOwner" })}</p>
        </Show>
      </div>
    </SidePanel>
  );
};
