import { createMemo, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { DataTable } from "#client/ui/data-table/data-table.tsx";
import type { CellEdit, TableColumn } from "#client/ui/data-table/table.ts";
import { TextInput } from "#client/ui/text-input.tsx";
import { headingsOf } from "#domain/transfer/import-map.ts";
import type { PlanIssue } from "#domain/transfer/import-plan.ts";
import type { SheetRow } from "#domain/transfer/sheet.ts";
import type { PlanSummary } from "#workers/transfer/plan-summary.ts";
import type { ImportSession } from "#client/transfer/import-session.ts";
import { issueSentence } from "./import-sentences.ts";
import { saveRejected } from "./save-rejected.ts";

const LINE = "\u0000line";
const WHY = "\u0000why";
/** More are scrolled within the grid; half a row more says that there are. */
const ROWS_IN_SIGHT = 20;

export interface FaultGridProps {
  readonly session: ImportSession;
  readonly summary: PlanSummary;
}

/** The rows that do not fit, with every cell to be corrected where it stands. */
export const FaultGrid = (props: FaultGridProps): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const columns = () => props.session.inspection()?.columns ?? [];
  const byLine = createMemo(() => {
    const found = new Map<number, PlanIssue[]>();
    for (const issue of props.summary.issues) found.set(issue.line, [...(found.get(issue.line) ?? []), issue]);
    return found;
  });
  const sourcesOf = (issue: PlanIssue): readonly string[] => (issue.column === null ? [] : [issue.column, ...headingsOf({ template: issue.column, to: "" })]);
  const wrong = createMemo(() => new Set(props.summary.issues.flatMap((issue) => sourcesOf(issue).map((name) => `${issue.line}:${name}`))));
  const cellOf = (row: SheetRow, index: number): string => (props.session.corrections()[row.line] ?? row.cells)[index] ?? "";
  const isFixed = (row: SheetRow, index: number): boolean => {
    const fixed = props.session.corrections()[row.line];
    return fixed !== undefined && fixed[index] !== (row.cells[index] ?? "");
  };
  const why = (line: number): string =>
    (byLine().get(line) ?? []).map((issue) => (issue.column === null ? issueSentence(i18n, issue) : `${issue.column}: ${issueSentence(i18n, issue)}`)).join(" ");

  const table = createMemo<readonly TableColumn<SheetRow>[]>(() => [
    { id: LINE, label: t("import.line"), width: 64, align: "end", render: (cell) => <span class="import-quiet">{cell.row.line}</span> },
    {
      id: WHY,
      label: t("import.fault.why"),
      width: 400,
      render: (cell) => (
        <span title={why(cell.row.line)} dir="auto">
          {why(cell.row.line)}
        </span>
      ),
    },
    ...columns().map((column): TableColumn<SheetRow> => ({
      id: column.name,
      label: column.name,
      width: 160,
      editable: true,
      render: (cell) => (
        <span class="import-cell" dir="auto" data-wrong={wrong().has(`${cell.row.line}:${column.name}`) ? "" : undefined} data-fixed={isFixed(cell.row, column.index) ? "" : undefined}>
          {cellOf(cell.row, column.index)}
        </span>
      ),
    })),
  ]);

  const correct = (row: SheetRow, index: number, text: string): void => {
    const before = props.session.corrections()[row.line] ?? row.cells;
    props.session.correct(row.line, columns().map((column) => (column.index === index ? text : (before[column.index] ?? ""))));
  };

  const editor = (edit: CellEdit<SheetRow>): JSX.Element => {
    const column = columns().find(({ name }) => name === edit.column);
    const index = column?.index ?? 0;
    return <TextInput bare autofocus label={edit.column} value={cellOf(edit.row, index)} onCommit={(text) => correct(edit.row, index, text ?? "")} />;
  };

  return (
    <>
      <div class="import-row">
        <h3>{t("import.fault.title", { count: props.summary.rejected })}</h3>
        <Button size="small" kind="quiet" icon="download" onClick={() => void saveRejected(props.session, i18n, [])}>
          {t("import.fault.save")}
        </Button>
      </div>
      <p class="import-quiet">{t("import.fault.hint")}</p>
      <div class="import-grid" style={{ "--rows": Math.min(ROWS_IN_SIGHT + 0.5, props.summary.rejectedRows.length) }}>
        <DataTable<SheetRow>
          label={t("import.fault.title", { count: props.summary.rejected })}
          columns={table()}
          count={props.summary.rejectedRows.length}
          rowAt={(index) => props.summary.rejectedRows[index]}
          rowId={(row) => String(row.line)}
          renderEditor={editor}
        />
      </div>
      <Show when={props.summary.rejected > props.summary.rejectedRows.length}>
        <p class="import-quiet">{t("import.fault.more", { count: props.summary.rejected - props.summary.rejectedRows.length })}</p>
      </Show>
    </>
  );
};
