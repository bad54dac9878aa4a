import { createMemo, createSignal, Show, type JSX } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import type { Narrowing } from "#domain/reports/narrow.ts";
import type { ReportDefinition, ReportTable } from "#domain/reports/report.ts";
import { shadesOf, type BarKey } from "#client/charts/bar-list.tsx";
import type { PictureKey } from "#client/charts/save-png.ts";
import { strengthOf } from "#client/charts/tokens.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { EmptyState } from "#client/ui/empty-state.tsx";
import { Select } from "#client/ui/select.tsx";
import type { Scope } from "#client/reports/behind.ts";
import type { ReportEntry, TableEntry } from "#domain/reports/catalogue.ts";
import { asked, drawingOf, hasTime, mayCompare } from "#client/reports/definition.ts";
import { createAnswer, createQuestion } from "#client/reports/report-answer.ts";
import { reportTitle } from "#client/reports/report-name.ts";
import { ReportFilters } from "./report-filters.tsx";
import { ReportFrame } from "./report-frame.tsx";
import type { ReportModel } from "./report-model.ts";
import { rangeOfPeriod } from "#client/reports/report-settings.ts";
import { ReportWaiting } from "./report-waiting.tsx";
import { sizeOf, type Sheet, type SheetPlace } from "#client/reports/sheet.ts";
import { askTable, isPivot, tableOf, type TableAnswer } from "#client/reports/table-answer.ts";
import { comparedKey, pivotKey, TableChart } from "#client/reports/table-chart.tsx";
import { asDrawn, pivotSheet, tableSheet } from "#client/reports/table-sheet.ts";

const TOKENS: Readonly<Record<string, string>> = {
  positive: "--positive", warning: "--warning", danger: "--danger", muted: "--line-control", before: "--line-control",
};

const pictureKeyOf = (key: readonly BarKey[]): readonly PictureKey[] => {
  const shades = shadesOf(key);
  return key.map(({ label, tone }, at) => ({ text: label, token: TOKENS[tone ?? ""] ?? "--accent", strength: shades[at] ?? 1 }));
};

interface Asked {
  readonly definition: ReportDefinition;
  readonly narrowing: Narrowing;
  readonly pivot: boolean;
}

export interface TableReportProps {
  readonly model: ReportModel;
  readonly entry: ReportEntry;
  /** Above the filters: where the person puts the report together. */
  readonly editor?: JSX.Element;
}

