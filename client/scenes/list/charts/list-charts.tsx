import { createEffect, createMemo, createSignal, For, on, onCleanup, Show, type JSX } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import type { Query } from "#domain/query/query.ts";
import type { Filter } from "#domain/schema/entity.ts";
import { useCompany } from "#client/fields/company.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { ListView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { bothOf } from "#client/query/filter-tree.ts";
import { chartsOf, offeredReports, type TableEntry } from "#domain/reports/catalogue.ts";
import { ListChart } from "./list-chart.tsx";
import "./list-charts.css";

export interface ListChartsProps {
  readonly label: string;
  readonly query: Query;
  readonly view: ListView;
  /** Shows the records behind one mark of a chart in the list. */
  readonly onNarrow: (filter: Filter) => void;
  readonly onOpen: (record: RecordId) => void;
}

/** The charts of a list: the same records that its rows show, whatever it was narrowed to. */
export const ListCharts = (props: ListChartsProps): JSX.Element => {
  const { t } = useI18n();
  const replica = useReplica();
  const company = useCompany();
  const [ids, setIds] = createSignal<readonly RecordId[] | null>(null);
  const isNarrowed = createMemo(() => props.query.filter !== undefined || props.query.search !== undefined);

  /* A search, and records of another kind that belong to those of the list, can only be asked for by id. */
  createEffect(
    on([() => props.view.told(), isNarrowed], ([, narrowed]) => {
      let overtaken = false;
      onCleanup(() => (overtaken = true));
      if (!narrowed) setIds(null);
      else void props.view.ids().then((found) => overtaken || setIds(found));
    }),
  );
  const filterFor = (entry: TableEntry): Filter | null | undefined => {
    const { kind, filter, search } = props.query;
    const own = entry.definition.filter ?? null;
    const known = ids();
    if (entry.kind === kind && search === undefined) return bothOf(own, filter ?? null);
    if (!isNarrowed()) return own;
    return known === null ? undefined : bothOf(own, { field: entry.kind === kind ? "id" : kind, is: "in", value: [...known] });
  };

  return (
    <div class="list-charts" role="region" aria-label={t("list.charts.of", { name: props.label })}>
      <For each={chartsOf(props.query.kind, offeredReports(replica.rights()?.rights ?? [], !company.lets("reportsBy")))}>
        {(entry) => (
          <Show when={filterFor(entry) !== undefined}>
            <ListChart
              entry={entry}
              foreign={entry.kind !== props.query.kind}
              filter={filterFor(entry) ?? null}
              onPick={(filter, record) => {
                if (entry.kind === props.query.kind) {
                  if (filter) props.onNarrow(filter);
                } else if (record) props.onOpen(record as RecordId);
              }}
            />
          </Show>
        )}
      </For>
    </div>
  );
};
