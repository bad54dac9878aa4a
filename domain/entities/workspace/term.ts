import { daysBetween, isDay, type Day } from "#domain/clock.ts";
import type { Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";

/** Until when the company's account runs; `left` counts days, 0 on the last one, below 0 when it has passed. Null: it does not expire. */
export const termOf = (company: Row, today: Day): { readonly until: Day; readonly left: number } | null => {
  const until = textOf(company, "expires");
  return until !== null && isDay(until) ? { until, left: daysBetween(today, until) } : null;
};