/** Any measures by any dimensions: one as rows, two against each other. */
export const TableReport = (props: TableReportProps): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const replica = useReplica();
  const { words } = props.model;
  const entry = (): TableEntry => props.entry as TableEntry;
  const entity = createMemo(() => entityOf(entry().kind));
  const on = (): string | null => entry().on || null;
  const settings = (): ReturnType<ReportModel["settings"]> => props.model.settings();
  const range = () => (on() === null ? null : rangeOfPeriod(settings()[entry().period], settings(), i18n.today()));
  const dated = createMemo(() => hasTime(entity(), entry().definition.by, props.model.context()));
  const [chosen, setChosen] = createSignal<string | null>(null);

  const question = createQuestion<Asked>(() => {
    const definition = asked(entry().definition, { entity: entity(), on: on(), period: settings()[entry().period], settings: settings(), context: props.model.context() });
    return { definition, narrowing: props.model.narrowing(entity()), pivot: definition.by.length === 2 && definition.compare === undefined };
  });
  const answer = createAnswer<Asked, TableAnswer>(question, ({ definition, narrowing, pivot }, call) => askTable(replica.api, definition, pivot, call, narrowing));
  const answered = (): ReportTable | null => {
    const known = answer.value();
    return known ? tableOf(known) : null;
  };

  const scope = (): Scope => ({
    entity: entity(),
    filter: props.model.narrowed(entity(), entry().definition.filter ?? null),
    on: on(),
    range: answered()?.spans?.now ?? range(),
  });
  /** Measures of a facet that the person may not read are not theirs to see. */
  const visible = (table: ReportTable) => table.measures.filter(({ facet }) => facet === undefined || props.model.rights().includes(facet));
  const measure = (table: ReportTable): number => {
    const at = table.measures.findIndex(({ id }) => id === (chosen() ?? entry().draws));
    return Math.max(0, at);
  };
  const sheet = createMemo<Sheet | null>(() => {
    const known = answer.value();
    if (!known) return null;
    const shared = { t, words };
    const table = tableOf(known);
    const sheet = isPivot(known)
      ? pivotSheet(known, measure(table), shared, scope())
      : tableSheet(known, shared, { scope: scope(), shares: entry().shares, top: entry().definition.top !== undefined });
    return asDrawn(sheet, table, measure(table), entry().drawing);
  });

  const notes = (table: ReportTable): readonly string[] => {
    const at = table.measures.findIndex(({ id }) => id.endsWith(".revenueWithoutCost"));
    const unknown = table.total.values[at] ?? null;
    const ofLines = table.kind === "order" && table.measures.some(({ id }) => id === "lines.revenue");
    return [
      ...(ofLines ? [t("report.revenueIs")] : []),
      ...(sizeOf(unknown) === 0 ? [] : [t("report.costUnknown", { amount: words.figure("money", unknown) })]),
    ];
  };
  const chart = (known: () => TableAnswer, drawn: () => Sheet, pick: (place: SheetPlace) => void): JSX.Element => (
    <TableChart label={reportTitle(i18n, entry().id)} sheet={drawn()} words={words} onPick={pick} answer={known()} measure={measure(tableOf(known()))} drawing={entry().drawing} />
  );
  /** What a drawing does not name by itself stands beside it in its saved picture. */
  const pictureKey = (known: TableAnswer, drawn: Sheet): readonly PictureKey[] => {
    const table = tableOf(known);
    const described = table.measures[measure(table)];
    if (isPivot(known)) return pictureKeyOf(pivotKey(drawn));
    if (table.total.previous !== undefined) return pictureKeyOf(comparedKey(table, words, t));
    if (!described || drawingOf(entry().drawing, table, described) !== "ring") return [];
    const at = drawn.columns.findIndex((column) => column.id === described.id);
    return drawn.rows.map((row, index) => ({
      text: `${row.heads[0]?.label ?? ""}  ${words.figure(described.kind, row.cells[at]?.value ?? null)}`,
      token: "--accent",
      strength: strengthOf(index),
    }));
  };
  const filters = (): JSX.Element => (
    <ReportFilters
      model={props.model}
      on={on() === null ? null : words.dimension(entity().kind, on() ?? "")}
      use={entry().period}
      owned={entity().fields.owner !== undefined}
      dated={dated()}
      comparable={mayCompare(dated(), range())}
    />
  );
  const controls = (table: () => ReportTable): JSX.Element => (
    <Show when={visible(table()).length > 1}>
      <div class="report__measure">
        <Select
          bare
          required
          label={t("report.measure")}
          options={visible(table()).map(({ id }) => ({ id, label: words.measure(table().kind, id) }))}
          value={table().measures[measure(table())]?.id ?? null}
          onCommit={setChosen}
        />
      </div>
    </Show>
  );
  const invalid = (): JSX.Element => (
    <Show when={answer.value() === null} fallback={<ReportWaiting id={entry().id} />}>
      <div class="report">
        <h1 class="report__title">{reportTitle(i18n, entry().id)}</h1>
        {props.editor}
        <EmptyState icon="chart-column" title={t("report.own.invalid")} text={t("report.own.invalid.text")} />
      </div>
    </Show>
  );
  return (
    <Show when={sheet() && answer.value()} fallback={invalid()}>
      {(known) => (
        <ReportFrame
          model={props.model}
          id={entry().id}
          editor={props.editor}
          filters={filters()}
          controls={controls(() => tableOf(known()))}
          busy={answer.busy()}
          sheet={sheet() as Sheet}
          chart={(pick) => chart(known, () => sheet() as Sheet, pick)}
          pictureKey={pictureKey(known(), sheet() as Sheet)}
          drill={answer.drill}
          notes={notes(tableOf(known()))}
        />
      )}
    </Show>
  );
};
