import { createSignal, Show, type JSX } from "solid-js";
import type { Wish } from "#domain/entities/access-request/edits.ts";
import type { Subject } from "#domain/policy/asking.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { Dialog } from "#client/ui/dialog.tsx";
import { TextArea } from "#client/ui/text-input.tsx";
import { sendRequest } from "./requests.ts";

export interface AskAccessProps {
  readonly about: Subject;
  /** What the record is called, as far as the person knows. */
  readonly title: string;
  readonly wants: Wish["wants"];
  readonly onSent: () => void;
}

/** A button that asks whoever has the record, with a reason. */
export const AskAccess = (props: AskAccessProps): JSX.Element => {
  const replica = useReplica();
  const { t } = useI18n();
  const [asking, setAsking] = createSignal(false);
  const [note, setNote] = createSignal<string | null>(null);
  const send = async (): Promise<void> => {
    const { about, title, wants } = props;
    if (!(await sendRequest(replica, { about, title, wants, note: note() }))) return;
    setAsking(false);
    props.onSent();
  };
  return (
    <>
      <Button size="small" icon="key-round" onClick={() => setAsking(true)}>
        {t("attention.ask")}
      </Button>
      <Show when={asking()}>
        <Dialog
          open
          onClose={() => setAsking(false)}
          title={t("attention.ask")}
          description={props.title}
          actions={
            <Button kind="primary" onClick={() => void send()}>
              {t("attention.askSend")}
            </Button>
          }
        >
          <TextArea label={t("attention.askWhy")} hint={t("attention.askWhyHint")} value={note()} onCommit={setNote} rows={3} maxLength={1_000} />
        </Dialog>
      </Show>
    </>
  );
};
