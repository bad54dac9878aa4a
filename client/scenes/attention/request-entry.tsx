import { createResource, createSignal, For, Show, type JSX } from "solid-js";
import { findEntity } from "#client/replica/seen.ts";
import { answerEdits, type RequestAnswer } from "#domain/entities/access-request/edits.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { proposedChanges, subjectOf } from "#domain/policy/asking.ts";
import type { Row } from "#domain/schema/entity.ts";
import { markOf, textOf } from "#domain/schema/read.ts";
import { RecordLink, useRecordName } from "#client/fields/record-link.tsx";
import { problemSentence } from "#client/fields/sentences.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { MessageKey } from "#client/i18n/messages/en.ts";
import { createRowView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { Icon, iconOf } from "#client/ui/icon.tsx";
import { ChangesTable } from "./changes-table.tsx";
import { EntryFrame, EntryText } from "./entry-frame.tsx";

export interface RequestEntryProps {
  readonly request: Row;
  readonly onDone: (text: string) => void;
}

const SENTENCES = { read: "requests.read", change: "requests.change", apply: "requests.apply" } as const satisfies Readonly<Record<string, MessageKey>>;
const DONE = { read: "requests.granted", change: "requests.granted", applied: "requests.made", declined: "requests.declined" } as const satisfies Readonly<Record<RequestAnswer, MessageKey>>;

/** What a colleague asks for: who, about which record, why, and the answers, each one press. */
export const RequestEntry = (props: RequestEntryProps): JSX.Element => {
  const replica = useReplica();
  const nameOf = useRecordName();
  const words = useI18n();
  const { t, clock } = words;
  const [problem, setProblem] = createSignal<string | null>(null);
  const request = (): Row => props.request;
  const [subject] = createResource(
    () => request().id,
    async (id) => (await replica.api.subjectOf(id)) as RecordId | null,
  );
  const record = (): RecordId | null => subject() ?? null;
  const row = createRowView(replica.api, record);
  const isProposal = (): boolean => textOf(request(), "wants") === "apply";
  const wants = () => (isProposal() ? "apply" : textOf(request(), "wants") === "change" ? "change" : "read");
  const entity = () => {
    const id = record();
    return id === null ? undefined : findEntity(kindOf(id));
  };
  const lookedUp = (): string | null => {
    const about = subjectOf(request());
    return about && "name" in about ? about.name : null;
  };
  const answer = async (given: RequestAnswer): Promise<void> => {
    const edits = answerEdits(request(), given, record(), { me: replica.me().id, now: clock.now() });
    const outcome = await replica.edit(t(DONE[given]), edits);
    setProblem(outcome.ok || outcome.error.type === "Withdrawn" ? null : problemSentence(words, outcome.error));
    if (outcome.ok) props.onDone(t(given === "declined" && isProposal() ? "requests.dismissed" : DONE[given]));
  };
  return (
    <EntryFrame
      icon={isProposal() ? "pencil" : "key-round"}
      why={t(SENTENCES[wants()], { name: nameOf(textOf(request(), "owner") ?? "") })}
      at={markOf(request(), "created")?.at ?? null}
      problem={problem()}
      actions={
        <>
          <Show when={record()}>
            <For each={isProposal() ? (["applied"] as const) : (["read", "change"] as const)}>
              {(given) => (
                <Button size="small" icon="check" onClick={() => void answer(given)}>
                  {t(given === "applied" ? "requests.make" : given === "read" ? "requests.grantRead" : "requests.grantChange")}
                </Button>
              )}
            </For>
          </Show>
          <Button size="small" kind="quiet" icon="x" onClick={() => void answer("declined")}>
            {t(isProposal() ? "requests.dismiss" : "requests.decline")}
          </Button>
        </>
      }
    >
      <div class="refused">
        <p class="refused__record">
          <Icon name={iconOf(entity()?.icon ?? "")} />
          <Show when={record()} fallback={<span dir="auto">{textOf(request(), "title")}</span>}>
            {(id) => <RecordLink id={id()} />}
          </Show>
        </p>
        <Show when={lookedUp()}>{(name) => <p class="quiet" dir="auto">{t("requests.lookedUp", { name: name() })}</p>}</Show>
        <Show when={isProposal() && entity()}>
          {(kind) => <ChangesTable proposed kind={kind()} row={row() ?? null} record={record()} changes={proposedChanges(request())} />}
        </Show>
      </div>
      <EntryText text={textOf(request(), "note")} />
      <Show when={subject.state === "ready" && record() === null}>
        <p class="quiet">{t("requests.away")}</p>
      </Show>
    </EntryFrame>
  );
};
