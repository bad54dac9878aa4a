import { dayOf, daysBetween } from "#domain/clock.ts";
import type { DeriveContext, Row } from "#domain/schema/entity.ts";
import { isMark } from "#domain/schema/mark.ts";

/**
 * Days since the last follow-up of a customer, or since it was created when there is none. `lastFollowUpAt` is joined to the
 * row by the replica from the follow-ups that this person may read.
 */
export const daysSinceFollowUp = (row: Row, { today, offsetMinutes }: DeriveContext): number | null => {
  const last = typeof row.lastFollowUpAt === "number" ? row.lastFollowUpAt : isMark(row.created) ? row.created.at : null;
  return last === null ? null : Math.max(0, daysBetween(dayOf(last, offsetMinutes), today));
};
