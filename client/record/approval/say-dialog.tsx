import { createSignal, Show, type JSX } from "solid-js";
import type { ApprovalStep } from "#domain/approval/run.ts";
import type { Saying } from "#domain/approval/say.ts";
import type { RecordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { markOf } from "#domain/schema/read.ts";
import { searchRecords } from "#client/fields/choices.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import { Dialog } from "#client/ui/dialog.tsx";
import type { Choice } from "#client/ui/option.ts";
import { TextArea } from "#client/ui/text-input.tsx";

/** What is said with words of one's own; the rest takes one press. */
export type Wordy = Extract<ApprovalStep, "reject" | "delegate" | "comment">;

export interface SayDialogProps {
  readonly does: Wordy;
  readonly title: string;
  /** People to whom a decision cannot be passed on. */
  readonly without: readonly RecordId[];
  readonly onClose: () => void;
  readonly onSay: (saying: Saying) => Promise<void>;
}

/** Asks for the comment, and for the colleague where a decision is passed on. */
export const SayDialog = (props: SayDialogProps): JSX.Element => {
  const replica = useReplica();
  const { t } = useI18n();
  const [note, setNote] = createSignal<string | null>(null);
  const [to, setTo] = createSignal<Choice | null>(null);
  const isColleague = (row: Row): boolean => markOf(row, "disabled") === null && !props.without.includes(row.id);
  const [tried, setTried] = createSignal(false);
  const missing = (): boolean => (props.does === "delegate" && to() === null) || (props.does === "comment" && note() === null);
  const send = async (): Promise<void> => {
    if (missing()) return void setTried(true);
    await props.onSay({ does: props.does, note: note(), to: (to()?.id ?? null) as RecordId | null });
    props.onClose();
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t(`approval.${props.does}`)}
      description={props.title}
      actions={
        <Button kind={props.does === "reject" ? "danger" : "primary"} onClick={() => void send()}>
          {props.does === "comment" ? t("approval.send") : t(`approval.${props.does}`)}
        </Button>
      }
    >
      <Show when={props.does === "delegate"}>
        <Combobox label={t("approval.to")} required error={tried() && to() === null ? t("invalid.required") : undefined} value={to()} search={searchRecords(replica.api, "user", isColleague)} onCommit={setTo} />
      </Show>
      <TextArea label={t(props.does === "reject" ? "approval.rejectWhy" : "approval.note")} hint={t("approval.noteHint")} value={note()} onCommit={setNote} required={props.does === "comment"} error={tried() && props.does === "comment" && note() === null ? t("invalid.required") : undefined} rows={3} maxLength={1_000} />
    </Dialog>
  );
};
