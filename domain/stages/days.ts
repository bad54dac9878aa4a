import { dayOf, daysBetween } from "#domain/clock.ts";
import type { DeriveContext, Row, Stages } from "#domain/schema/entity.ts";
import { logOf, markOf } from "#domain/schema/read.ts";
import { outcomeOf } from "./outcome.ts";
import { pathTaken } from "./path-taken.ts";

/** A column of whole days since the stage last changed, or since the record was created; null once the path is over, so that what is over never stands among what waits. */
export const daysInStage =
  (stages: Stages) =>
  (row: Row, { today, offsetMinutes }: Pick<DeriveContext, "today" | "offsetMinutes">): number | null => {
    if (outcomeOf(stages, row)) return null;
    const since = pathTaken(logOf(row, stages.log)).at(-1)?.at ?? markOf(row, "created")?.at;
    return since === undefined ? null : Math.max(0, daysBetween(dayOf(since, offsetMinutes), today));
  };
