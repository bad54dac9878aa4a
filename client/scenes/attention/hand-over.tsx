import { createResource, createSignal, Show, type JSX } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import type { ProposedChange } from "#domain/policy/asking.ts";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { sendRequest } from "#client/record/requests.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import { Dialog } from "#client/ui/dialog.tsx";
import type { Choice } from "#client/ui/option.ts";

export interface HandOverProps {
  readonly record: RecordId;
  readonly title: string;
  readonly changes: readonly ProposedChange[];
  readonly onDone: (text: string) => void;
}

/** A button that gives a refused change to a colleague who may make it. */
export const HandOver = (props: HandOverProps): JSX.Element => {
  const [open, setOpen] = createSignal(false);
  const { t } = useI18n();
  return (
    <>
      <Button size="small" icon="user-round" onClick={() => setOpen(true)}>
        {t("attention.handOver")}
      </Button>
      <Show when={open()}>
        <HandOverDialog {...props} onClose={() => setOpen(false)} />
      </Show>
    </>
  );
};

const HandOverDialog = (props: HandOverProps & { readonly onClose: () => void }): JSX.Element => {
  const replica = useReplica();
  const nameOf = useRecordName();
  const { t } = useI18n();
  const [to, setTo] = createSignal<Choice | null>(null);
  const [problem, setProblem] = createSignal<string | null>(null);
  const [writers] = createResource(async () => (await replica.api.writersOf(props.record)) as readonly RecordId[]);
  const choices = (): readonly Choice[] => (writers() ?? []).map((id) => ({ id, label: nameOf(id) })).sort((a, b) => a.label.localeCompare(b.label));
  const send = async (): Promise<void> => {
    const colleague = to()?.id as RecordId | undefined;
    if (colleague === undefined) return;
    const { record, title, changes } = props;
    const sent = await sendRequest(replica, { about: { record }, title, wants: "apply", note: null, to: colleague, changes });
    setProblem(sent ? null : t("attention.tooMuch"));
    if (!sent) return;
    props.onClose();
    props.onDone(t("attention.handedOver", { name: nameOf(colleague) }));
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={t("attention.handOver")}
      description={t("attention.handOverText")}
      actions={
        <Button kind="primary" disabledReason={to() === null ? t("attention.handOverTo") : undefined} onClick={() => void send()}>
          {t("attention.handOverSend")}
        </Button>
      }
    >
      <Show when={writers()?.length !== 0} fallback={<p>{t("attention.handOverNobody")}</p>}>
        <Combobox label={t("attention.handOverTo")} value={to()} search={(text) => choices().filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()))} onCommit={setTo} />
      </Show>
      <Show when={problem()}>{(text) => <p role="alert">{text()}</p>}</Show>
    </Dialog>
  );
};
