import { dayOf, daysBetween } from "#domain/clock.ts";
import type { DeriveContext, LogRow, Row, Stages } from "#domain/schema/entity.ts";
import { logOf, markOf } from "#domain/schema/read.ts";
import { outcomeOf } from "./outcome.ts";

/** The last entry of the advance history that changed the stage: advances of probability or note alone do not count. */
const lastStageChange = (advances: readonly LogRow[]): LogRow | undefined => {
  let last: LogRow | undefined;
  for (const entry of advances) if (!last || entry.stage !== last.stage) last = entry;
  return last;
};

/** A column of whole days since the stage last changed, or since the record was created; null once the path is over, so that what is over never stands among what waits. */
export const daysInStage =
  (stages: Stages) =>
  (row: Row, { today, offsetMinutes }: Pick<DeriveContext, "today" | "offsetMinutes">): number | null => {
    if (outcomeOf(stages, row)) return null;
    const since = lastStageChange(logOf(row, stages.log))?.at ?? markOf(row, "created")?.at;
    return since === undefined ? null : Math.max(0, daysBetween(dayOf(since, offsetMinutes), today));
  };
