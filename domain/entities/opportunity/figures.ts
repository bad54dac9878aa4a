import { dayOf, daysBetween } from "#domain/clock.ts";
import { divide, multiply, sum, type Decimal } from "#domain/schema/decimal.ts";
import type { DeriveContext, LogRow, Row } from "#domain/schema/entity.ts";
import { isMark } from "#domain/schema/validate.ts";
import { linesOf, logOf, textOf } from "#domain/schema/read.ts";
import { lineAmount } from "#domain/entities/order/line-amount.ts";

/** The last entry of the advance history that changed the stage: advances of probability or note alone do not count. */
export const lastStageChange = (advances: readonly LogRow[]): LogRow | undefined => {
  let last: LogRow | undefined;
  for (const entry of advances) if (!last || entry.stage !== last.stage) last = entry;
  return last;
};

/** Whole days since the stage last changed, or since the opportunity was created. */
export const daysInStage = (row: Row, { today, offsetMinutes }: DeriveContext): number | null => {
  const since = lastStageChange(logOf(row, "advances"))?.at ?? (isMark(row.created) ? row.created.at : undefined);
  return since === undefined ? null : Math.max(0, daysBetween(dayOf(since, offsetMinutes), today));
};

const OVER: ReadonlySet<unknown> = new Set(["won", "lost"]);

/** Days in the stage while the path goes on; null once it is won or lost, so that what is over never stands among what waits. */
export const daysWaiting = (row: Row, context: DeriveContext): number | null => (OVER.has(row.stage) ? null : daysInStage(row, context));

/** Sum of the product lines; null when there are none. */
export const linesTotal = (row: Row): Decimal | null => {
  const lines = linesOf(row, "lines");
  return lines.length === 0 ? null : sum(lines.map(lineAmount));
};

/** Expected amount weighted by probability. */
export const forecastAmount = (row: Row): Decimal | null => {
  const amount = textOf(row, "expectedAmount");
  const probability = textOf(row, "probability");
  return amount === null || probability === null ? null : divide(multiply(amount, probability), "100", 2);
};
