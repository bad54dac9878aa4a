import { createMemo, For, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createReportView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import type { ReportDefinition } from "#domain/reports/report.ts";
import { same } from "#domain/same.ts";
import { INDEX_FIELD, type ListState } from "./list-state.ts";

/** The groups of a list's index in their order, such as the surnames of contacts; a press shows one of them. */
export const IndexStrip = (props: { readonly list: ListState }): JSX.Element => {
  const { t, formats } = useI18n();
  const replica = useReplica();
  const definition = createMemo<ReportDefinition | null>(
    () => (props.list.entity.derived?.[INDEX_FIELD] ? { kind: props.list.entity.kind, measures: ["count"], by: [INDEX_FIELD] } : null),
    null,
    { equals: same },
  );
  const table = createReportView(replica.api, definition);
  const groups = createMemo(() =>
    (table()?.groups ?? [])
      .flatMap(({ key: [name], records }) => (name ? [{ name, records }] : []))
      .sort((a, b) => formats().compare(a.name, b.name)),
  );
  return (
    <Show when={groups().length > 1}>
      <div class="index-strip" role="group" aria-label={t("list.index")}>
        <button type="button" class="index-strip__item" aria-pressed={props.list.index() === null} onClick={() => props.list.setIndex(null)}>
          {t("list.index.all")}
        </button>
        <For each={groups()}>
          {(group) => (
            <button
              type="button"
              class="index-strip__item"
              aria-pressed={props.list.index() === group.name}
              aria-label={`${group.name}, ${t("list.count", { count: group.records })}`}
              onClick={() => props.list.setIndex(props.list.index() === group.name ? null : group.name)}
            >
              {group.name}
              <span class="index-strip__count">{group.records}</span>
            </button>
          )}
        </For>
      </div>
    </Show>
  );
};
