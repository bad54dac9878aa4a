import { createMemo, createSignal, For, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import type { ReportWords } from "#client/reports/report-words.ts";
import { TOTAL_ROW, type Sheet, type SheetCell, type SheetColumn, type SheetPlace, type SheetRow } from "#client/reports/sheet.ts";

export interface SheetTableProps {
  readonly sheet: Sheet;
  readonly label: string;
  readonly words: ReportWords;
  /** The figure whose records are shown. */
  readonly place: SheetPlace | null;
  readonly onPick: (place: SheetPlace) => void;
}

/** Rows drawn before the rest has to be asked for. */
const SHORT = 60;

/** From a figure to the next one in the direction of an arrow key, over cells that have none. */
const neighbour = (from: HTMLElement, key: string): HTMLElement | null => {
  const cell = from.closest("td");
  const row = cell?.closest("tr");
  if (!cell || !row) return null;
  const figureOf = (each: Element | null | undefined): HTMLElement | null => each?.querySelector<HTMLElement>("button") ?? null;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    let next: Element | null = cell;
    do next = key === "ArrowLeft" ? next.previousElementSibling : next.nextElementSibling;
    while (next && !figureOf(next));
    return figureOf(next);
  }
  const rows = [...(row.closest("table")?.querySelectorAll("tbody tr, tfoot tr") ?? [])];
  const step = key === "ArrowUp" ? -1 : 1;
  for (let at = rows.indexOf(row) + step; at >= 0 && at < rows.length; at += step) {
    const target = figureOf(rows[at]?.children[cell.cellIndex]);
    if (target) return target;
  }
  return null;
};

/** The figures of a report. Each that has records behind it is a button; arrow keys go from one to the next. */
export const SheetTable = (props: SheetTableProps): JSX.Element => {
  const { t } = useI18n();
  const [whole, setWhole] = createSignal(false);
  const rows = createMemo(() => (whole() ? props.sheet.rows : props.sheet.rows.slice(0, SHORT)));
  const move = (event: KeyboardEvent): void => {
    if (!event.key.startsWith("Arrow") || event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
    const next = neighbour(event.target, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  const line = (row: SheetRow): JSX.Element => <SheetLine table={props} row={row} />;
  return (
    <>
      <div class="sheet-frame" tabindex="-1">
        <table class="sheet" aria-label={props.label} onKeyDown={move}>
          <thead>
            <tr>
              <For each={props.sheet.heads}>{(head) => <th scope="col">{head}</th>}</For>
              <For each={props.sheet.columns}>
                {(column) => (
                  <th scope="col" class="sheet__number" data-quiet={column.quiet ? "" : undefined}>
                    {column.label}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>{line}</For>
          </tbody>
          <Show when={props.sheet.total}>{(total) => <tfoot>{line(total())}</tfoot>}</Show>
        </table>
      </div>
      <Show when={props.sheet.rows.length > rows().length}>
        <Button size="small" kind="quiet" onClick={() => setWhole(true)}>
          {t("report.more", { count: props.sheet.rows.length - rows().length })}
        </Button>
      </Show>
    </>
  );
};

const SheetLine = (props: { readonly table: SheetTableProps; readonly row: SheetRow }): JSX.Element => {
  const heads = (): readonly { readonly label: string; readonly span: number }[] => {
    const width = Math.max(1, props.table.sheet.heads.length);
    if (props.row.id === TOTAL_ROW) return [{ label: props.row.heads[0]?.label ?? "", span: width }];
    return props.row.heads.map(({ label }) => ({ label, span: 1 }));
  };
  return (
    <tr>
      <For each={heads()}>
        {(head) => (
          <th scope="row" colspan={head.span} dir="auto" title={head.label}>
            {head.label}
          </th>
        )}
      </For>
      <For each={props.row.cells}>
        {(cell, index) => (
          <Show when={props.table.sheet.columns[index()]}>{(column) => <SheetFigure table={props.table} row={props.row} column={column()} cell={cell} />}</Show>
        )}
      </For>
    </tr>
  );
};

interface SheetFigureProps {
  readonly table: SheetTableProps;
  readonly row: SheetRow;
  readonly column: SheetColumn;
  readonly cell: SheetCell;
}

const SheetFigure = (props: SheetFigureProps): JSX.Element => {
  const { t } = useI18n();
  const text = (): string => props.table.words.figure(props.column.kind, props.cell.value, true);
  const tone = (): string | undefined => {
    const { value, news } = props.cell;
    if (value === null) return "none";
    if (props.column.kind === "growth" || props.column.kind === "points") return news;
    return value.startsWith("-") ? "bad" : undefined;
  };
  const chosen = (): boolean => props.table.place?.row === props.row.id && props.table.place.column === props.column.id;
  const words = (): { figure: string; row: string; column: string } => ({
    figure: text(),
    row: props.row.heads.map(({ label }) => label).join(", "),
    column: props.column.label,
  });
  return (
    <td class="sheet__number" data-tone={tone()} data-quiet={props.column.quiet ? "" : undefined}>
      <Show when={props.cell.behind} fallback={<span class="sheet__figure">{text()}</span>}>
        <button
          type="button"
          class="sheet__figure"
          aria-pressed={chosen()}
          aria-label={t("report.openFigure", words())}
          onClick={() => props.table.onPick({ row: props.row.id, column: props.column.id })}
        >
          {text()}
        </button>
      </Show>
    </td>
  );
};
