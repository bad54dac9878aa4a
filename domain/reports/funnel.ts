import { err, ok, type Result } from "#domain/result.ts";
import type { Decimal } from "#domain/schema/decimal.ts";
import type { Entity, Row, Stages } from "#domain/schema/entity.ts";
import { logOf, textOf } from "#domain/schema/read.ts";
import { findColumn } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { addRunning, emptyRunning, totalOf, type Running } from "#domain/query/exact-sum.ts";
import type { DayRange } from "#domain/query/period.ts";
import { PATH_PARTS, pathTaken } from "#domain/stages/path-taken.ts";
import type { Axis } from "./axis.ts";
import { choose, type Choosing } from "./choose.ts";
import type { FactSource } from "./facts.ts";
import { createFold, type Fold } from "./fold.ts";
import type { Feed } from "./gather.ts";
import { percentOf } from "./percent.ts";
import { amountOf } from "./plain.ts";
import type { ComparedSpans, Figure, ReportError } from "./report.ts";
import { growthOf } from "./run.ts";
import type { Standing } from "./standing.ts";

/** Which records; with `compare`, which needs a span, the counts and amounts of the earlier days are added. */
export type FunnelQuestion = Choosing;

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
  readonly previous?: { readonly count: number; readonly amount: Decimal; readonly countGrowth: Figure; readonly amountGrowth: Figure };
}

/** Its figures are drilled into by the stage: `[stage]`, or nothing for all. */
export interface Funnel {
  readonly kind: string;
  readonly stages: readonly FunnelStage[];
  readonly count: number;
  readonly amount: Decimal;
  /** With `compare`: the days of both sides. */
  readonly spans?: ComparedSpans;
}

const refuse = (at: string): Result<never, ReportError> => err({ type: "ReportError", reason: "unknownKind", at });

const pathOf = (stages: Stages): readonly string[] => stages.steps.filter((step) => step.outcome !== "lost").map((step) => step.id);

/** The furthest step of the path that a record has come to: its stage now or any in its history. Every record was at the first. */
const furthestOf = (stages: Stages): ((row: Row) => number) => {
  const places = new Map(pathOf(stages).map((id, place) => [id, place]));
  return (row) => {
    let far = places.get(textOf(row, stages.field) ?? "") ?? 0;
    for (const entry of pathTaken(logOf(row, stages.log))) {
      const place = typeof entry.stage === "string" ? places.get(entry.stage) : undefined;
      if (place !== undefined && place > far) far = place;
    }
    return far;
  };
};

const axesOf = (stages: Stages): readonly Axis[] => {
  const furthest = furthestOf(stages);
  const stageOf = (row: Row): string | null => textOf(row, stages.field);
  return [
    { keys: stageOf, lineKeys: null, linePlain: null, plain: { column: { name: stages.field, field: stages.field, read: (row) => row[stages.field] }, key: (cell) => (typeof cell === "string" ? cell : null) } },
    { keys: (row) => String(furthest(row)), lineKeys: null, linePlain: null, plain: { column: { name: "furthest step", fields: [stages.field, ...PATH_PARTS.map((part) => `${stages.log}.${part}`)], read: furthest }, key: String } },
  ];
};

interface Tally {
  count: number;
  readonly sum: Running;
}

/** Per stage how many records and what amount, and how many records have each step as their furthest. */
const tally = (fold: Fold, stages: Stages) => {
  const byStage = new Map<string, Tally>(stages.steps.map((step) => [step.id, { count: 0, sum: emptyRunning() }]));
  const ends = pathOf(stages).map(() => 0);
  for (const { key, records, gathered } of fold.buckets()) {
    const at = byStage.get(key[0] ?? "");
    if (!at) continue;
    at.count += records;
    if (gathered[0]) addRunning(at.sum, gathered[0].sum);
    ends[Number(key[1])]! += records;
  }
  return { byStage, reached: ends.map((_, place) => ends.slice(place).reduce((sum, count) => sum + count, 0)) };
};

