import type { Day } from "#domain/clock.ts";
import { addDays, dayNumber } from "#domain/query/days.ts";
import {
  daysOfPeriod,
  periodOf,
  rangeOfUnit,
  shiftPeriod,
  shiftYears,
  unitOfPeriod,
  type DayRange,
  type PeriodUnit,
} from "#domain/query/period.ts";
import type { ReportDefinition, ReportSpan } from "./report.ts";

export const rangeOfSpan = (span: ReportSpan, today: Day): DayRange => ("unit" in span ? rangeOfUnit(today, span.unit, span.back) : span);

/** How the earlier figures of a comparison are found, and under which key of now they are shown. */
export interface Comparison {
  /** The days that are compared, and the same stretch of the earlier side. */
  readonly now: DayRange;
  readonly before: DayRange;
  /** The period of now that an earlier period stands beside. */
  readonly forward: (period: string) => string;
}

const PER_YEAR: Partial<Record<PeriodUnit, number>> = { month: 12, quarter: 4, year: 1 };

const weekNextYear = (period: string): string => {
  const year = String(Number(period.slice(0, 4)) + 1);
  const last = periodOf(`${year}-12-28`, "week");
  const same = `${year}${period.slice(4)}`;
  return same > last ? last : same;
};

const nextYear = (period: string): string => {
  const unit = unitOfPeriod(period);
  if (unit === "day") return shiftYears(period, 1);
  return unit === "week" ? weekNextYear(period) : shiftPeriod(period, PER_YEAR[unit] ?? 1);
};

/** The same stretch one unit earlier; a range that ends with a month still ends with one. */
const stepBack = (day: Day, unit: PeriodUnit, end: boolean): Day => {
  if (unit === "day" || unit === "week") return addDays(day, unit === "day" ? -1 : -7);
  const month = periodOf(day, "month");
  const target = daysOfPeriod(shiftPeriod(month, -12 / (PER_YEAR[unit] ?? 12)));
  if (end && daysOfPeriod(month).to === day) return target.to;
  const same = `${target.from.slice(0, 8)}${day.slice(8)}`;
  return same > target.to ? target.to : same;
};

const mapRange = ({ from, to }: DayRange, move: (day: Day, end: boolean) => Day): DayRange => ({
  ...(from === undefined ? {} : { from: move(from, false) }),
  ...(to === undefined ? {} : { to: move(to, true) }),
});

/** The same weekday of the week that has the same number a year earlier. A stretch that ends in a week which that year lacks ends with the year, one that begins there has no days. */
const weekdayLastYear = (day: Day, end: boolean): Day => {
  const week = periodOf(day, "week");
  const earlier = `${Number(week.slice(0, 4)) - 1}${week.slice(4)}`;
  const { from } = daysOfPeriod(earlier);
  return periodOf(from, "week") === earlier ? addDays(from, dayNumber(day) - dayNumber(daysOfPeriod(week).from)) : addDays(from, end ? -1 : 0);
};

const isWholeWeeks = ({ from, to }: DayRange): boolean =>
  from !== undefined && to !== undefined && daysOfPeriod(periodOf(from, "week")).from === from && daysOfPeriod(periodOf(to, "week")).to === to;

/** What of a range has come: a range that today lies in ends with it. */
const gone = (range: DayRange, today: Day): DayRange => {
  const { from = "", to = "9999-12-31" } = range;
  return from <= today && today < to ? { ...range, to: today } : range;
};

/**
 * Both sides of a comparison; null when the definition gives nothing to step by: no dated dimension, no span. A stretch that is not
 * over is compared as far as it has come, unless the definition says `whole`. `unit` is that of the compared date's dimension, if it has one.
 */
export const compareBy = (definition: ReportDefinition, unit: PeriodUnit | undefined, today: Day): Comparison | null => {
  const { compare, span, whole } = definition;
  const range = span ? rangeOfSpan(span, today) : {};
  const now = whole ? range : gone(range, today);
  const byWeek = unit === "week" && (now !== range || isWholeWeeks(range));
  if (compare === "previousYear") {
    const earlier = (day: Day, end: boolean): Day => (byWeek ? weekdayLastYear(day, end) : shiftYears(day, -1));
    return { now, before: mapRange(now, earlier), forward: nextYear };
  }
  const step = unit ?? (span && "unit" in span ? span.unit : undefined);
  if (step !== undefined) {
    const forward = unit === undefined ? (period: string) => period : (period: string) => shiftPeriod(period, 1);
    return { now, before: mapRange(now, (day, end) => stepBack(day, step, end)), forward };
  }
  if (range.from === undefined || range.to === undefined) return null;
  const length = dayNumber(range.to) - dayNumber(range.from) + 1;
  return { now, before: mapRange(now, (day) => addDays(day, -length)), forward: (period) => period };
};
