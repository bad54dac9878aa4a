import { createEffect, createMemo, createSignal, createUniqueId, For, Index, on, onCleanup, onMount, Show, untrack, type JSX } from "solid-js";
import { createMedia } from "#client/theme/theme.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import "./data-table.css";
import { poolSize, rowOfSlot, rowWindow, scrollToRow } from "./row-window.ts";
import { TableHeader } from "./table-header.tsx";
import { afterEdit, cycleSort, tableIntent, type TableIntent, type TableSize } from "./table-keys.ts";
import { keepPlaces, layoutOf, moveColumn, placeColumns, SELECT_WIDTH, type ColumnPlace } from "./table-layout.ts";
import { TableRow } from "./table-row.tsx";
import { createRowChoice } from "./row-choice.ts";
import type { CellPlace, DataTableProps, TableLayout } from "./table.ts";

/** What header and rows share. */
export interface TableState {
  readonly id: string;
  readonly active: () => CellPlace | null;
  readonly editing: () => { readonly cell: CellPlace; readonly replace: boolean } | null;
  readonly activate: (cell: CellPlace) => void;
  readonly edit: (cell: CellPlace, replace: boolean) => void;
  /** False when the editor holds text that is not a value: it stays open. */
  readonly endEdit: () => boolean;
  readonly editKey: (event: KeyboardEvent) => void;
  readonly editDone: (move?: "stay" | "down" | "next") => void;
  readonly menuFor: () => string | null;
  readonly setMenuFor: (column: string | null) => void;
}

