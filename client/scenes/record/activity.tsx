import { createMemo, createSignal, For, Show, type JSX } from "solid-js";
import { dayOf } from "#domain/clock.ts";
import type { Query } from "#domain/query/query.ts";
import { isPooled, type Related, type Row } from "#domain/schema/entity.ts";
import { logOf } from "#domain/schema/read.ts";
import { advancedFields } from "#domain/stages/advance.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createListView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { keepSame } from "#domain/same.ts";
import { createHistoryView } from "./history-view.ts";
import { FollowUpComposer } from "./follow-up-composer.tsx";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import { timeline, type TimelineItem } from "./timeline.ts";
import { TimelineEntry } from "./timeline-entry.tsx";
import "./activity.css";

/** Follow-ups told at once; further ones are in their own list. */
const FOLLOW_UPS = 200;

/** Everything that happened to the record, newest first, with a place to note down what just happened. */
export const Activity = (): JSX.Element => {
  const replica = useReplica();
  const record = useRecord();
  const row = useRow();
  const { t, formats } = useI18n();
  const related = (): Related | undefined => record.entity.related?.find((each) => each.kind === "followUp");
  const query = createMemo<Query | null>(() => {
    const by = related()?.by;
    return by ? { kind: "followUp", filter: { field: by, is: "equals", value: record.id }, sort: [{ by: "at", down: true }] } : null;
  });
  const followUps = createListView(replica.api, query, () => ["at", "method", "content", "contact", "owner"]);
  followUps.show(0, FOLLOW_UPS);
  const view = createHistoryView(record.id, record.row);
  const { stages } = record.entity;
  const items = createMemo<readonly TimelineItem[]>((before) =>
    keepSame(before, timeline({
      me: replica.me().id,
      created: row()["created"],
      number: record.entity.number?.field ?? null,
      entries: view.history()?.entries ?? [],
      pending: view.history()?.pending ?? [],
      advances: stages ? logOf(row(), stages.log) : [],
      advanced: stages ? advancedFields(stages) : [],
      moves: isPooled(record.entity) ? logOf(row(), "moves") : [],
      said: record.entity.approvable ? logOf(row(), "approvals") : [],
      followUps: (followUps.result()?.rows ?? []) as readonly Row[],
    }), ({ id }) => id),
    [],
  );
  /* Kept here: a moment is drawn anew whenever changes are added to it, and stays open. */
  const [opened, setOpened] = createSignal<ReadonlySet<string>>(new Set());
  const partsOf = (item: TimelineItem): readonly string[] => (item.is === "changes" ? item.lines : [item.id]);
  const isOpen = (item: TimelineItem): boolean => partsOf(item).some((part) => opened().has(part));
  const setOpen = (item: TimelineItem, open: boolean): void => {
    const parts = new Set(partsOf(item));
    setOpened((before) => new Set([...before].filter((other) => !parts.has(other)).concat(open ? [...parts] : [])));
  };
  const days = createMemo<readonly Day[]>((before) => keepSame(before, byDay(items(), (at) => formats().day(dayOf(at, -new Date(at).getTimezoneOffset()))), ({ label }) => label), []);
  return (
    <section class="activity" aria-label={t("timeline.title")}>
      <h2 class="section-title">{t("timeline.title")}</h2>
      <Show when={related()}>{(known) => <FollowUpComposer by={known().by} />}</Show>
      <Show when={view.history()?.fresh === false}>
        <p class="activity__note" role="status">
          {t("timeline.stale")}
        </p>
      </Show>
      <For each={days()}>
        {(day) => (
          <div class="activity__day">
            <h3 class="activity__date">{day.label}</h3>
            <ol class="activity__items">
              <For each={day.items}>{(item) => <TimelineEntry item={item} open={isOpen(item)} onOpen={(open) => setOpen(item, open)} />}</For>
            </ol>
          </div>
        )}
      </For>
      <Show when={view.history()?.more}>
        <Button size="small" kind="quiet" onClick={() => void view.older()}>
          {view.loading() ? t("timeline.loading") : t("timeline.older")}
        </Button>
      </Show>
    </section>
  );
};

interface Day {
  readonly label: string;
  readonly items: readonly TimelineItem[];
}

const byDay = (items: readonly TimelineItem[], label: (at: number) => string): readonly Day[] => {
  const days: { label: string; items: TimelineItem[] }[] = [];
  for (const item of items) {
    const name = label(item.at);
    const last = days.at(-1);
    if (last?.label === name) last.items.push(item);
    else days.push({ label: name, items: [item] });
  }
  return days;
};
