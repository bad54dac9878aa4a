import { err, ok, type Result } from "#domain/result.ts";
import type { Decimal } from "#domain/schema/decimal.ts";
import type { Entity, Row, Stages } from "#domain/schema/entity.ts";
import { logOf, textOf } from "#domain/schema/read.ts";
import { findColumn } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { createExactSum, type ExactSum } from "#domain/query/exact-sum.ts";
import { pathTaken } from "#domain/stages/path-taken.ts";
import type { FactSource } from "./facts.ts";
import type { ComparedSpans, Figure, ReportError } from "./report.ts";
import { growthOf, shareOf } from "./run.ts";
import { selectRows, type Selection } from "./select.ts";

/** Which records; with `compare`, which needs a span, the counts and amounts of the earlier days are added. */
export type FunnelQuestion = Selection;

export interface FunnelStage {
  readonly stage: string;
  readonly outcome?: "won" | "lost";
  /** Records now in the stage, and their share of all in percent to 2 places. */
  readonly count: number;
  readonly countShare: Figure;
  readonly amount: Decimal;
  readonly amountShare: Figure;
  /** Records that ever came this far; null for the stage that means lost. */
  readonly reached: number | null;
  /** How many percent of those went on to the next stage or beyond; null for won, lost, and a stage nobody reached. */
  readonly conversion: Figure;
  readonly ids: readonly string[];
  readonly previous?: { readonly count: number; readonly amount: Decimal; readonly countGrowth: Figure; readonly amountGrowth: Figure };
}

export interface Funnel {
  readonly kind: string;
  readonly stages: readonly FunnelStage[];
  readonly count: number;
  readonly amount: Decimal;
  /** With `compare`: the days of both sides. */
  readonly spans?: ComparedSpans;
}

interface Tally {
  readonly ids: string[];
  readonly sum: ExactSum;
}

const refuse = (at: string): Result<never, ReportError> => err({ type: "ReportError", reason: "unknownKind", at });

/** By row: a changed record is a new row, and the path of a kind is fixed. Reading histories is half of a funnel. */
const stepOfRow = new WeakMap<Row, number>();

/** The furthest step of the path that a record has come to: its stage now or any in its history. Every record was at the first. */
const furthest = (row: Row, stages: Stages, places: ReadonlyMap<string, number>): number => {
  const before = stepOfRow.get(row);
  if (before !== undefined) return before;
  let far = places.get(textOf(row, stages.field) ?? "") ?? 0;
  for (const entry of pathTaken(logOf(row, stages.log))) {
    const place = typeof entry.stage === "string" ? places.get(entry.stage) : undefined;
    if (place !== undefined && place > far) far = place;
  }
  stepOfRow.set(row, far);
  return far;
};

const tally = (rows: Iterable<Row>, entity: Entity, stages: Stages, context: QueryContext) => {
  const path = stages.steps.filter((step) => step.outcome !== "lost").map((step) => step.id);
  const places = new Map(path.map((id, place) => [id, place]));
  const amounts = stages.sum === undefined ? null : findColumn(entity, stages.sum, context);
  const byStage = new Map<string, Tally>(stages.steps.map((step) => [step.id, { ids: [], sum: createExactSum() }]));
  /** How many records have this step as their furthest. */
  const ends = path.map(() => 0);
  for (const row of rows) {
    const at = byStage.get(textOf(row, stages.field) ?? "");
    if (!at) continue;
    at.ids.push(row.id);
    const amount = amounts?.read(row);
    if (typeof amount === "string") at.sum.add(amount);
    ends[furthest(row, stages, places)]! += 1;
  }
  const reached = ends.map((_, place) => ends.slice(place).reduce((sum, count) => sum + count, 0));
  return { byStage, places, reached };
};

/**
 * Per stage: how many records, what amount, their shares, and the conversion to the next stage. Conversion counts who ever came
 * as far: a record that skipped stages passed them, a lost one counts for the stages it reached before.
 */
export const runFunnel = (question: FunnelQuestion, source: FactSource, context: QueryContext): Result<Funnel, ReportError> => {
  const entity = context.entity(question.kind);
  const stages = entity?.stages;
  if (!entity || !stages) return refuse(question.kind);
  const selected = selectRows(question, source, context);
  if (!selected.ok) return selected;
  const now = tally(selected.value.now, entity, stages, context);
  const before = selected.value.before && tally(selected.value.before, entity, stages, context);

  const all = createExactSum();
  let count = 0;
  for (const { ids, sum } of now.byStage.values()) {
    count += ids.length;
    all.add(sum.total());
  }
  const amount = all.total();

  const previousOf = (stage: string, nowCount: number, nowAmount: Decimal): Pick<FunnelStage, "previous"> => {
    const earlier = before?.byStage.get(stage);
    if (!earlier) return {};
    const total = earlier.sum.total();
    return {
      previous: {
        count: earlier.ids.length,
        amount: total,
        countGrowth: growthOf(String(nowCount), String(earlier.ids.length)),
        amountGrowth: growthOf(nowAmount, total),
      },
    };
  };

  const stageOf = ({ id, outcome }: Stages["steps"][number]): FunnelStage => {
    const { ids, sum } = now.byStage.get(id) ?? { ids: [], sum: createExactSum() };
    const place = now.places.get(id);
    const reached = place === undefined ? null : (now.reached[place] ?? 0);
    const onward = place === undefined ? undefined : now.reached[place + 1];
    const total = sum.total();
    return {
      stage: id,
      ...(outcome ? { outcome } : {}),
      count: ids.length,
      countShare: shareOf(String(ids.length), String(count)),
      amount: total,
      amountShare: shareOf(total, amount),
      reached,
      conversion: reached === null || onward === undefined ? null : shareOf(String(onward), String(reached)),
      ids,
      ...previousOf(id, ids.length, total),
    };
  };
  const { spans } = selected.value;
  return ok({ kind: question.kind, stages: stages.steps.map(stageOf), count, amount, ...(spans ? { spans } : {}) });
};
