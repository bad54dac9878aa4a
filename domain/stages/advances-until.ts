import type { Instant } from "#domain/clock.ts";
import type { Cell, Entity, Row } from "#domain/schema/entity.ts";
import { logOf } from "#domain/schema/read.ts";
import { tracked } from "./advance.ts";

/**
 * A row without the advances after `at`, and with what the last one before left: for records whose path came with them (by import),
 * so that the history does not tell of it. A row without later advances is answered as it is.
 */
export const advancesUntil = (entity: Entity, row: Row, at: Instant): Row => {
  const { stages } = entity;
  if (!stages) return row;
  const all = logOf(row, stages.log);
  const then = all.filter((entry) => entry.at <= at);
  if (then.length === all.length) return row;
  const last = then.at(-1);
  const earlier: Record<string, Cell> = { ...row, [stages.log]: then };
  for (const [detail, field] of tracked(stages)) earlier[field] = last?.[detail] ?? entity.fields[field]?.initial ?? null;
  if (last === undefined) earlier[stages.field] = stages.steps[0]?.id ?? null;
  const ended = stages.steps.some(({ id, outcome }) => id === earlier[stages.field] && outcome !== undefined);
  if (stages.closed !== undefined && !ended) earlier[stages.closed] = null;
  return earlier as Row;
};
