import { createEffect, createMemo, createSignal, on, untrack, type Accessor } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import { mayCreate } from "#domain/policy/create.ts";
import type { Query } from "#domain/query/query.ts";
import type { Entity, Filter, Sort } from "#domain/schema/entity.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { CHARTED } from "#domain/reports/charted.ts";
import { bothOf, filterOf, groupOf, type FilterGroup } from "#client/query/filter-tree.ts";
import { columnsOf, filterFieldsOf, type ListField } from "#client/query/list-fields.ts";
import { openedBy, type Whose } from "#client/query/linked-list.ts";
import { definedSort, listQuery, shownColumns } from "#client/query/list-query.ts";
import { same } from "#domain/same.ts";
import { linkToAddress } from "./list-address.ts";
import { ALL_VIEW, HELD_VIEW, isSaved, limitedBy, limitOf, POOLS_VIEW, presetOf, withLimit, type SavedView } from "#client/query/list-views.ts";
import type { ListMemory } from "#client/query/list-memory.ts";
import { createMemoryStore, type MemoryStore } from "#client/query/memory-store.ts";
import { createPastDay, type PastDay } from "#client/replica/past-day.ts";
import { createSavedViews, type SavedViews } from "./saved-views.ts";
import { EMPTY_SPEC, sameSpec, type ColumnSpec, type Layout, type ViewSpec } from "#client/query/view-spec.ts";

/** Everything the parts of one list share. */
export interface ListState {
  readonly entity: Entity;
  readonly store: MemoryStore;
  readonly saved: SavedViews;
  readonly view: Accessor<string>;
  readonly setView: (view: string) => void;
  /** The saved view that is open; null on a tab that comes with the kind. */
  readonly savedView: Accessor<SavedView | null>;
  /** The view as it stands, with changes that are not saved. */
  readonly spec: Accessor<ViewSpec>;
  /** How the records are shown: a view may ask for what its kind does not have, such as a board without stages. */
  readonly layout: Accessor<Layout>;
  /** What this kind can be shown as. */
  readonly layouts: readonly Layout[];
  readonly change: (part: Partial<ViewSpec>) => void;
  readonly modified: Accessor<boolean>;
  /** Puts the view back to what was saved, or to what the tab came with. */
  readonly revert: () => void;
  /** What the tab asks for by itself; null where that is nothing, or can be changed. */
  readonly viewFilter: Accessor<Filter | null>;
  /** The view as a saved one would hold it: the tab's own conditions included. */
  readonly whole: Accessor<ViewSpec>;
  readonly group: Accessor<FilterGroup>;
  readonly setGroup: (group: FilterGroup) => void;
  /** The order that the records stand in; none where the best match comes first. */
  readonly order: Accessor<readonly Sort[]>;
  /** None is the order that the view begins with. */
  readonly setOrder: (sort: readonly Sort[]) => void;
  readonly search: Accessor<string>;
  readonly setSearch: (text: string) => void;
  readonly index: Accessor<string | null>;
  readonly setIndex: (value: string | null) => void;
  /** The tab's own limit where it has one, as chosen. */
  readonly limit: Accessor<number | null>;
  readonly setLimit: (limit: number) => void;
  /** Everything that can be a column, and a filter. */
  readonly known: Accessor<readonly ListField[]>;
  readonly filterFields: Accessor<readonly ListField[]>;
  readonly columns: Accessor<readonly ColumnSpec[]>;
  /** Whether the person may change records of this kind at all; of single ones the replica says. */
  readonly mayChange: Accessor<boolean>;
  /** The earlier day that the list shows, if it does. */
  readonly past: PastDay;
  /** Null until it is known what to ask. */
  readonly query: Accessor<Query | null>;
  /** The same over all groups of the index. */
  readonly indexed: Accessor<Query | null>;
  readonly narrowed: Accessor<boolean>;
  /** Ends searching and filtering: back to the view as it was opened. */
  readonly clear: () => void;
}

/** The derived column by which a list offers an index at its edge. */
export const INDEX_FIELD = "surname";

