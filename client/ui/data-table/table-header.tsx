import { createSignal, Index, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Icon } from "../icon.tsx";
import { Menu, type MenuItem } from "../menu.tsx";
import type { TableState } from "./data-table.tsx";
import type { RowChoice } from "./row-choice.ts";
import { cycleSort } from "./table-keys.ts";
import { hideColumn, moveColumn, resizeColumn, type PlacedColumn } from "./table-layout.ts";
import type { DataTableProps, TableLayout, TableSort } from "./table.ts";

interface TableHeaderProps<Row extends object> {
  readonly table: DataTableProps<Row>;
  readonly state: TableState;
  readonly placed: readonly PlacedColumn<Row>[];
  readonly layout: TableLayout;
  readonly choice: RowChoice;
  /** Widths while a border is being dragged; null when it is dropped. */
  readonly onWidths: (layout: TableLayout | null) => void;
}

const DRAG_START = 6;
const WIDTH_STEP = 32;

export const TableHeader = <Row extends object>(props: TableHeaderProps<Row>): JSX.Element => {
  const { t } = useI18n();
  const [carried, setCarried] = createSignal<{ readonly from: number; readonly to: number } | null>(null);
  const sorted = (id: string): TableSort | undefined => props.table.sort?.find((entry) => entry.by === id);
  const movable = (): boolean => props.table.onLayout !== undefined;

  const setSort = (id: string, direction: "up" | "down" | "none"): void =>
    props.table.onSort?.(direction === "none" ? [] : [direction === "up" ? { by: id } : { by: id, down: true }]);

  const menuItems = (index: number): readonly MenuItem[] => {
    const entry = props.placed[index];
    if (!entry) return [];
    const { id, sortable } = entry.column;
    const { layout } = props;
    const change = (next: TableLayout): void => props.table.onLayout?.(next);
    const sorting: readonly MenuItem[] = [
      { id: "up", label: t("table.sortUp"), icon: "arrow-up", run: () => setSort(id, "up") },
      { id: "down", label: t("table.sortDown"), icon: "arrow-down", run: () => setSort(id, "down") },
      ...(sorted(id) ? [{ id: "none", label: t("table.unsort"), icon: "x", run: () => setSort(id, "none") } as const] : []),
    ];
    const placing: readonly MenuItem[] = [
      layout.frozen === index + 1
        ? { id: "unfreeze", label: t("table.unfreeze"), icon: "pin-off", run: () => change({ ...layout, frozen: 0 }) }
        : { id: "freeze", label: t("table.freeze"), icon: "pin", run: () => change({ ...layout, frozen: index + 1 }) },
      ...(index > 0 ? [{ id: "left", label: t("table.moveLeft"), icon: "arrow-left", run: () => change(moveColumn(layout, index, index - 1)) } as const] : []),
      ...(index < props.placed.length - 1
        ? [{ id: "right", label: t("table.moveRight"), icon: "arrow-right", run: () => change(moveColumn(layout, index, index + 1)) } as const]
        : []),
      { id: "wider", label: t("table.wider"), icon: "plus", run: () => change(resizeColumn(layout, id, entry.width + WIDTH_STEP)) },
      { id: "narrower", label: t("table.narrower"), icon: "minus", run: () => change(resizeColumn(layout, id, entry.width - WIDTH_STEP)) },
      ...(props.placed.length > 1 ? [{ id: "hide", label: t("table.hide"), icon: "eye-off", run: () => change(hideColumn(layout, id)) } as const] : []),
    ];
    return [
      ...(sortable && props.table.onSort ? sorting : []),
      ...(sortable && props.table.onSort && movable() ? [{ kind: "rule" } as const] : []),
      ...(movable() ? placing : []),
    ];
  };

  const dragWidth = (index: number, event: PointerEvent): void => {
    const entry = props.placed[index];
    if (!entry) return;
    event.preventDefault();
    event.stopPropagation();
    const handle = event.currentTarget as HTMLElement;
    const start = event.clientX;
    const before = props.layout;
    let after = before;
    handle.setPointerCapture(event.pointerId);
    const move = (next: PointerEvent): void => {
      after = resizeColumn(before, entry.column.id, entry.width + next.clientX - start);
      props.onWidths(after);
    };
    const end = (last: PointerEvent): void => {
      handle.removeEventListener("pointermove", move);
      if (last.type === "pointerup") props.table.onLayout?.(after);
      props.onWidths(null);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end, { once: true });
    handle.addEventListener("pointercancel", end, { once: true });
  };

  const columnAt = (header: HTMLElement, x: number): number => {
    const cells = [...header.querySelectorAll<HTMLElement>("[data-column]")];
    const found = cells.findIndex((cell) => x < cell.getBoundingClientRect().right);
    return found < 0 ? cells.length - 1 : found;
  };

  /* Only a mouse drags columns; a finger pans the table and uses the column's menu. */
  const dragColumn = (index: number, event: PointerEvent): void => {
    if (!movable() || event.pointerType !== "mouse" || event.button !== 0) return;
    const cell = event.currentTarget as HTMLElement;
    const header = cell.parentElement as HTMLElement;
    const start = event.clientX;
    const move = (next: PointerEvent): void => {
      if (!carried() && Math.abs(next.clientX - start) < DRAG_START) return;
      setCarried({ from: index, to: columnAt(header, next.clientX) });
    };
    const end = (): void => {
      removeEventListener("pointermove", move);
      const drop = carried();
      if (!drop) return;
      /* The click that ends a drag must not sort; it comes before this timer. */
      setTimeout(() => setCarried(null));
      props.table.onLayout?.(moveColumn(props.layout, drop.from, drop.to));
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end, { once: true });
    addEventListener("pointercancel", end, { once: true });
  };

  const dropSide = (index: number): "before" | "after" | undefined => {
    const drop = carried();
    if (!drop || drop.to !== index || drop.from === drop.to) return undefined;
    return drop.to < drop.from ? "before" : "after";
  };

  return (
    <div class="data-table__header" role="row" aria-rowindex={1}>
      <Show when={props.table.selection}>
        <div
          class="data-table__cell data-table__select"
          role="columnheader"
          aria-colindex={1}
          data-sticky
          style={{ left: "0px" }}
          onClick={() => void props.choice.all(props.choice.state() !== "all")}
        >
          <span
            class="checkbox__box"
            role="checkbox"
            aria-checked={props.choice.state() === "some" ? "mixed" : props.choice.state() === "all"}
            aria-label={t("table.selectAll")}
            data-checked={props.choice.state() === "none" ? undefined : ""}
          >
            <Show when={props.choice.state() !== "none"}>
              <Icon name={props.choice.state() === "all" ? "check" : "minus"} size={12} />
            </Show>
          </span>
        </div>
      </Show>
      <Index each={props.placed}>
        {(entry, index) => (
          <div
            class="data-table__cell data-table__heading"
            role="columnheader"
            id={`${props.state.id}--1-${index}`}
            aria-colindex={index + 1 + (props.table.selection ? 1 : 0)}
            aria-sort={entry().column.sortable ? (sorted(entry().column.id) ? (sorted(entry().column.id)?.down ? "descending" : "ascending") : "none") : undefined}
            data-column={entry().column.id}
            data-align={entry().column.align}
            data-active={props.state.active()?.row === -1 && props.state.active()?.column === index ? "" : undefined}
            data-sticky={entry().sticky === null ? undefined : ""}
            data-edge={entry().edge ? "" : undefined}
            data-sortable={entry().column.sortable ? "" : undefined}
            data-carried={carried()?.from === index ? "" : undefined}
            data-drop={dropSide(index)}
            style={{ left: entry().sticky === null ? "auto" : `${entry().sticky}px` }}
            onPointerDown={(event) => dragColumn(index, event)}
            onClick={(event) => {
              if (carried()) return;
              props.state.activate({ row: -1, column: index });
              if (entry().column.sortable) props.table.onSort?.(cycleSort(props.table.sort ?? [], entry().column.id, event.shiftKey));
            }}
          >
            <span class="data-table__label">{entry().column.label}</span>
            <Show when={sorted(entry().column.id)}>
              {(sort) => <Icon name={sort().down ? "arrow-down" : "arrow-up"} size={13} />}
            </Show>
            <Show when={menuItems(index).length > 0}>
              <span class="data-table__menu" onClick={(event) => event.stopPropagation()} onPointerDown={(event) => event.stopPropagation()}>
                <Menu
                  label={t("table.columnMenu", { column: entry().column.label })}
                  triggerClass="data-table__menu-button"
                  trigger={<Icon name="chevron-down" size={14} />}
                  items={menuItems(index)}
                  tabIndex={-1}
                  placement="bottom-end"
                  open={props.state.menuFor() === entry().column.id}
                  onOpenChange={(open) => props.state.setMenuFor(open ? entry().column.id : null)}
                />
              </span>
            </Show>
            <Show when={movable()}>
              <span class="data-table__border" aria-hidden="true" onPointerDown={(event) => dragWidth(index, event)} onClick={(event) => event.stopPropagation()} />
            </Show>
          </div>
        )}
      </Index>
    </div>
  );
};
