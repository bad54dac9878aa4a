import { createMemo, Match, Show, Switch, type JSX } from "solid-js";
import { BarList, type Bar, type BarKey } from "#client/charts/bar-list.tsx";
import { PeriodBars, type BarSeries } from "#client/charts/period-bars.tsx";
import { RingChart, type RingPart } from "#client/charts/ring-chart.tsx";
import { useI18n, type I18n } from "#client/i18n/i18n.tsx";
import { percentOf } from "#domain/reports/percent.ts";
import type { Figure, MeasureColumn, ReportTable } from "#domain/reports/report.ts";
import type { Drawing } from "#domain/reports/catalogue.ts";
import { sidesOf } from "./comparison.ts";
import { addsUp, drawingOf } from "./definition.ts";
import type { ReportWords } from "./report-words.ts";
import { sizeOf, TOTAL_ROW, type FigureKind, type Sheet, type SheetPlace, type SheetRow } from "./sheet.ts";
import { isPivot, tableOf, type TableAnswer } from "./table-answer.ts";

interface ChartProps {
  /** No table stands below it that has the rest. */
  readonly alone?: boolean | undefined;
  readonly label: string;
  readonly sheet: Sheet;
  readonly words: ReportWords;
  readonly onPick: (place: SheetPlace) => void;
}

/** More bars than this are the table's work. */
const MOST_BARS = 15;

export const comparedKey = (table: ReportTable, words: ReportWords, t: I18n["t"]): readonly BarKey[] => {
  const { now, before } = sidesOf(table.spans, words, t);
  return [{ label: now }, { label: before, tone: "before" }];
};

/** The columns of a pivot as parts of its bars: in the colour of their option where it has one. */
export const pivotKey = (sheet: Sheet): readonly BarKey[] =>
  sheet.columns.slice(0, -1).map(({ label, tone }) => ({ label, ...(tone && tone !== "accent" ? { tone } : {}) }));

const labelOf = (row: SheetRow): string => row.heads.map(({ label }) => label).join(" · ");

