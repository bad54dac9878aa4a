import { inPlay } from "#domain/entities/opportunity/stages.ts";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { Forecast, ForecastFigures } from "#domain/reports/forecast.ts";
import type { Funnel, FunnelStage } from "#domain/reports/funnel.ts";
import type { DimensionColumn, GroupKey } from "#domain/reports/report.ts";
import type { Filter } from "#domain/schema/entity.ts";
import type { Locale } from "#domain/schema/words.ts";
import type { PeriodUnit } from "#domain/query/period.ts";
import { filterBehind, type Scope } from "#client/reports/behind.ts";
import { changeCell, comparedColumns, sidesOf } from "#client/reports/comparison.ts";
import { TOTAL_ROW, type Behind, type Sheet, type SheetCell, type SheetColumn } from "#client/reports/sheet.ts";
import type { SheetWords } from "#client/reports/table-sheet.ts";

const behindOf = (count: number, key: readonly GroupKey[], filter: Filter | null): Behind | null => (count === 0 ? null : { at: { cell: { key } }, filter });
const bare = (value: string | null): SheetCell => ({ value, behind: null });

/** The stages with number, amount, their shares and the conversion to the next stage. */
export const funnelSheet = (funnel: Funnel, { t, words }: SheetWords, locale: Locale, scope: Scope): Sheet => {
  const { kind, stages } = funnel;
  const { stages: path } = entityOf(kind);
  const stageField = path?.field ?? "stage";
  const names = wordsOf(locale, kind).options[stageField] ?? {};
  const compared = stages.some((stage) => stage.previous !== undefined);
  const dimension: DimensionColumn = { id: stageField, path: stageField, kind: "option" };
  const amountLabel = words.measure(kind, path?.sum ?? "count");
  const sides = sidesOf(funnel.spans, words, t);
  const withBeside = (column: SheetColumn): readonly SheetColumn[] =>
    compared ? comparedColumns(column, sides, t) : [column, { id: `${column.id} share`, label: t("report.share"), kind: "percent", quiet: true }];
  const columns: readonly SheetColumn[] = [
    ...withBeside({ id: "count", label: words.measure(kind, "count"), kind: "count" }),
    ...withBeside({ id: "amount", label: amountLabel, kind: "money" }),
    { id: "reached", label: t("report.funnel.reached"), kind: "count" },
    { id: "conversion", label: t("report.funnel.conversion"), kind: "percent" },
  ];
  const cellsOf = (stage: FunnelStage): readonly SheetCell[] => {
    const behind = behindOf(stage.count, [stage.stage], filterBehind(scope, [dimension], [stage.stage]));
    const { previous } = stage;
    return [
      { value: String(stage.count), behind },
      ...(compared ? [bare(previous ? String(previous.count) : null), changeCell(previous?.countGrowth ?? null, "more", stage.outcome === "lost")] : [bare(stage.countShare)]),
      { value: stage.amount, behind },
      ...(compared ? [bare(previous?.amount ?? null), changeCell(previous?.amountGrowth ?? null, "more", stage.outcome === "lost")] : [bare(stage.amountShare)]),
      bare(stage.reached === null ? null : String(stage.reached)),
      bare(stage.conversion),
    ];
  };
  const all = behindOf(funnel.count, [], filterBehind(scope, [], []));
  const spare = compared ? [bare(null), bare(null)] : [bare("100")];
  return {
    kind,
    heads: [wordsOf(locale, kind).fields[stageField] ?? stageField],
    columns,
    rows: stages.map((stage) => ({ id: stage.stage, heads: [{ label: names[stage.stage] ?? stage.stage, record: null }], cells: cellsOf(stage) })),
    total: {
      id: TOTAL_ROW,
      heads: [{ label: t("report.total"), record: null }],
      cells: [{ value: String(funnel.count), behind: all }, ...spare, { value: funnel.amount, behind: all }, ...spare, bare(null), bare(null)],
    },
  };
};

/** Expected sign periods with what open deals may bring: at best, likely, committed, and weighted by probability. */
export const forecastSheet = (forecast: Forecast, { t, words }: SheetWords, unit: PeriodUnit, scope: Scope): Sheet => {
  const kind = "opportunity";
  const dimension: DimensionColumn = { id: "expectedSignDate", path: "expectedSignDate", kind: "day", unit };
  const commitments = (values: readonly string[]): Filter => ({ field: "commitment", is: "in", value: values });
  const cellsOf = (figures: ForecastFigures, key: readonly GroupKey[]): readonly SheetCell[] => {
    const behind = behindOf(figures.count, key, filterBehind(scope, [dimension], key, inPlay));
    const part = (value: string, ids: readonly string[]): Behind | null =>
      value === "0" ? null : { at: { list: true }, filter: filterBehind(scope, [dimension], key, [...inPlay, commitments(ids)]) };
    return [
      { value: String(figures.count), behind },
      { value: figures.best, behind },
      { value: figures.likely, behind: part(figures.likely, ["likely", "committed"]) },
      { value: figures.committed, behind: part(figures.committed, ["committed"]) },
      { value: figures.weighted, behind },
    ];
  };
  return {
    kind,
    heads: [words.dimension(kind, "expectedSignDate")],
    columns: [
      { id: "count", label: words.measure(kind, "count"), kind: "count" },
      { id: "best", label: t("report.forecast.best"), kind: "money" },
      { id: "likely", label: t("report.forecast.likely"), kind: "money" },
      { id: "committed", label: t("report.forecast.committed"), kind: "money" },
      { id: "weighted", label: t("report.forecast.weighted"), kind: "money" },
    ],
    rows: forecast.periods.map((figures) => ({
      id: figures.period ?? "none",
      heads: [{ label: figures.period === null ? t("report.none") : words.period(figures.period), record: null }],
      cells: cellsOf(figures, [figures.period]),
    })),
    total: { id: TOTAL_ROW, heads: [{ label: t("report.total"), record: null }], cells: cellsOf(forecast.total, []) },
  };
};
