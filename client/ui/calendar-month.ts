import type { Day } from "#domain/clock.ts";
import { addDays } from "#client/i18n/typed-day.ts";

/** The same date `months` later; the month's last day where that date does not exist. */
export const addMonths = (day: Day, months: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  return last.toISOString().slice(0, 8) + String(Math.min(date, last.getUTCDate())).padStart(2, "0");
};

/** Six weeks that cover the month of `day`; `weekStart` 0 is Sunday. */
export const monthGrid = (day: Day, weekStart: number): readonly (readonly Day[])[] => {
  const first: Day = `${day.slice(0, 8)}01`;
  const lead = (new Date(`${first}T00:00:00Z`).getUTCDay() - weekStart + 7) % 7;
  const start = addDays(first, -lead);
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, index) => addDays(start, week * 7 + index)));
};
