import { createMemo, Index, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Icon } from "../icon.tsx";
import { same } from "#domain/same.ts";
import type { TableState } from "./data-table.tsx";
import type { RowChoice } from "./row-choice.ts";
import type { ColumnPlace } from "./table-layout.ts";
import type { DataTableProps, TableCell } from "./table.ts";

interface TableRowProps<Row extends object> {
  readonly table: DataTableProps<Row>;
  readonly state: TableState;
  readonly places: readonly ColumnPlace<Row>[];
  readonly choice: RowChoice;
  readonly index: number;
  readonly rowHeight: number;
}

/** One element row. It shows whichever row its slot stands for, so everything in it follows `index`. */
export const TableRow = <Row extends object>(props: TableRowProps<Row>): JSX.Element => {
  const { t } = useI18n();
  /* The slot's row changes with every scroll step of the table; its own memo lets only rows that moved follow. */
  const index = createMemo(() => props.index);
  const row = createMemo(() => (index() < props.table.count ? props.table.rowAt(index()) : undefined), undefined, { equals: same });
  /* Until the row of a new place has come its elements stay, unseen: filling them again is a fraction of making them. */
  const drawn = createMemo<Row | undefined>((before) => row() ?? before);
  const cell: TableCell<Row> = {
    get row() {
      return drawn() as Row;
    },
    get index() {
      return index();
    },
  };
  const rowId = createMemo(() => {
    const found = row();
    return found ? props.table.rowId(found) : undefined;
  });
  const chosen = (): boolean => {
    const id = rowId();
    return id !== undefined && (props.table.selection?.has(id) ?? false);
  };
  /* What a cell asks for is answered for the row first: nearly always nothing, so that cells of a row that moves have nothing to follow. */
  const there = createMemo(() => drawn() !== undefined);
  const active = createMemo(() => {
    const at = props.state.active();
    return at?.row === index() ? at.column : null;
  });
  const editing = createMemo(() => {
    const current = props.state.editing();
    return current?.cell.row === index() ? current : null;
  });
  const isActive = (column: number): boolean => active() === column;
  const edited = (column: number): { readonly replace: boolean } | null => (editing()?.cell.column === column ? editing() : null);
  const open = (): void => {
    const found = row();
    if (found) props.table.onOpen?.(found, index());
  };
  const pressCell = (column: number, event: MouseEvent): void => {
    if (edited(column)) return;
    const was = isActive(column);
    if (!props.state.endEdit()) return;
    props.state.activate({ row: index(), column });
    if (event.shiftKey && props.table.selection) void props.choice.to(index());
    else if ((event.ctrlKey || event.metaKey) && props.table.selection) props.choice.toggle(index());
    else if (was) props.state.edit({ row: index(), column }, false);
  };
  return (
    <div
      class="data-table__row"
      role="row"
      aria-rowindex={index() + 2}
      aria-selected={props.table.selection ? chosen() : undefined}
      data-chosen={chosen() ? "" : undefined}
      data-editing={editing() ? "" : undefined}
      data-id={rowId()}
      data-open={rowId() !== undefined && rowId() === props.table.openId ? "" : undefined}
      data-at={active() === null ? undefined : ""}
      data-awaited={row() ? undefined : ""}
      hidden={index() >= props.table.count}
      style={{ top: `${index() * props.rowHeight}px` }}
    >
      <Show when={props.table.selection}>
        <div
          class="data-table__cell data-table__select"
          role="gridcell"
          aria-colindex={1}
          data-sticky
          style={{ left: "0px" }}
          onClick={(event) => {
            if (event.shiftKey) void props.choice.to(index());
            else props.choice.toggle(index());
          }}
        >
          <span
            class="checkbox__box"
            role="checkbox"
            aria-checked={chosen()}
            aria-label={t("table.selectRow", { row: index() + 1 })}
            data-checked={chosen() ? "" : undefined}
          >
            <Show when={chosen()}>
              <Icon name="check" size={12} />
            </Show>
          </span>
        </div>
      </Show>
      <Index each={props.places}>
        {(entry, column) => (
          <div
            class="data-table__cell"
            role="gridcell"
            id={isActive(column) ? `${props.state.id}-${index()}-${column}` : undefined}
            aria-colindex={column + 1 + (props.table.selection ? 1 : 0)}
            data-align={entry().column.align}
            data-editing={edited(column) ? "" : undefined}
            data-active={isActive(column) ? "" : undefined}
            data-sticky={entry().sticky === null ? undefined : ""}
            data-edge={entry().edge ? "" : undefined}
            style={{ left: entry().sticky === null ? "auto" : `${entry().sticky}px` }}
            onClick={(event) => pressCell(column, event)}
            onDblClick={() => {
              if (!edited(column)) props.state.edit({ row: index(), column }, false);
            }}
          >
            <Show
              when={edited(column)}
              fallback={
                <span
                  class="data-table__value"
                  data-opens={entry().column.opens ? "" : undefined}
                  data-names={entry().column.names ? "" : undefined}
                  onClick={(event) => {
                    if (!entry().column.opens || event.shiftKey || event.ctrlKey || event.metaKey || !props.state.endEdit()) return;
                    event.stopPropagation();
                    props.state.activate({ row: index(), column });
                    open();
                  }}
                >
                  <Show when={there()}>{entry().column.render(cell)}</Show>
                </span>
              }
            >
              {(current) => (
                <div class="cell-editor" onKeyDown={(event) => props.state.editKey(event)}>
                  <Show when={row()} keyed={false}>
                    {(found) =>
                      props.table.renderEditor?.({
                        get row() {
                          return found();
                        },
                        index: index(),
                        column: entry().column.id,
                        replace: current().replace,
                        done: (move) => props.state.editDone(move),
                      })
                    }
                  </Show>
                </div>
              )}
            </Show>
          </div>
        )}
      </Index>
    </div>
  );
};
