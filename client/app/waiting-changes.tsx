import { createResource, For, Show, type JSX } from "solid-js";
import { findEntity } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { kindOf, recordOf, type RecordId } from "#domain/id.ts";
import { isMovePath, moveOf } from "#domain/policy/move.ts";
import { OpenRecordProvider, RecordLink, useOpenRecord } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { describePath } from "#client/record/told-path.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Icon, iconOf } from "#client/ui/icon.tsx";
import type { WaitingChange } from "#workers/replica/api.ts";
import "./waiting-changes.css";

/** Transactions shown; of the rest the number is told. */
const MOST = 50;

/** What this device has not handed to the server yet: record, fields and when, the newest first. Each leads to its record. */
export const WaitingChanges = (props: { readonly onOpened: () => void }): JSX.Element => {
  const replica = useReplica();
  const open = useOpenRecord();
  const { t } = useI18n();
  const count = (): number => replica.state().waiting;
  const [changes] = createResource(count, () => replica.api.waiting(MOST));
  const shown = (): readonly WaitingChange[] => changes.latest ?? [];
  const openRecord: typeof open = (record, where) => {
    props.onOpened();
    open(record, where);
  };
  return (
    <Show when={count() > 0}>
      <OpenRecordProvider value={openRecord}>
        <ol class="waiting">
          <For each={shown()}>{(change) => <WaitingEntry change={change} />}</For>
        </ol>
        <Show when={count() > shown().length && shown().length > 0}>
          <p class="waiting__more">{t("sync.waiting.more", { count: count() - shown().length })}</p>
        </Show>
      </OpenRecordProvider>
    </Show>
  );
};

const WaitingEntry = (props: { readonly change: WaitingChange }): JSX.Element => {
  const replica = useReplica();
  const { t, formats, clock, locale } = useI18n();
  const records = (): readonly RecordId[] => [...new Set(props.change.docs.map(({ doc }) => recordOf(doc)))];
  const pathsOf = (id: RecordId): readonly string[] => props.change.docs.filter(({ doc }) => recordOf(doc) === id).flatMap(({ changes }) => changes.map(({ path }) => path));
  const isNew = (id: RecordId): boolean => props.change.docs.some(({ doc, changes }) => recordOf(doc) === id && changes.some(({ path, to }) => path === "created" && to !== null));
  const fields = (id: RecordId): string => {
    const entity = findEntity(kindOf(id));
    if (!entity) return "";
    if (isNew(id)) return t("sync.waiting.new", { name: wordsOf(locale(), entity.kind).one });
    const labels = pathsOf(id).filter((path) => !path.startsWith("log/")).map((path) => describePath(entity, path, { id }, locale()).label);
    const moves = props.change.docs.filter(({ doc }) => recordOf(doc) === id).flatMap(({ changes }) => changes.flatMap(({ path, to }) => (isMovePath(path) ? (moveOf(to)?.does ?? []) : [])));
    return formats().list([...new Set([...labels, ...moves.map((does) => t(`pool.short.${does}`))])]);
  };
  return (
    <For each={records()}>
      {(id) => (
        <li class="waiting__entry">
          <Icon name={iconOf(findEntity(kindOf(id))?.icon ?? "")} />
          <span class="waiting__what">
            <RecordLink id={id}>{replica.titleOf(id) ?? wordsOf(locale(), kindOf(id)).one}</RecordLink>
            <span class="waiting__fields" dir="auto">{fields(id)}</span>
          </span>
          <time class="waiting__when" title={formats().instant(props.change.at, "long")}>
            {formats().ago(props.change.at, clock.now())}
          </time>
        </li>
      )}
    </For>
  );
};