export const createListState = (kind: string): ListState => {
  const replica = useReplica();
  const { locale } = useI18n();
  const entity = entityOf(kind);
  const store = createMemoryStore(kind);
  const saved = createSavedViews(kind);
  const { memory, part, keep } = store;
  const [index, setIndex] = createSignal<string | null>(null);
  /** The view in which an order was chosen while searching. */
  const [ordered, setOrdered] = createSignal<string | null>(null);
  const rights = createMemo(() => replica.rights()?.rights ?? []);
  const past = createPastDay(kind);
  const mayChange = (): boolean => past.day() === null && mayCreate(entity, new Set(rights()), replica.rights()?.denied);
  const known = createMemo(() => columnsOf(entity, locale(), rights()));
  const filterFields = createMemo(() => filterFieldsOf(entity, locale(), rights()));
  const view = (): string => part("view");

  const savedView = createMemo(() => saved.all()?.find((one) => one.id === view()) ?? null);
  const base = createMemo<ViewSpec>(() => {
    const own = savedView();
    if (own) return own.spec;
    return { ...EMPTY_SPEC, sort: definedSort(entity, view()), columns: part("columns"), frozen: part("frozen"), layout: part("layout") };
  });
  const spec = createMemo<ViewSpec>(() => {
    const changed = part("changed")[view()];
    if (!changed || savedView()) return changed ?? base();
    return { ...changed, columns: part("columns"), frozen: part("frozen"), layout: part("layout") };
  });
  const layouts: readonly Layout[] = ["list", ...(entity.stages ? (["board"] as const) : []), ...(CHARTED.has(kind) ? (["charts"] as const) : [])];
  const modified = createMemo(() => !sameSpec(spec(), base()));
  const filtered = (): boolean => !sameSpec({ ...base(), filter: spec().filter }, base());
  const [group, showGroup] = createSignal(untrack(() => groupOf(spec().filter)));

  const restart = { page: 0, place: null } as const;
  const without = (): ListMemory["changed"] => {
    const { [view()]: _gone, ...rest } = memory().changed;
    return rest;
  };
  /* A tab with a limit shows what it limits, and one of all pools which pool, without that becoming a column of the other tabs. */
  const limited = (): string | null => limitedBy(presetOf(entity, view()))?.field ?? (view() === POOLS_VIEW || view() === HELD_VIEW ? "pool" : null);
  const withLimited = (columns: readonly ColumnSpec[]): readonly ColumnSpec[] => {
    const path = limited();
    return path === null || columns.some((column) => column.path === path) ? columns : columns.toSpliced(1, 0, { path });
  };
  const ownColumns = (columns: readonly ColumnSpec[]): readonly ColumnSpec[] =>
    part("columns").some((column) => column.path === limited()) ? columns : columns.filter((column) => column.path !== limited());

  const change = (given: Partial<ViewSpec>): void => {
    const next = { ...spec(), ...given, ...(given.columns ? { columns: ownColumns(given.columns) } : {}) };
    const asks = given.filter !== undefined || given.sort !== undefined;
    const layout = savedView() ? {} : { columns: next.columns, frozen: next.frozen, layout: next.layout };
    keep({ ...layout, ...(asks ? restart : {}), changed: sameSpec(next, { ...base(), ...layout }) ? without() : { ...memory().changed, [view()]: next } });
  };

  /* A view that was just made opens as soon as it is there. */
  const [awaited, setAwaited] = createSignal<string | null>(null);
  const isThere = (id: string): boolean => saved.all()?.some((one) => one.id === id) ?? false;
  const setView = (next: string): void => {
    const waits = isSaved(next) && saved.all() !== null && !isThere(next);
    setAwaited(waits ? next : null);
    if (next === view() || waits) return;
    setIndex(null);
    keep({ view: next, selected: [], ...restart });
  };

  createEffect(() => {
    const next = awaited();
    if (next !== null && isThere(next)) untrack(() => setView(next));
  });

  /* A view that is not there (any more) opens the whole list instead. */
  createEffect(() => {
    if (!store.ready()) return;
    const missing = isSaved(view()) ? saved.all() !== null && !savedView() : view() !== ALL_VIEW && !presetOf(entity, view());
    if (missing) untrack(() => setView(ALL_VIEW));
  });
  createEffect(on([view, () => savedView()?.id, store.ready], () => showGroup(groupOf(spec().filter))));

  const limit = (): number | null => part("numbers")[view()] ?? limitOf(presetOf(entity, view()));
  const viewFilter = (): Filter | null => {
    const preset = presetOf(entity, view());
    return preset ? withLimit(preset, part("numbers")[view()]).filter : null;
  };
  const queryAt = (value: string | null): Query | null => {
    if (!store.ready() || (isSaved(view()) && !savedView())) return null;
    return listQuery({
      entity,
      view: view(),
      spec: spec(),
      search: part("search"),
      ordered: ordered() === view(),
      limit: part("numbers")[view()],
      index: value === null ? null : { field: INDEX_FIELD, value },
    });
  };
  const query = createMemo<Query | null>(() => queryAt(index()), null, { equals: same });
  const indexed = createMemo<Query | null>(
    () => {
      const asked = queryAt(null);
      return asked && { kind: asked.kind, ...(asked.filter ? { filter: asked.filter } : {}), ...(asked.search === undefined ? {} : { search: asked.search }) };
    },
    null,
    { equals: same },
  );
  const paths = createMemo(() => new Set(known().map((column) => column.path)));

  const searches = createMemo(() => part("search").trim() !== "");
  createEffect(on(searches, (now) => now || setOrdered(null)));
  const setOrder = (sort: readonly Sort[]): void => {
    setOrdered(searches() && sort.length > 0 ? view() : null);
    change({ sort: sort.length > 0 ? sort : base().sort });
  };

  const openAs = (next: string, whose: Whose): void => {
    setIndex(null);
    keep(openedBy({ kind, view: next, whose }, memory()));
    showGroup(groupOf(spec().filter));
  };
  linkToAddress({ kind, ready: store.ready, view, setView, openAs });

  return {
    entity, past, store, saved, view, setView, savedView, spec, layouts, change, modified, group, index, limit, known, filterFields, query, indexed, mayChange,
    layout: () => layouts.find((layout) => layout === spec().layout) ?? "list",
    revert: () => {
      keep({ changed: without(), ...restart });
      showGroup(groupOf(spec().filter));
    },
    viewFilter,
    whole: () => ({ ...spec(), columns: columns(), filter: bothOf(viewFilter(), spec().filter) }),
    setGroup: (next) => {
      showGroup(next);
      change({ filter: filterOf(next) });
    },
    order: () => (searches() ? (query()?.sort ?? []) : spec().sort),
    setOrder,
    search: () => part("search"),
    setSearch: (text) => keep({ search: text, ...restart }),
    setIndex: (value) => {
      setIndex(value);
      keep(restart);
    },
    setLimit: (next) => keep({ numbers: { ...memory().numbers, [view()]: next }, ...restart }),
    columns: () => columns(),
    narrowed: () => searches() || index() !== null || filtered(),
    clear: () => {
      setIndex(null);
      keep({ search: "", ...restart });
      change({ filter: base().filter });
      showGroup(groupOf(base().filter));
    },
  };

  function columns(): readonly ColumnSpec[] {
    return withLimited(shownColumns(entity, spec(), paths()));
  }
};
