import { dayOf, type Day, type Instant } from "#domain/clock.ts";

const MS_PER_DAY = 86_400_000;

/** Days since 1970-01-01, of a calendar day. */
export const dayNumber = (day: Day): number =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / MS_PER_DAY;

export const dayFromNumber = (number: number): Day => dayOf(number * MS_PER_DAY, 0);

/** The day number that an instant falls on at `offsetMinutes` east of UTC. */
export const dayNumberOf = (instant: Instant, offsetMinutes: number): number => Math.floor((instant + offsetMinutes * 60_000) / MS_PER_DAY);

export const addDays = (day: Day, count: number): Day => dayFromNumber(dayNumber(day) + count);
