import { createMemo, createSignal, Show, type JSX } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import type { ReportDefinition } from "#domain/reports/report.ts";
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
import { askTable, isPivot, tableOf, type TableAnswer } from "#client/reports/table-answer.ts";
import { TableChart } from "#client/reports/table-chart.tsx";
import { asDrawn, pivotSheet, tableSheet } from "#client/reports/table-sheet.ts";
import { Select } from "#client/ui/select.tsx";

export interface ListChartProps {
  readonly entry: TableEntry;
  /** About records of another kind than the list's, which its title then says. */
  readonly foreign: boolean;
  /** Everything that narrows it. */
  readonly filter: Filter | null;
  /** The condition that a mark stands for, and the record that it is about. */
  readonly onPick: (filter: Filter | null, record: string | null) => void;
}

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
  const answer = createAnswer<ReportDefinition, TableAnswer>(question, (definition, call) => askTable(replica.api, definition, definition.by.length === 2, call));
  const measures = () => {
    const known = answer.value();
    return known ? tableOf(known).measures : [];
  };
  const sheet = createMemo(() => {
    const known = answer.value();
    if (!known) return null;
    const shared = { t, words };
    const sheet = isPivot(known)
      ? pivotSheet(known, chosen(), shared, scope())
      : tableSheet(known, shared, { scope: scope(), shares: props.entry.shares, top: props.entry.definition.top !== undefined });
    return asDrawn(sheet, tableOf(known), chosen(), props.entry.drawing);
  });
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
            <Show when={measures().length > 1}>
              <Select
                bare
                required
                label={t("report.measure")}
                options={measures().map(({ id }, at) => ({ id: String(at), label: words.measure(props.entry.kind, id) }))}
                value={String(chosen())}
                onCommit={(at) => setChosen(Number(at ?? 0))}
              />
            </Show>
          </header>
          <Show when={drawn().rows.length > 0} fallback={<p class="list-chart__none">{t("list.charts.none")}</p>}>
            <Show when={answer.value()}>
              {(known) => <TableChart alone label={title()} sheet={drawn()} words={words} onPick={pick} answer={known()} measure={chosen()} drawing={props.entry.drawing} />}
            </Show>
          </Show>
        </section>
      )}
    </Show>
  );
};