const previousOf = (earlier: Tally | undefined, count: number, amount: Decimal): Pick<FunnelStage, "previous"> => {
  if (!earlier) return {};
  const before = totalOf(earlier.sum);
  return {
    previous: { count: earlier.count, amount: before, countGrowth: growthOf(String(count), String(earlier.count)), amountGrowth: growthOf(amount, before) },
  };
};

const draw = (kind: string, stages: Stages, fold: Fold, earlier: Fold | null): Omit<Funnel, "spans"> => {
  const places = new Map(pathOf(stages).map((id, place) => [id, place]));
  const now = tally(fold, stages);
  const before = earlier && tally(earlier, stages);
  const all = emptyRunning();
  let count = 0;
  for (const stage of now.byStage.values()) {
    count += stage.count;
    addRunning(all, stage.sum);
  }
  const amount = totalOf(all);
  const stageOf = ({ id, outcome }: Stages["steps"][number]): FunnelStage => {
    const here = now.byStage.get(id) ?? { count: 0, sum: emptyRunning() };
    const place = places.get(id);
    const reached = place === undefined ? null : (now.reached[place] ?? 0);
    const onward = place === undefined ? undefined : now.reached[place + 1];
    const total = totalOf(here.sum);
    return {
      stage: id,
      ...(outcome ? { outcome } : {}),
      count: here.count,
      countShare: percentOf(String(here.count), String(count)),
      amount: total,
      amountShare: percentOf(total, amount),
      reached,
      conversion: reached === null || onward === undefined ? null : percentOf(String(onward), String(reached)),
      ...previousOf(before?.byStage.get(id), here.count, total),
    };
  };
  return { kind, stages: stages.steps.map(stageOf), count, amount };
};

const feedsOf = (entity: Entity, stages: Stages, context: QueryContext): readonly Feed[] => {
  const column = stages.sum === undefined ? null : findColumn(entity, stages.sum, context);
  return column ? [{ id: "amount", per: "record", extremes: false, amount: amountOf(column, context) }] : [];
};

/**
 * Per stage: how many records, what amount, their shares, and the conversion to the next stage, kept right while records change.
 * Conversion counts who ever came as far: a record that skipped stages passed them, a lost one counts for the stages it reached before.
 */
export const openFunnel = (question: FunnelQuestion, source: FactSource, context: QueryContext): Result<Standing<Funnel>, ReportError> => {
  const entity = context.entity(question.kind);
  const stages = entity?.stages;
  if (!entity || !stages) return refuse(question.kind);
  const chosen = choose(question, source, context);
  if (!chosen.ok) return chosen;
  const { spans, foldIn } = chosen.value;
  const shape = { axes: axesOf(stages), feeds: feedsOf(entity, stages, context), list: undefined, linesOnly: false };
  const foldOver = (range: DayRange): Fold => createFold({ ...foldIn(range), ...shape });
  const now = foldOver(spans.now);
  const before = spans.before && foldOver(spans.before);
  const compared = spans.before && { now: spans.now, before: spans.before };
  const steps = new Set(stages.steps.map(({ id }) => id));
  return ok({
    answer: () => ({ ...draw(question.kind, stages, now, before), ...(compared ? { spans: compared } : {}) }),
    follow: (changes) => {
      now.follow(changes);
      before?.follow(changes);
    },
    drill: ({ key, previous }) => (previous ? before : now)?.ids(([stage]) => (key[0] === undefined ? steps.has(stage ?? "") : key[0] === stage)) ?? [],
  });
};

/** The funnel of now. Fails as `openFunnel` does. */
export const runFunnel = (question: FunnelQuestion, source: FactSource, context: QueryContext): Result<Funnel, ReportError> => {
  const opened = openFunnel(question, source, context);
  return opened.ok ? ok(opened.value.answer()) : opened;
};
