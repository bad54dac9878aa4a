import type { Decimal } from "#domain/schema/decimal.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import type { QueryContext } from "./context.ts";
import { totals } from "./totals.ts";

export interface BoardColumn {
  /** Stage; null gathers the rows that are in none of the definition's stages, and is left out when there are none. */
  readonly stage: string | null;
  /** In the order of the rows given. */
  readonly ids: readonly string[];
  readonly count: number;
  /** Exact sum of the definition's `stages.sum` column; null when it names none. */
  readonly sum: Decimal | null;
}

/** One column per stage in the order of the definition; empty for a kind without stages. */
export const groupForBoard = (rows: Iterable<Row>, entity: Entity, context: QueryContext): readonly BoardColumn[] => {
  const { stages } = entity;
  if (!stages) return [];
  const groups = new Map<string | null, Row[]>(stages.steps.map((step) => [step.id, []]));
  const strays: Row[] = [];
  for (const row of rows) (groups.get(textOf(row, stages.field)) ?? strays).push(row);
  if (strays.length > 0) groups.set(null, strays);
  return [...groups].map(([stage, members]) => ({
    stage,
    ids: members.map((row) => row.id),
    count: members.length,
    sum: stages.sum === undefined ? null : (totals(members, [stages.sum], entity, context)[stages.sum] ?? "0"),
  }));
};
