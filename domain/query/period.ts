import type { Day } from "#domain/clock.ts";
import { addDays, dayFromNumber, dayNumber } from "./days.ts";

export type PeriodUnit = "day" | "week" | "month" | "quarter" | "year";

export const PERIOD_UNITS: readonly PeriodUnit[] = ["day", "week", "month", "quarter", "year"];

/** Both ends included. An open end is absent. */
export interface DayRange {
  readonly from?: Day;
  readonly to?: Day;
}

const MONTHS: Partial<Record<PeriodUnit, number>> = { month: 1, quarter: 3, year: 12 };

const pad = (value: number, width: number): string => String(value).padStart(width, "0");

const monthsOf = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const firstOfMonth = (months: number): Day => `${pad(Math.floor(months / 12), 4)}-${pad((months % 12) + 1, 2)}-01`;

/** Weeks are those of ISO 8601: they start on Monday and belong to the year of their Thursday. */
const mondayOf = (number: number): number => number - ((((number + 3) % 7) + 7) % 7);

/** First day of the period that contains `day`. */
const startOf = (day: Day, unit: PeriodUnit): Day => {
  if (unit === "day") return day;
  if (unit === "week") return dayFromNumber(mondayOf(dayNumber(day)));
  const size = MONTHS[unit] ?? 1;
  const months = monthsOf(day);
  return firstOfMonth(months - (months % size));
};

/** The name of the period that contains `day`: `2026-11-22`, `2026-W47`, `2026-11`, `2026-Q4` or `2026`. Names sort by time. */
export const periodOf = (day: Day, unit: PeriodUnit): string => {
  switch (unit) {
    case "day":
      return day;
    case "week": {
      const monday = mondayOf(dayNumber(day));
      const year = dayFromNumber(monday + 3).slice(0, 4);
      return `${year}-W${pad((monday - mondayOf(dayNumber(`${year}-01-04`))) / 7 + 1, 2)}`;
    }
    case "month":
      return day.slice(0, 7);
    case "quarter":
      return `${day.slice(0, 4)}-Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;
    case "year":
      return day.slice(0, 4);
  }
};

export const unitOfPeriod = (period: string): PeriodUnit => {
  if (period.length === 4) return "year";
  if (period.length === 10) return "day";
  if (period.includes("W")) return "week";
  return period.includes("Q") ? "quarter" : "month";
};

const firstDayOf = (period: string): Day => {
  const year = period.slice(0, 4);
  switch (unitOfPeriod(period)) {
    case "day":
      return period;
    case "week":
      return dayFromNumber(mondayOf(dayNumber(`${year}-01-04`)) + (Number(period.slice(6)) - 1) * 7);
    case "month":
      return `${period}-01`;
    case "quarter":
      return firstOfMonth(Number(year) * 12 + (Number(period.slice(6)) - 1) * 3);
    case "year":
      return `${year}-01-01`;
  }
};

const stepFrom = (start: Day, unit: PeriodUnit, count: number): Day => {
  if (unit === "day") return addDays(start, count);
  if (unit === "week") return addDays(start, count * 7);
  return firstOfMonth(monthsOf(start) + count * (MONTHS[unit] ?? 1));
};

/** The days of a named period. */
export const daysOfPeriod = (period: string): Required<DayRange> => {
  const from = firstDayOf(period);
  return { from, to: addDays(stepFrom(from, unitOfPeriod(period), 1), -1) };
};

/** The period `count` units later; earlier when negative. */
export const shiftPeriod = (period: string, count: number): string => {
  const unit = unitOfPeriod(period);
  return periodOf(stepFrom(firstDayOf(period), unit, count), unit);
};

/** The days of the period `back` units before the one of `today`. */
export const rangeOfUnit = (today: Day, unit: PeriodUnit, back = 0): Required<DayRange> =>
  daysOfPeriod(periodOf(stepFrom(startOf(today, unit), unit, -back), unit));

/** Every period from `first` to `last`, so that a chart shows the empty ones too. */
export const periodsBetween = (first: string, last: string): readonly string[] => {
  const periods: string[] = [];
  for (let period = first; period <= last; period = shiftPeriod(period, 1)) periods.push(period);
  return periods;
};

const lastOfMonth = (day: Day): number => Number(addDays(firstOfMonth(monthsOf(day) + 1), -1).slice(8));

/** The same day `years` later (earlier when negative); the last day of February stays the last day of February. */
export const shiftYears = (day: Day, years: number): Day => {
  const month = firstOfMonth(monthsOf(day) + years * 12).slice(0, 8);
  const length = lastOfMonth(`${month}01`);
  const atEnd = day.slice(5, 7) === "02" && Number(day.slice(8)) === lastOfMonth(day);
  return month + pad(atEnd ? length : Math.min(Number(day.slice(8)), length), 2);
};
