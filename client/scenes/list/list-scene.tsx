import { createEffect, createMemo, createSignal, Match, on, Show, Suspense, Switch, untrack, type JSX } from "solid-js";
import { useActions } from "#client/actions/registry.tsx";
import { useOpenRecord } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createListView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { createTableSelection } from "#client/ui/data-table/table-selection.ts";
import { late } from "#client/ui/late.ts";
import type { TableSelection } from "#client/ui/data-table/table.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { RecordId } from "#domain/id.ts";
import type { Query } from "#domain/query/query.ts";
import type { Filter } from "#domain/schema/entity.ts";
import { useMoves } from "#client/pools/use-moves.ts";
import { useDelete } from "#client/record/delete-records.ts";
import { FilterBar } from "./filter-bar.tsx";
import { bothOf, groupOf } from "#client/query/filter-tree.ts";
import { IndexStrip } from "./index-strip.tsx";
import { listActions } from "./list-actions.ts";
import { ListEmpty } from "./list-empty.tsx";
import { createListState, INDEX_FIELD } from "./list-state.ts";
import { ListTable } from "./list-table.tsx";
import { ListToolbar } from "./list-toolbar.tsx";
import { PastFrame } from "#client/record/past-frame.tsx";
import { Pager } from "./pager.tsx";
import { ViewTabs } from "./view-tabs.tsx";
import "#client/query/list.css";
import "#client/query/filter.css";

const ListBoard = late(async () => (await import("./list-board.tsx")).ListBoard);
const BulkBar = late(async () => (await import("./bulk-bar.tsx")).BulkBar);
const LookUpDialog = late(async () => (await import("./look-up-dialog.tsx")).LookUpDialog);
const ListCharts = late(async () => (await import("./charts/list-charts.tsx")).ListCharts);

export interface ListSceneProps {
  /** Kind of record. A scene lists one kind for as long as it lives. */
  readonly kind: string;
  /** Begins a new record of the kind; without it none is offered. */
  readonly onCreate?: (() => void) | undefined;
  readonly onImport?: (() => void) | undefined;
  /** Exports a result with these columns; offered to people with the right. */
  readonly onExport?: ((query: Query, columns: readonly string[], selected: readonly RecordId[]) => void) | undefined;
  /** Told when a record is opened: the ids of the list in order, for going to the next and the previous. */
  readonly onSiblings?: ((ids: readonly RecordId[]) => void) | undefined;
}

/** The list of one kind of record, as a table, by stage or as charts. */
export const ListScene = (props: ListSceneProps): JSX.Element => {
  const kind = untrack(() => props.kind);
  const replica = useReplica();
  const open = useOpenRecord();
  const actions = useActions();
  const remove = useDelete();
  const moves = useMoves();
  const { locale } = useI18n();
  const list = createListState(kind);
  const selection = createTableSelection();
  const [filterOpen, setFilterOpen] = createSignal(false);
  const [lookingUp, setLookingUp] = createSignal(false);
  let search: HTMLInputElement | undefined;

  const label = (): string => wordsOf(locale(), kind).many;
  const paths = createMemo(() => list.columns().map((column) => column.path), [], { equals: (a, b) => a.join() === b.join() });
  const view = createListView(replica.api, () => (list.past.state() === "there" ? list.query() : null), paths, list.past.of);
  const count = (): number => view.result()?.count ?? 0;
  const chosen = (): readonly RecordId[] => [...selection.ids()] as RecordId[];

  keepSelection(list.store, selection);

  const openRecord = (record: RecordId): void => {
    void view.ids().then((ids) => props.onSiblings?.(ids));
    open(record);
  };
  const narrow = (filter: Filter): void => {
    list.setGroup(groupOf(bothOf(list.spec().filter, filter)));
    list.change({ layout: "list" });
  };
  const exportNow = (): void => {
    const query = list.query();
    if (query) props.onExport?.(query, paths(), chosen());
  };

  actions.addContext(() => ({ kind, selected: chosen() }));
  actions.add(() =>
    listActions({
      list,
      search: () => search?.focus(),
      filter: () => setFilterOpen(true),
      lookUp: () => setLookingUp(true),
      mayExport: props.onExport !== undefined && (replica.rights()?.rights.includes("export") ?? false),
      exportNow,
      selectAll: async () => selection.set(await view.ids(), true),
      pools: replica.rights()?.pools ?? { member: [], manages: [] },
      claim: async () => {
        if (await moves.claim(chosen())) selection.clear();
      },
      remove: async () => {
        if (await remove(chosen())) selection.clear();
      },
    }),
  );

  return (
    <section class="list-scene" aria-label={label()}>
      <ViewTabs list={list} />
      <ListToolbar
        list={list}
        filterOpen={filterOpen()}
        onFilterOpen={setFilterOpen}
        onLookUp={list.entity.collision && (() => setLookingUp(true))}
        onExport={props.onExport && exportNow}
        onCreate={props.onCreate}
        searchRef={(input) => (search = input)}
      />
      <Show when={lookingUp()}>
        <Suspense>
          <LookUpDialog
            entity={list.entity}
            onClose={() => setLookingUp(false)}
            onOpen={(record) => {
              setLookingUp(false);
              open(record);
            }}
          />
        </Suspense>
      </Show>
      <PastFrame past={list.past} />
      <FilterBar list={list} onEdit={() => setFilterOpen(true)} />
      <Show when={list.entity.derived?.[INDEX_FIELD]}>
        <IndexStrip list={list} />
      </Show>
      <Show when={list.past.state() === "there" && list.query() && view.result()}>
        <Switch
          fallback={
            <ListTable
              list={list}
              view={view}
              label={label()}
              selection={selection}
              onOpen={openRecord}
              empty={<ListEmpty list={list} onCreate={props.onCreate} onImport={props.onImport} />}
            />
          }
        >
          <Match when={list.layout() === "board" && list.entity.stages}>
            {(stages) => (
              <Suspense>
                <ListBoard list={list} stages={stages()} label={label()} onOpen={openRecord} />
              </Suspense>
            )}
          </Match>
          <Match when={list.layout() === "charts" && list.query()}>
            {(query) => (
              <Suspense>
                <ListCharts label={label()} query={query()} view={view} onOpen={open} onNarrow={narrow} />
              </Suspense>
            )}
          </Match>
        </Switch>
        <Show when={list.layout() === "list"}>
          <Show when={selection.ids().size > 0 && list.past.day() === null} fallback={<Pager store={list.store} count={count()} growing={replica.state().progress !== null} />}>
            <Suspense>
              <BulkBar list={list} selection={selection} count={count()} allIds={view.ids} />
            </Suspense>
          </Show>
        </Show>
      </Show>
    </section>
  );
};

/** A selection outlives the scene, and ends with the view it was made in. */
const keepSelection = (store: ReturnType<typeof createListState>["store"], selection: TableSelection): void => {
  createEffect(
    on([store.ready, () => store.part("view")], () => {
      selection.clear();
      selection.set(store.memory().selected, true);
    }),
  );
  createEffect(on(selection.ids, (ids) => store.keep({ selected: [...ids] }), { defer: true }));
};
