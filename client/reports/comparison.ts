import { daysOfPeriod, periodOf, type DayRange, type PeriodUnit } from "#domain/query/period.ts";
import type { Better, ComparedSpans, Figure } from "#domain/reports/report.ts";
import type { I18n } from "#client/i18n/i18n.tsx";
import type { ReportWords } from "./report-words.ts";
import type { SheetCell, SheetColumn } from "./sheet.ts";

const NAMED: readonly PeriodUnit[] = ["month", "quarter", "year"];

/** A stretch of days as people say it: a year, quarter or month by its name, anything else by its ends; null when it is open. */
const spanWords = ({ from, to }: DayRange, words: ReportWords): string | null => {
  if (from === undefined || to === undefined) return null;
  for (const unit of NAMED) {
    const name = periodOf(from, unit);
    const days = daysOfPeriod(name);
    if (days.from === from && days.to === to) return words.period(name);
  }
  return `${words.day(from)} – ${words.day(to)}`;
};

/** What the two sides of a comparison are called. Days that both have (each month beside the one before) give no name to either. */
export const sidesOf = (spans: ComparedSpans | undefined, words: ReportWords, t: I18n["t"]): { readonly now: string; readonly before: string } => {
  const apart = spans?.before.to !== undefined && spans.now.from !== undefined && spans.before.to < spans.now.from;
  const now = apart ? spanWords(spans.now, words) : null;
  const before = apart ? spanWords(spans.before, words) : null;
  return now === null || before === null ? { now: t("report.now"), before: t("report.previous") } : { now, before };
};

/** The columns of one measure of a comparison: now, before, and the change, of a rate in percentage points. */
export const comparedColumns = (
  column: SheetColumn,
  sides: { readonly now: string; readonly before: string },
  t: I18n["t"],
): readonly SheetColumn[] => {
  const change = column.kind === "percent" ? "points" : "growth";
  const heading = (side: string): string => t("report.heading", { measure: column.label, side });
  return [
    { ...column, heading: heading(sides.now) },
    { id: `${column.id} previous`, label: sides.before, heading: heading(sides.before), kind: column.kind, quiet: true },
    { id: `${column.id} growth`, label: t("report.growth"), heading: heading(t(`report.change.${change}`)), kind: change, quiet: true },
  ];
};

/** `reversed`: of what was lost, more is worse. */
export const changeCell = (value: Figure, better: Better | undefined, reversed = false): SheetCell => {
  if (value === null || better === undefined || Number(value) === 0) return { value, behind: null };
  const grew = !value.startsWith("-");
  return { value, news: grew === ((better === "more") !== reversed) ? "good" : "bad", behind: null };
};
