import type { Day, Instant } from "#domain/clock.ts";

const midnight = (day: Day, after: number): Instant => new Date(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)) + after).getTime();

/** First instant of a calendar day where this device is. */
export const startOfDay = (day: Day): Instant => midnight(day, 0);

/** Last instant of a calendar day where this device is. */
export const endOfDay = (day: Day): Instant => midnight(day, 1) - 1;