/** One measure of a table, drawn as fits its dimension. */
const PlainChart = (props: ChartProps & { readonly table: ReportTable; readonly measure: number; readonly drawing: Drawing }): JSX.Element => {
  const { t } = useI18n();
  const described = (): MeasureColumn => props.table.measures[props.measure] ?? { id: "count", kind: "count" };
  const column = (): string => described().id;
  const at = (id: string): number => props.sheet.columns.findIndex((each) => each.id === id);
  const valueOf = (row: SheetRow, id: string): Figure => row.cells[at(id)]?.value ?? null;
  const compared = (): boolean => props.table.total.previous !== undefined;
  const sides = createMemo(() => sidesOf(props.table.spans, props.words, t));
  const before = (): string => `${column()} previous`;
  const kind = (): FigureKind => described().kind;
  const figure = (value: Figure): string => props.words.figure(kind(), value);
  const drawing = createMemo(() => drawingOf(props.drawing, props.table, described()));
  const pick = (row: string): void => props.onPick({ row, column: column() });

  const dated = createMemo(() => props.sheet.rows.filter((row) => row.id !== "[null]"));
  const series = (): readonly BarSeries[] => {
    const one = (id: string, label: string): BarSeries => {
      const values = dated().map((row) => valueOf(row, id));
      return { label, values: values.map((value) => (value === null ? null : Number(value))), shown: values.map(figure) };
    };
    const now = one(column(), compared() ? sides().now : (props.sheet.columns[at(column())]?.label ?? ""));
    return compared() ? [now, { ...one(before(), sides().before), token: "--line-control" }] : [now];
  };
  const parts = (): readonly RingPart[] =>
    props.sheet.rows.map((row) => {
      const value = valueOf(row, column());
      const share = percentOf(value ?? "0", props.table.total.values[props.measure] ?? "0");
      return { id: row.id, label: labelOf(row), size: sizeOf(value), shown: figure(value), share: props.words.figure("percent", share) };
    });
  const ranked = createMemo(() => props.sheet.rows.slice(0, MOST_BARS));
  const noteOf = (row: SheetRow): string | undefined => {
    const growth = compared() ? valueOf(row, `${column()} growth`) : null;
    if (compared()) return growth === null ? undefined : props.words.figure(kind() === "percent" ? "points" : "growth", growth);
    const whole = props.table.total.values[props.measure] ?? null;
    const value = valueOf(row, column());
    if (!addsUp(described()) || whole === null || value === null || at(`${column()} share`) < 0) return undefined;
    return props.words.figure("percent", percentOf(value, whole));
  };
  const bars = (): readonly Bar[] =>
    ranked().map((row) => {
      const value = valueOf(row, column());
      return {
        id: row.id,
        label: labelOf(row),
        size: sizeOf(value),
        shown: figure(value),
        note: noteOf(row),
        ...(compared() ? { before: sizeOf(valueOf(row, before())) } : {}),
      };
    });
  const total = (): string => {
    const value = props.table.total.values[props.measure] ?? null;
    return value === null ? "" : props.words.short(kind(), Number(value));
  };
  return (
    <Switch>
      <Match when={drawing() === "bars"}>
        <PeriodBars
          label={props.label}
          periods={dated().map(labelOf)}
          series={series()}
          tick={(value) => props.words.short(kind(), value)}
          onPick={(index) => {
            const row = dated()[index];
            if (row) pick(row.id);
          }}
        />
      </Match>
      <Match when={drawing() === "ring"}>
        <RingChart label={props.label} parts={parts()} total={total()} onPick={pick} />
      </Match>
      <Match when={drawing() === "rank"}>
        <BarList label={props.label} bars={bars()} key={compared() ? comparedKey(props.table, props.words, t) : undefined} onPick={pick} />
        <Rest count={props.sheet.rows.length - ranked().length} alone={props.alone} />
      </Match>
    </Switch>
  );
};

/** Two dimensions: a bar for each row, made of its columns. */
const PivotChart = (props: ChartProps & { readonly kind: FigureKind }): JSX.Element => {
  const rowsShown = createMemo(() => props.sheet.rows.slice(0, MOST_BARS));
  const adds = (): boolean => props.kind !== "percent";
  const bars = (): readonly Bar[] =>
    rowsShown().map((row) => {
      const total = row.cells.at(-1)?.value ?? null;
      return {
        id: row.id,
        label: labelOf(row),
        size: sizeOf(total),
        shown: props.words.figure(props.kind, total),
        ...(adds() ? { parts: row.cells.slice(0, -1).map(({ value }) => sizeOf(value)) } : {}),
      };
    });
  return (
    <>
      <BarList
        label={props.label}
        bars={bars()}
        key={adds() ? pivotKey(props.sheet) : undefined}
        onPick={(row) => props.onPick({ row, column: TOTAL_ROW })}
      />
      <Rest count={props.sheet.rows.length - rowsShown().length} alone={props.alone} />
    </>
  );
};

const Rest = (props: { readonly count: number; readonly alone: boolean | undefined }): JSX.Element => {
  const { t } = useI18n();
  return (
    <Show when={props.count > 0}>
      <p class="report__rest">{t(props.alone ? "report.restAlone" : "report.rest", { count: props.count })}</p>
    </Show>
  );
};

/** One measure of what was answered. */
export const TableChart = (props: ChartProps & { readonly answer: TableAnswer; readonly measure: number; readonly drawing: Drawing }): JSX.Element => {
  const table = (): ReportTable => tableOf(props.answer);
  return (
    <Show when={isPivot(props.answer)} fallback={<PlainChart {...props} table={table()} />}>
      <PivotChart {...props} kind={table().measures[props.measure]?.kind ?? "count"} />
    </Show>
  );
};
