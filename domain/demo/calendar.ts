import { dayOf, type Day, type Instant } from "#domain/clock.ts";
import type { Dice } from "./dice.ts";

/** Shanghai, where the company sits. */
const OFFSET_MINUTES = 480;
const DAY_MS = 86_400_000;

export const localDay = (at: Instant): Day => dayOf(at, OFFSET_MINUTES);
export const startOf = (day: Day): Instant => Date.parse(`${day}T00:00:00Z`) - OFFSET_MINUTES * 60_000;
export const addDays = (day: Day, days: number): Day => dayOf(Date.parse(`${day}T00:00:00Z`) + Math.round(days) * DAY_MS, 0);
export const monthOf = (day: Day): number => Number(day.slice(5, 7));

/** Lunar New Year closings: first and last day off. */
const SPRING_FESTIVALS: readonly (readonly [Day, Day])[] = [
  ["2024-02-09", "2024-02-17"],
  ["2025-01-27", "2025-02-04"],
  ["2026-02-14", "2026-02-23"],
  ["2027-02-05", "2027-02-12"],
  ["2028-01-25", "2028-02-01"],
];

const isHoliday = (day: Day): boolean => {
  const date = day.slice(5);
  if (date === "01-01" || (date >= "05-01" && date <= "05-03") || (date >= "10-01" && date <= "10-07")) return true;
  return SPRING_FESTIVALS.some(([from, to]) => day >= from && day <= to);
};

export const isWorkday = (day: Day): boolean => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(day);
};

/** `day` itself or the nearest working day after it. */
export const workdayFrom = (day: Day): Day => {
  let at = day;
  while (!isWorkday(at)) at = addDays(at, 1);
  return at;
};

/** `day` itself or the nearest working day before it. */
export const workdayUntil = (day: Day): Day => {
  let at = day;
  while (!isWorkday(at)) at = addDays(at, -1);
  return at;
};

export const lastDayOfMonth = (day: Day): Day => dayOf(Date.UTC(Number(day.slice(0, 4)), monthOf(day), 0), 0);

/** A moment in office hours: mornings from nine, a thin lunch, a long afternoon, now and then the evening. */
export const officeMoment = (day: Day, dice: Dice): Instant => {
  const hour = dice.weightedOf(
    [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20],
    (at) => ({ 8: 2, 9: 12, 10: 17, 11: 12, 12: 2, 13: 8, 14: 15, 15: 16, 16: 16, 17: 12, 18: 4, 20: 1 })[at] ?? 0,
  );
  return startOf(day) + hour * 3_600_000 + dice.int(0, 59) * 60_000 + dice.int(0, 59_999);
};

/** How much business starts in a month: quiet around the Lunar New Year and in August, strong before summer and year end. */
export const seasonOf = (day: Day): number => [0.8, 0.5, 1.2, 1.1, 1.05, 1.2, 0.9, 0.8, 1.2, 0.95, 1.15, 1.05][monthOf(day) - 1] ?? 1;
