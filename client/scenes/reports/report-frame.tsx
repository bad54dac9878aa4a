import { createEffect, createMemo, For, Match, on, Show, Switch, type JSX } from "solid-js";
import { mayExportReport } from "#domain/reports/catalogue.ts";
import type { Cell } from "#domain/reports/report.ts";
import type { RecordId } from "#domain/id.ts";
import { saveFile } from "#client/charts/save-file.ts";
import { saveChartPng, type PictureKey } from "#client/charts/save-png.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { EmptyState } from "#client/ui/empty-state.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { Menu } from "#client/ui/menu.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { RecordsPanel } from "./records-panel.tsx";
import { reportGroup, reportName, reportTitle } from "#client/reports/report-name.ts";
import { createFigure, type ReportModel } from "./report-model.ts";
import { findCell, sheetCsv, type Sheet, type SheetPlace } from "#client/reports/sheet.ts";
import { WaitingFigures } from "./report-waiting.tsx";
import { SheetTable } from "./sheet-table.tsx";

export interface ReportFrameProps {
  readonly model: ReportModel;
  readonly id: string;
  readonly filters: JSX.Element;
  readonly editor?: JSX.Element;
  /** Beside the title: what the chart shows. */
  readonly controls?: JSX.Element;
  /** What it shows is from before this start; the answer of now is on its way. */
  readonly busy: boolean;
  readonly sheet: Sheet;
  /** Whether the sheet's figures are here, are on their way, or cannot come. */
  readonly figures?: "there" | "fetching" | "offline";
  /** Drawn only when there is something to draw. */
  readonly chart: (pick: (place: SheetPlace) => void) => JSX.Element;
  /** Written beside the saved picture where the drawing does not carry its names. */
  readonly pictureKey?: readonly PictureKey[];
  readonly drill: (cell: Cell) => Promise<readonly RecordId[]>;
  /** Below the table. */
  readonly notes?: readonly string[];
  readonly more?: JSX.Element;
}

/** What surrounds every report: title, filters, exports, the chart over its table, and the records behind a figure. */
export const ReportFrame = (props: ReportFrameProps): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const toasts = useToasts();
  const figure = createFigure();
  const { place } = figure;
  const found = createMemo(() => {
    const at = place();
    return at && findCell(props.sheet, at);
  });
  const title = (): string => reportTitle(i18n, props.id);
  const fileName = (end: string): string => `${title().replaceAll(/[\\/:*?"<>|]/g, " ")} ${i18n.today()}.${end}`;
  const mayExport = (): boolean => mayExportReport(props.model.rights());
  let chart: HTMLDivElement | undefined;
  let back: HTMLElement | null = null;

  const pick = (at: SheetPlace): void => {
    back = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    figure.show(at);
  };
  createEffect(on(place, (at) => at === null && back?.isConnected && back.focus(), { defer: true }));
  const saveCsv = (): void => {
    saveFile(fileName("csv"), new Blob([sheetCsv(props.sheet)], { type: "text/csv;charset=utf-8" }));
    toasts.say({ text: t("report.saved", { name: fileName("csv") }) });
  };
  const savePng = async (): Promise<void> => {
    if (!chart) return;
    try {
      await saveChartPng(chart, title(), fileName("png"), props.pictureKey);
      toasts.say({ text: t("report.saved", { name: fileName("png") }) });
    } catch {
      toasts.say({ text: t("report.pngFailed"), tone: "danger" });
    }
  };
  const clear = (): void => props.model.change({ behind: "all", ahead: "all", standing: "all", owner: null, department: null });
  const hasMoney = (): boolean => props.sheet.columns.some((column) => column.kind === "money");

  return (
    <>
      <div class="report" aria-busy={props.busy}>
        <header class="report__head">
          <h1 class="report__title">
            <Show when={reportGroup(i18n, props.id)}>{(group) => <span class="report__group">{group()}</span>}</Show> {reportName(i18n, props.id)}
          </h1>
          {props.controls}
          <Menu
            label={t("report.save")}
            triggerKind="quiet"
            placement="bottom-end"
            trigger={
              <>
                <Icon name="download" />
                <span>{t("report.save")}</span>
              </>
            }
            items={[
              { id: "csv", label: t("report.saveCsv"), icon: "table", disabledReason: mayExport() ? undefined : t("report.noExport"), run: saveCsv },
              { id: "png", label: t("report.savePng"), icon: "chart-column", run: () => void savePng() },
            ]}
          />
        </header>
        {props.editor}
        {props.filters}
        <Show
          when={props.sheet.rows.length > 0}
          fallback={
            <Switch
              fallback={
                <EmptyState icon="chart-column" title={t("report.empty")} text={t("report.empty.text")}>
                  <Button onClick={clear}>{t("report.clear")}</Button>
                </EmptyState>
              }
            >
              <Match when={props.figures === "fetching"}>
                <WaitingFigures />
              </Match>
              <Match when={props.figures === "offline"}>{null}</Match>
            </Switch>
          }
        >
          <div class="report__chart" ref={(element) => (chart = element)}>
            {props.chart(pick)}
          </div>
          <Show when={hasMoney()}>
            <p class="report__unit">{t("report.amountsIn", { currency: props.model.currency() })}</p>
          </Show>
          <SheetTable sheet={props.sheet} label={title()} words={props.model.words} place={place()} onPick={pick} />
          <For each={props.notes}>
            {(note) => (
              <p class="report__note">
                <Icon name="info" size={14} />
                <span>{note}</span>
              </p>
            )}
          </For>
          {props.more}
        </Show>
      </div>
      <Show when={found()}>
        {(cell) => <RecordsPanel model={props.model} kind={props.sheet.kind} found={cell()} drill={props.drill} onClose={figure.close} />}
      </Show>
    </>
  );
};
