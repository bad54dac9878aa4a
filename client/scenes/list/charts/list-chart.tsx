import { proxy } from "comlink";
import { createMemo, createSignal, Match, Show, Switch, type JSX } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import type { ReportDefinition, ReportTable } from "#domain/reports/report.ts";
import type { Filter } from "#domain/schema/entity.ts";
import { useCurrency } from "#client/fields/currency.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import type { Scope } from "#client/reports/behind.ts";
import type { TableEntry } from "#domain/reports/catalogue.ts";
import { createAnswer, createQuestion } from "#client/reports/report-answer.ts";
import { reportName, reportTitle } from "#client/reports/report-name.ts";
import { createReportWords } from "#client/reports/report-words.ts";
import { findCell, TOTAL_ROW, type SheetPlace } from "#client/reports/sheet.ts";
import { PivotChart, TableChart } from "#client/reports/table-chart.tsx";
import { asDrawn, pivotSheet, tableSheet } from "#client/reports/table-sheet.ts";
import { Select } from "#client/ui/select.tsx";
import type { PivotTable } from "#workers/replica/api.ts";

export interface ListChartProps {
  readonly entry: TableEntry;
  /** About records of another kind than the list's, which its title then says. */
  readonly foreign: boolean;
  /** Everything that narrows it. */
  readonly filter: Filter | null;
  /** The condition that a mark stands for, and the record that it is about. */
  readonly onPick: (filter: Filter | null, record: string | null) => void;
}

type Answered = { readonly is: "pivot"; readonly pivot: PivotTable; readonly table: ReportTable } | { readonly is: "table"; readonly table: ReportTable };

/** One chart of a list. */
export const ListChart = (props: ListChartProps): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const replica = useReplica();
  const words = createReportWords(i18n, replica.titleOf, useCurrency());
  const entity = createMemo(() => entityOf(props.entry.kind));
  const [chosen, setChosen] = createSignal(0);
  /* Narrowed once more, a list keeps what it is narrowed by already: a mark adds its own condition alone. */
  const scope = (): Scope => ({ entity: entity(), filter: null, on: null, range: null });

  const question = createQuestion<ReportDefinition>(() => {
    const { filter: _own, ...rest } = props.entry.definition;
    return props.filter ? { ...rest, filter: props.filter } : rest;
  });
  const answer = createAnswer<ReportDefinition, Answered>(question, (definition, call) => {
    const take = (table: ReportTable | null): void => call(table && { is: "table", table });
    const takePivot = (table: PivotTable | null): void => call(table && { is: "pivot", pivot: table, table: table.cells });
    return definition.by.length === 2 ? replica.api.pivot(definition, proxy(takePivot)) : replica.api.report(definition, proxy(take));
  });
  const sheet = createMemo(() => {
    const known = answer.value();
    if (!known) return null;
    const shared = { t, words };
    const sheet = known.is === "pivot"
      ? pivotSheet(known.pivot, chosen(), shared, scope())
      : tableSheet(known.table, shared, { scope: scope(), shares: props.entry.shares, top: props.entry.definition.top !== undefined });
    return asDrawn(sheet, known.table, chosen(), props.entry.drawing);
  });
  const tableOf = (is: Answered["is"]): ReportTable | false => {
    const known = answer.value();
    return known?.is === is && known.table;
  };
  const pick = (place: SheetPlace): void => {
    const drawn = sheet();
    const found = drawn && (findCell(drawn, place) ?? findCell(drawn, { ...place, column: TOTAL_ROW }));
    if (found) props.onPick(found.cell.behind?.filter ?? null, found.row.heads[0]?.record ?? null);
  };
  const title = (): string => reportTitle(i18n, props.entry.id);

  return (
    <Show when={answer.value() && sheet()}>
      {(drawn) => (
        <section class="list-chart" aria-label={title()}>
          <header class="list-chart__head">
            <h2 class="list-chart__title">{props.foreign ? title() : reportName(i18n, props.entry.id)}</h2>
            <Show when={(answer.value()?.table.measures.length ?? 0) > 1}>
              <Select
                bare
                required
                label={t("report.measure")}
                options={(answer.value()?.table.measures ?? []).map(({ id }, at) => ({ id: String(at), label: words.measure(props.entry.kind, id) }))}
                value={String(chosen())}
                onCommit={(at) => setChosen(Number(at ?? 0))}
              />
            </Show>
          </header>
          <Show when={drawn().rows.length > 0} fallback={<p class="list-chart__none">{t("list.charts.none")}</p>}>
            <Switch>
              <Match when={tableOf("pivot")}>
                {(table) => <PivotChart alone label={title()} sheet={drawn()} words={words} onPick={pick} kind={table().measures[chosen()]?.kind ?? "count"} />}
              </Match>
              <Match when={tableOf("table")}>
                {(table) => <TableChart alone label={title()} sheet={drawn()} words={words} onPick={pick} table={table()} measure={chosen()} drawing={props.entry.drawing} />}
              </Match>
            </Switch>
          </Show>
        </section>
      )}
    </Show>
  );
};
