import { Show, Suspense, type JSX } from "solid-js";
import { addDays } from "#domain/query/days.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button, IconButton } from "#client/ui/button.tsx";
import type { IconName } from "#client/ui/icon-names.ts";
import { Icon } from "#client/ui/icon.tsx";
import { late } from "#client/ui/late.ts";
import { Popover } from "#client/ui/popover.tsx";
import { Segmented } from "#client/ui/segmented.tsx";
import { countOf } from "#client/query/filter-tree.ts";
import type { ListState } from "./list-state.ts";
import type { Layout } from "#client/query/view-spec.ts";

const ListFilter = late(async () => (await import("./list-filter.tsx")).ListFilter);
const ColumnsEditor = late(async () => (await import("./columns-editor.tsx")).ColumnsEditor);

export interface ListToolbarProps {
  readonly list: ListState;
  readonly filterOpen: boolean;
  readonly onFilterOpen: (open: boolean) => void;
  /** Asks whether somebody has a record already; for kinds where that matters. */
  readonly onLookUp?: (() => void) | undefined;
  readonly onExport?: (() => void) | undefined;
  readonly onCreate?: (() => void) | undefined;
  readonly searchRef: (input: HTMLInputElement) => void;
}

const LAYOUT_ICONS = { list: "list", board: "square-kanban", charts: "chart-column" } as const satisfies Record<Layout, IconName>;

/** One line of controls above a list: find, narrow, arrange, export, add. */
export const ListToolbar = (props: ListToolbarProps): JSX.Element => {
  const { t, locale, today } = useI18n();
  const replica = useReplica();
  const { list } = props;
  const words = () => wordsOf(locale(), list.entity.kind);
  const mayExport = (): boolean => replica.rights()?.rights.includes("export") ?? false;
  return (
    <div class="list-toolbar" role="toolbar" aria-label={words().many}>
      <SearchBox list={list} label={t("list.search", { name: words().many })} inputRef={props.searchRef} />
      <Popover
        label={t("list.filter")}
        open={props.filterOpen}
        onOpenChange={props.onFilterOpen}
        trigger={
          <>
            <Icon name="list-filter" />
            <span class="list-toolbar__words">{t("list.filter")}</span>
            <Show when={countOf(list.group()) > 0}>
              <span class="list-toolbar__count">{countOf(list.group())}</span>
            </Show>
          </>
        }
      >
        <Suspense>
          <ListFilter list={list} />
        </Suspense>
      </Popover>
      <Show when={list.layout() === "list"}>
        <Popover
          label={t("list.columns")}
          trigger={
            <>
              <Icon name="columns-3" />
              <span class="list-toolbar__words">{t("list.columns")}</span>
            </>
          }
        >
          <Suspense>
            <ColumnsEditor list={list} />
          </Suspense>
        </Popover>
      </Show>
      <span class="list-toolbar__gap" />
      <Show when={list.layouts.length > 1}>
        <Segmented
          compact
          label={t("list.layout")}
          value={list.layout()}
          onChange={(layout) => {
            if (layout === "charts") list.past.choose(null);
            list.change({ layout: layout as Layout });
          }}
          options={list.layouts.map((layout) => ({ id: layout, label: t(`list.layout.${layout}`), icon: LAYOUT_ICONS[layout] }))}
        />
      </Show>
      <Show when={list.layout() !== "charts"}>
        <IconButton icon="history" label={t("past.asOf")} onClick={() => list.past.choose(addDays(today(), -1))} />
      </Show>
      <Show when={props.onLookUp}>
        <IconButton icon="search-check" label={t("list.lookUp")} onClick={() => props.onLookUp?.()} />
      </Show>
      <Show when={props.onExport && mayExport() && list.past.day() === null}>
        <IconButton icon="download" label={t("list.export")} onClick={() => props.onExport?.()} />
      </Show>
      <Show when={props.onCreate}>
        <Button kind="primary" icon="plus" onClick={() => props.onCreate?.()}>
          {t("list.new", { name: words().one })}
        </Button>
      </Show>
    </div>
  );
};

/** Searches while typing; Esc or the cross shows everything again. */
const SearchBox = (props: { readonly list: ListState; readonly label: string; readonly inputRef: (input: HTMLInputElement) => void }): JSX.Element => {
  const { t } = useI18n();
  return (
    <div class="input list-search">
      <Icon name="search" />
      <input
        ref={(element) => props.inputRef(element)}
        type="text"
        role="searchbox"
        aria-label={props.label}
        placeholder={t("list.searchHint")}
        value={props.list.search()}
        autocomplete="off"
        dir="auto"
        onInput={(event) => props.list.setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || event.isComposing || props.list.search() === "") return;
          event.preventDefault();
          event.stopPropagation();
          props.list.setSearch("");
        }}
      />
      <Show when={props.list.search() !== ""}>
        <button type="button" class="input__icon" aria-label={t("ui.clear")} onClick={() => props.list.setSearch("")}>
          <Icon name="x" />
        </button>
      </Show>
    </div>
  );
};