export const DataTable = <Row extends object>(props: DataTableProps<Row>): JSX.Element => {
  const { t } = useI18n();
  const id = createUniqueId();
  const coarse = createMedia("(pointer: coarse)");
  const rowHeight = (): number => (coarse() ? 44 : 36);
  const [top, setTop] = createSignal(0);
  const [box, setBox] = createSignal({ width: 0, height: 0 });
  const [active, setActive] = createSignal<CellPlace | null>(props.place?.cell ?? null);
  const [editing, setEditing] = createSignal<{ cell: CellPlace; replace: boolean } | null>(null);
  const [menuFor, setMenuFor] = createSignal<string | null>(null);
  const [widths, setWidths] = createSignal<TableLayout | null>(null);
  let scroller: HTMLDivElement | undefined;

  const lead = (): number => (props.selection ? SELECT_WIDTH : 0);
  const placed = createMemo(() => placeColumns(props.columns, widths() ?? props.layout, lead()));
  const places = createMemo<readonly ColumnPlace<Row>[]>((before) => keepPlaces(placed(), before), []);
  const layout = createMemo(() => layoutOf(placed(), (widths() ?? props.layout)?.frozen ?? 0));
  const template = createMemo(() => `${lead() ? `${lead()}px ` : ""}${placed().map((entry) => `${entry.width}px`).join(" ")} minmax(0, 1fr)`);
  const total = createMemo(() => placed().reduce((sum, entry) => sum + entry.width, lead()));
  const bars = (): number => rowHeight() * (props.showFooter ? 2 : 1);
  const bodyHeight = (): number => Math.max(0, box().height - bars());
  const sight = createMemo(() => rowWindow(top(), bodyHeight(), rowHeight(), props.count), undefined, {
    equals: (a, b) => a.first === b.first && a.last === b.last,
  });
  const pool = createMemo(() => poolSize(bodyHeight(), rowHeight(), props.count));
  const slots = createMemo(() => Array.from({ length: pool() }, (_, slot) => slot));
  const size = (): TableSize => ({
    rows: props.count,
    columns: placed().length,
    page: Math.max(1, Math.floor(bodyHeight() / rowHeight()) - 1),
  });
  const choice = createRowChoice(props);

  createEffect(() => props.onWindow?.(sight().first, Math.max(sight().first, sight().last)));

  createEffect(
    on(
      () => props.question,
      () => {
        setActive((cell) => (cell && cell.row > 0 ? { ...cell, row: 0 } : cell));
        if (top() > 0) scroller?.scrollTo({ top: 0 });
      },
      { defer: true },
    ),
  );

  const tellPlace = (at: { readonly scrollTop: number; readonly scrollLeft: number } | undefined): void => {
    if (at) props.onPlace?.({ top: at.scrollTop, left: at.scrollLeft, cell: untrack(active) });
  };

  onMount(() => {
    const element = scroller as HTMLDivElement;
    /* It tells the first size too, before the first paint; asked for here, the browser would lay out a page that is still being drawn. */
    const observer = new ResizeObserver(() => setBox({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    if (props.place) queueMicrotask(() => element.scrollTo(props.place?.left ?? 0, props.place?.top ?? 0));
    onCleanup(() => observer.disconnect());
  });

  const reveal = (cell: CellPlace): void => {
    if (!scroller) return;
    if (cell.row >= 0) scroller.scrollTop = scrollToRow(cell.row, rowHeight(), scroller.scrollTop, bodyHeight());
    const entry = placed()[cell.column];
    if (!entry || entry.sticky !== null) return;
    const left = lead() + placed().slice(0, cell.column).reduce((sum, other) => sum + other.width, 0);
    const frozen = lead() + placed().filter((other) => other.sticky !== null).reduce((sum, other) => sum + other.width, 0);
    if (left - frozen < scroller.scrollLeft) scroller.scrollLeft = left - frozen;
    else if (left + entry.width > scroller.scrollLeft + box().width) scroller.scrollLeft = left + entry.width - box().width;
  };

  const activate = (cell: CellPlace): void => {
    setActive(cell);
    reveal(cell);
    tellPlace(scroller);
  };

  const mayEdit = (cell: CellPlace): boolean => {
    const entry = placed()[cell.column];
    const row = props.rowAt(cell.row);
    if (!entry || !row || !props.renderEditor) return false;
    return typeof entry.column.editable === "function" ? entry.column.editable(row) : (entry.column.editable ?? false);
  };

  const editorElement = (): HTMLElement | null => scroller?.querySelector<HTMLElement>(".cell-editor") ?? null;

  /* Taking the focus away makes the editor keep its text; a value it cannot read marks it invalid, and it stays. */
  const endEdit = (): boolean => {
    if (!editing()) return true;
    const before = document.activeElement;
    scroller?.focus({ preventScroll: true });
    if (editorElement()?.querySelector('[aria-invalid="true"]')) {
      if (before instanceof HTMLElement) before.focus();
      return false;
    }
    setEditing(null);
    return true;
  };

  const edit = (cell: CellPlace, replace: boolean): void => {
    if (!endEdit()) return;
    activate(cell);
    if (mayEdit(cell)) setEditing({ cell, replace });
  };

  const goOn = (target: CellPlace | null, editNext: boolean): void => {
    if (!target) return;
    if (editNext) edit(target, false);
    else activate(target);
  };

  const editKey = (event: KeyboardEvent): void => {
    const current = editing();
    if (!current || event.isComposing) return;
    if (!(event.target instanceof Node && scroller?.contains(event.target))) return;
    event.stopPropagation();
    if (event.key === "Escape") {
      setEditing(null);
      scroller.focus({ preventScroll: true });
      event.preventDefault();
      return;
    }
    if ((event.key !== "Enter" && event.key !== "Tab") || event.defaultPrevented) return;
    event.preventDefault();
    if (endEdit()) goOn(afterEdit(event.key, event.shiftKey, current.cell, size()), event.key === "Tab");
  };

  const editDone = (move: "stay" | "down" | "next" = "stay"): void => {
    const current = editing();
    if (!current || !endEdit()) return;
    if (move !== "stay") goOn(afterEdit(move === "down" ? "Enter" : "Tab", false, current.cell, size()), move === "next");
  };

  /* An edited row that scrolls out of sight is kept first, since its elements serve another row then. */
  createEffect(
    on(sight, ({ first, last }) => {
      const current = editing();
      if (current && (current.cell.row < first || current.cell.row > last)) editDone();
    }),
  );

  const act = (intent: TableIntent, cell: CellPlace): void => {
    const column = placed()[cell.column]?.column;
    const row = props.rowAt(cell.row);
    switch (intent.type) {
      case "go":
        activate(intent.cell);
        return;
      case "selectTo":
        void choice.to(intent.row);
        activate({ ...cell, row: intent.row });
        return;
      case "select":
        choice.toggle(cell.row);
        return;
      case "selectAll":
        void choice.all(true);
        return;
      case "edit":
        if (mayEdit(cell)) edit(cell, intent.replace);
        else if (!intent.replace && row) props.onOpen?.(row, cell.row);
        return;
      case "open":
        if (row) props.onOpen?.(row, cell.row);
        return;
      case "sort":
        if (column?.sortable) props.onSort?.(cycleSort(props.sort ?? [], column.id, intent.further));
        return;
      case "columnMenu":
        if (column) setMenuFor(column.id);
        return;
      case "moveColumn":
        props.onLayout?.(moveColumn(layout(), cell.column, cell.column + intent.by));
        activate({ ...cell, column: Math.max(0, Math.min(placed().length - 1, cell.column + intent.by)) });
        return;
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (editing() || event.target !== scroller || event.isComposing) return;
    const cell = active() ?? { row: 0, column: 0 };
    if (event.key === "Escape" && (props.selection?.ids().size ?? 0) > 0) {
      props.selection?.clear();
      return;
    }
    const intent = tableIntent(event, cell, size());
    if (!intent) return;
    if ((intent.type === "select" || intent.type === "selectTo" || intent.type === "selectAll") && !props.selection) return;
    /* The character that begins an edit goes on into the editor's input, so that input methods see it too. */
    if (!(intent.type === "edit" && intent.replace)) event.preventDefault();
    event.stopPropagation();
    act(intent, cell);
  };

  const onCopy = (event: ClipboardEvent): void => {
    const cell = active();
    if (editing() || !cell || event.target !== scroller) return;
    const text = document.getElementById(`${id}-${cell.row}-${cell.column}`)?.innerText;
    if (text === undefined) return;
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };

  const state: TableState = { id, active, editing, activate, edit, endEdit, editKey, editDone, menuFor, setMenuFor };
  const activeId = (): string | undefined => {
    const cell = active();
    if (!cell) return undefined;
    const inSight = cell.row === -1 || (cell.row >= sight().first && cell.row <= sight().last);
    return inSight ? `${id}-${cell.row}-${cell.column}` : undefined;
  };

  return (
    <div
      ref={(element) => (scroller = element)}
      class="data-table"
      role="grid"
      tabindex={0}
      aria-label={props.label}
      aria-rowcount={props.count + 1}
      aria-colcount={placed().length + (props.selection ? 1 : 0)}
      aria-multiselectable={props.selection ? "true" : undefined}
      aria-busy={props.busy ?? false}
      aria-activedescendant={activeId()}
      data-choosing={(props.selection?.ids().size ?? 0) > 0 ? "" : undefined}
      style={{ "--columns": template(), "--table-width": `${total()}px`, "--table-row": `${rowHeight()}px` }}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      on:scroll={{
        passive: true,
        /* Read before anything is drawn: afterwards the browser would lay everything out for it, once more in the same frame. */
        handleEvent: ({ currentTarget }) => {
          const { scrollTop, scrollLeft } = currentTarget as HTMLElement;
          setTop(scrollTop);
          tellPlace({ scrollTop, scrollLeft });
        },
      }}
      onFocusIn={(event) => {
        if (event.target === scroller && !active() && props.count > 0) setActive({ row: Math.max(0, Math.ceil(top() / rowHeight())), column: 0 });
      }}
    >
      <TableHeader
        table={props}
        state={state}
        placed={placed()}
        layout={layout()}
        choice={choice}
        onWidths={setWidths}
      />
      <div class="data-table__body" role="rowgroup" style={{ height: `${props.count * rowHeight()}px` }}>
        <For each={slots()}>
          {(slot) => (
            <TableRow
              table={props}
              state={state}
              places={places()}
              choice={choice}
              index={rowOfSlot(slot, sight().first, pool())}
              rowHeight={rowHeight()}
            />
          )}
        </For>
      </div>
      <Show when={props.count === 0}>
        <div class="data-table__empty">{props.empty}</div>
      </Show>
      <Show when={props.showFooter}>
        <div class="data-table__footer" role="row" aria-label={t("table.totals")}>
          <Show when={props.selection}>
            <div class="data-table__cell" role="gridcell" data-sticky style={{ left: "0px" }} />
          </Show>
          <Index each={places()}>
            {(entry) => (
              <div
                class="data-table__cell"
                role="gridcell"
                data-align={entry().column.align}
                data-sticky={entry().sticky === null ? undefined : ""}
                data-edge={entry().edge ? "" : undefined}
                style={{ left: entry().sticky === null ? "auto" : `${entry().sticky}px` }}
              >
                {entry().column.footer?.()}
              </div>
            )}
          </Index>
        </div>
      </Show>
    </div>
  );
};
