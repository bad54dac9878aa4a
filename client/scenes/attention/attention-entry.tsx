import { createSignal, For, Show, type JSX } from "solid-js";
import { findEntity } from "#client/replica/seen.ts";
import { kindOf, recordOf, type RecordId } from "#domain/id.ts";
import { isMovePath } from "#domain/policy/move.ts";
import type { Change } from "#domain/record/change.ts";
import type { Row } from "#domain/schema/entity.ts";
import { markOf, textOf } from "#domain/schema/read.ts";
import { isMark } from "#domain/schema/mark.ts";
import { RecordLink, useOpenRecord, useRecordName } from "#client/fields/record-link.tsx";
import { problemSentence } from "#client/fields/sentences.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createRowView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { AskAccess } from "#client/record/ask-access.tsx";
import { wantedSentence } from "#client/pools/move-words.ts";
import { ownRequest } from "#client/record/requests.ts";
import { resumeEdit } from "#client/record/resumed.ts";
import { Button } from "#client/ui/button.tsx";
import { Icon, iconOf } from "#client/ui/icon.tsx";
import type { AttentionItem } from "#workers/replica/api.ts";
import { ChangesTable } from "./changes-table.tsx";
import { EntryFrame, EntryText } from "./entry-frame.tsx";
import { HandOver } from "./hand-over.tsx";
import { refusalSentence } from "./refusal-words.ts";

export interface AttentionEntryProps {
  readonly item: AttentionItem;
  /** Tells what was done, for those who listen rather than look. */
  readonly onDone: (text: string) => void;
}

type RefusedDoc = AttentionItem["docs"][number];

export const AttentionEntry = (props: AttentionEntryProps): JSX.Element => {
  const replica = useReplica();
  const nameOf = useRecordName();
  const open = useOpenRecord();
  const words = useI18n();
  const { t } = words;
  const [problem, setProblem] = createSignal<string | null>(null);
  const [copied, setCopied] = createSignal(false);
  const reason = (): string => refusalSentence(words, props.item.refusal, nameOf);
  const changes = (): readonly Change[] => props.item.docs.flatMap((doc) => doc.changes);
  const record = (): RecordId | null => (props.item.docs[0] ? recordOf(props.item.docs[0].doc) : null);
  const row = createRowView(replica.api, record);
  let entry: HTMLLIElement | undefined;

  /* Words of a long text cannot be put back among those that stand now: they are there to be copied. */
  const mayRetry = (): boolean => changes().some(({ path }) => !path.startsWith("prose/") && (!isMovePath(path) || Boolean(row())));
  const mayCorrect = (): boolean => Boolean(row()) && changes().some(isTyped);
  const retry = async (): Promise<void> => {
    const outcome = await replica.api.retry(props.item.tx);
    setProblem(outcome.ok ? null : problemSentence(words, outcome.error));
    if (outcome.ok) props.onDone(t("attention.retried"));
  };
  const discard = async (): Promise<void> => {
    await replica.api.discard(props.item.tx);
    props.onDone(t("attention.discarded"));
  };
  const correct = (): void => {
    const id = record();
    if (id === null) return;
    const tx = changes().every((change) => isTyped(change) || change.path.startsWith("log/")) && props.item.text === null ? props.item.tx : null;
    for (const change of changes()) if (isTyped(change)) resumeEdit(id, change.path, { value: change.to, reason: reason(), tx });
    open(id);
  };
  const title = (): string => props.item.docs[0]?.title ?? "";
  const given = (): readonly Change[] => changes().filter(({ path }) => !path.startsWith("prose/") && !path.startsWith("log/") && path !== "created");
  /** What the answers to the person's requests about the record mean for this change. */
  const progress = (): string | null => {
    const id = record();
    if (id === null) return null;
    const [access, handed] = [ownRequest(replica, id, false), ownRequest(replica, id, true)].map((row) => (row && madeSince(row, props.item) ? row : undefined));
    const newest = [access, handed].flatMap((row) => row ?? []).sort((a, b) => madeAt(b) - madeAt(a))[0];
    if (!newest) return null;
    if (newest === handed) {
      const key = ({ applied: "attention.handedApplied", declined: "attention.handedDeclined" } as const)[textOf(newest, "answer") ?? ""] ?? "attention.handedWaiting";
      return t(key, { name: nameOf(textOf(newest, "to") ?? "") });
    }
    return t(({ change: "attention.askedChange", read: "attention.askedRead", declined: "attention.askedDeclined" } as const)[textOf(newest, "answer") ?? ""] ?? "attention.askedWaiting");
  };
  /** One request for the record waits for its answer already. */
  const isAsked = (): boolean => {
    const id = record();
    const asked = id === null ? undefined : ownRequest(replica, id, false);
    return asked !== undefined && textOf(asked, "answer") === null;
  };
  const mayAsk = (): boolean => props.item.refusal.code === "denied" && props.item.refusal.reason === "notYours" && !isAsked();
  const copy = async (): Promise<void> => {
    if (!entry) return;
    await navigator.clipboard.writeText(toHandOver(entry, props.item, location.origin));
    setCopied(true);
    props.onDone(t("attention.copied"));
  };

  return (
    <EntryFrame
      ref={(element) => (entry = element)}
      icon="circle-alert"
      why={reason()}
      at={props.item.at}
      problem={problem()}
      actions={
        <>
          <Show when={mayRetry()}>
            <Button size="small" icon="refresh-cw" onClick={() => void retry()}>
              {t("attention.retry")}
            </Button>
          </Show>
          <Show when={mayCorrect()}>
            <Button size="small" icon="pencil" onClick={correct}>
              {t("attention.edit")}
            </Button>
          </Show>
          <Show when={mayAsk() && record()}>
            {(id) => <AskAccess about={{ record: id() }} title={title()} wants="change" onSent={() => props.onDone(t("attention.askSent"))} />}
          </Show>
          <Show when={props.item.refusal.code === "denied" && props.item.docs.length === 1 && given().length > 0 && record()}>
            {(id) => <HandOver record={id()} title={title()} changes={given().map(({ path, from, to }) => ({ path, from, to }))} onDone={props.onDone} />}
          </Show>
          <Button size="small" icon="copy" onClick={() => void copy()}>
            {copied() ? t("attention.copied") : t("attention.copy")}
          </Button>
          <Button size="small" kind="quiet" icon="trash" onClick={() => void discard()}>
            {t("attention.discard")}
          </Button>
        </>
      }
    >
      <For each={props.item.docs}>{(doc) => <RefusedChanges doc={doc} item={props.item} />}</For>
      <EntryText text={props.item.text} />
      <Show when={progress()}>{(text) => <p class="attention-entry__progress">{text()}</p>}</Show>
    </EntryFrame>
  );
};

