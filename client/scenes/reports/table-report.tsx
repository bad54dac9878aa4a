import { proxy } from "comlink";
import { createMemo, createSignal, Match, Show, Switch, type JSX } from "solid-js";
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
import type { PivotTable } from "#workers/replica/api.ts";
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
import { comparedKey, PivotChart, pivotKey, TableChart } from "#client/reports/table-chart.tsx";
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

type Answered = { readonly is: "pivot"; readonly pivot: PivotTable; readonly table: ReportTable } | { readonly is: "table"; readonly table: ReportTable };

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
  const answer = createAnswer<Asked, Answered>(question, ({ definition, narrowing, pivot }, call) => {
    const take = (table: ReportTable | null): void => call(table && { is: "table", table });
    const takePivot = (table: PivotTable | null): void => call(table && { is: "pivot", pivot: table, table: table.cells });
    return pivot ? replica.api.pivot(definition, proxy(takePivot), narrowing) : replica.api.report(definition, proxy(take), narrowing);
  });

  const scope = (): Scope => ({
    entity: entity(),
    filter: props.model.narrowed(entity(), entry().definition.filter ?? null),
    on: on(),
    range: answer.value()?.table.spans?.now ?? range(),
  });
  /** Measures of a facet that the person may not read are not theirs to see. */
  const visible = (table: ReportTable) => table.measures.filter(({ facet }) => facet === undefined || props.model.rights().includes(facet));
  const measure = (table: ReportTable): number => {
    const at = table.measures.findIndex(({ id }) => id === chosen());
    return Math.max(0, at);
  };
  const sheet = createMemo<Sheet | null>(() => {
    const known = answer.value();
    if (!known) return null;
    const shared = { t, words };
    const sheet = known.is === "pivot"
      ? pivotSheet(known.pivot, measure(known.table), shared, scope())
      : tableSheet(known.table, shared, { scope: scope(), shares: entry().shares, top: entry().definition.top !== undefined });
    return asDrawn(sheet, known.table, measure(known.table), entry().drawing);
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
  const tableOf = (is: Answered["is"]): ReportTable | false => {
    const known = answer.value();
    return known?.is === is && known.table;
  };
  const chart = (drawn: () => Sheet, pick: (place: SheetPlace) => void): JSX.Element => (
    <Switch>
      <Match when={tableOf("pivot")}>
        {(table) => (
          <PivotChart label={reportTitle(i18n, entry().id)} sheet={drawn()} words={words} onPick={pick} kind={table().measures[measure(table())]?.kind ?? "count"} />
        )}
      </Match>
      <Match when={tableOf("table")}>
        {(table) => (
          <TableChart
            label={reportTitle(i18n, entry().id)}
            sheet={drawn()}
            words={words}
            onPick={pick}
            table={table()}
            measure={measure(table())}
            drawing={entry().drawing}
          />
        )}
      </Match>
    </Switch>
  );
  /** What a drawing does not name by itself stands beside it in its saved picture. */
  const pictureKey = (known: Answered, drawn: Sheet): readonly PictureKey[] => {
    const described = known.table.measures[measure(known.table)];
    if (known.is === "pivot") return pictureKeyOf(pivotKey(drawn));
    if (known.table.total.previous !== undefined) return pictureKeyOf(comparedKey(known.table, words, t));
    if (!described || drawingOf(entry().drawing, known.table, described) !== "ring") return [];
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
    <Show when={answer.value() && sheet()} fallback={invalid()}>
      {(drawn) => (
        <ReportFrame
          model={props.model}
          id={entry().id}
          editor={props.editor}
          filters={filters()}
          controls={<Show when={answer.value()}>{(known) => controls(() => known().table)}</Show>}
          sheet={drawn()}
          chart={(pick) => chart(drawn, pick)}
          pictureKey={answer.value() ? pictureKey(answer.value() as Answered, drawn()) : []}
          drill={answer.drill}
          notes={answer.value() ? notes((answer.value() as Answered).table) : []}
        />
      )}
    </Show>
  );
};