const madeAt = (request: Row): number => markOf(request, "created")?.at ?? 0;

/** A request made for this change, or for an earlier one of the same record that it came after. */
const madeSince = (request: Row, item: AttentionItem): boolean => madeAt(request) >= item.at;

/** Whether a change is a value of a plain field, which its editor can take in again. */
const isTyped = (change: Change): boolean => !change.path.includes("/") && !isMark(change.to);

/** The change in words, as it stands on the page, with the record's address: for somebody who may make it. */
const toHandOver = (entry: HTMLElement, item: AttentionItem, origin: string): string => {
  const records = [...entry.querySelectorAll(".refused")].map((place, index) => {
    const lines = [...place.querySelectorAll("tbody tr")].map((line) => `${line.querySelector("th")?.textContent ?? ""}: ${line.querySelector(".refused__value")?.textContent ?? ""}`);
    const doc = item.docs[index];
    return [doc?.title ?? "", ...(doc ? [`${origin}/${recordOf(doc.doc)}`] : []), ...lines].join("\n");
  });
  return [...records, ...(item.text === null ? [] : [item.text])].join("\n\n");
};

/** What was wanted at each path beside what stands there. */
const RefusedChanges = (props: { readonly doc: RefusedDoc; readonly item: AttentionItem }): JSX.Element => {
  const replica = useReplica();
  const i18n = useI18n();
  const nameOf = useRecordName();
  const id = (): RecordId => recordOf(props.doc.doc);
  const entity = () => findEntity(kindOf(id()));
  const row = createRowView(replica.api, id);
  const changes = (): readonly Change[] => props.doc.changes.filter(({ path }) => path !== "created" && !path.startsWith("log/"));
  const wanted = (): string | null => wantedSentence(i18n, nameOf, props.doc.changes);
  const known = () => {
    const { doc, path, current } = props.item.refusal;
    return doc === props.doc.doc && path !== null && current !== undefined ? { path, value: current } : null;
  };
  return (
    <div class="refused">
      <p class="refused__record">
        <Icon name={iconOf(entity()?.icon ?? "")} />
        <Show when={row()} fallback={<span dir="auto">{props.doc.title}</span>}>
          <RecordLink id={id()}>{props.doc.title}</RecordLink>
        </Show>
      </p>
      <Show when={wanted()}>{(sentence) => <p class="refused__wanted">{sentence()}</p>}</Show>
      <Show when={changes().length > 0 && entity()}>
        {(kind) => <ChangesTable kind={kind()} row={row() ?? null} record={id()} changes={changes()} known={known()} refused={props.item.refusal.path} />}
      </Show>
    </div>
  );
};
