import { divide, multiply, round, subtract } from "#domain/schema/decimal.ts";
import type { Entity, LineRow } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import { findColumn, type Column, type ColumnKind } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { totalOf } from "#domain/query/exact-sum.ts";
import type { Feed, Gathered } from "./gather.ts";
import { costFacet, costReader, isSalesList, LINE_FIGURES, revenueOf, type LineFigure } from "./line-figures.ts";
import { percentOf } from "./percent.ts";
import { amountOf } from "./plain.ts";
import type { Figure, MeasureColumn } from "./report.ts";

/** A measure ready to run: what it gathers, and the figure that comes of it. */
export interface BoundMeasure extends MeasureColumn {
  readonly list?: string;
  readonly feeds: readonly Feed[];
  readonly finish: (gathered: readonly Gathered[], records: number) => Figure;
}

type Aggregate = "sum" | "avg" | "min" | "max";

const NUMERIC: Partial<Record<ColumnKind, MeasureColumn["kind"]>> = { money: "money", decimal: "decimal", percent: "percent", integer: "integer" };
const AGGREGATED = /^(sum|avg|min|max)\((.+)\)$/;

/** Money and goods are better the more there are of them, unless they are spent; so is a deal that waits less. */
const betterOf = ({ kind, path, facet, list }: Column, entity: Entity): Pick<MeasureColumn, "better"> => {
  if (facet === "cost" || path === entity.stages?.days) return { better: "less" };
  return kind === "money" || path === `${list}.quantity` ? { better: "more" } : {};
};

const finishOf = (aggregate: Aggregate, kind: MeasureColumn["kind"]): ((gathered: readonly Gathered[]) => Figure) => {
  const places = kind === "decimal" ? 4 : 2;
  return ([one]) => {
    if (!one) return null;
    if (aggregate === "sum") return totalOf(one.sum);
    if (aggregate === "avg") return divide(totalOf(one.sum), String(one.count), places);
    return aggregate === "min" ? one.low : one.high;
  };
};

const idOf = (path: string, extremes: boolean): string => `${path} ${extremes ? "extremes" : "sum"}`;

const recordFeed = (column: Column, extremes: boolean, context: QueryContext): Feed => ({
  id: idOf(column.path, extremes),
  per: "record",
  extremes,
  amount: amountOf(column, context),
});

const lineFeed = (path: string, read: (line: LineRow) => unknown, extremes: boolean): Feed => ({
  id: idOf(path, extremes),
  per: "line",
  extremes,
  read: (line) => {
    const value = read(line);
    if (typeof value === "number") return { exact: String(value) };
    return typeof value === "string" ? { exact: value } : null;
  },
});

const columnMeasure = (id: string, aggregate: Aggregate, column: Column, entity: Entity, context: QueryContext): BoundMeasure | null => {
  const kind = NUMERIC[column.kind];
  if (!kind) return null;
  const extremes = aggregate === "min" || aggregate === "max";
  const { readLine, list } = column;
  const described = { id, kind, finish: finishOf(aggregate, kind), ...betterOf(column, entity), ...(column.facet ? { facet: column.facet } : {}) };
  if (list && readLine) return { ...described, list, feeds: [lineFeed(column.path, readLine, extremes)] };
  return column.many ? null : { ...described, feeds: [recordFeed(column, extremes, context)] };
};

/** Of three sums: revenue of lines whose cost is known, their cost, revenue of the others. */
const finishFigure = (figure: LineFigure): ((gathered: readonly Gathered[]) => Figure) => {
  return ([known, cost, unknown]) => {
    if (!known || !cost || !unknown) return null;
    const revenue = totalOf(known.sum);
    const spent = round(totalOf(cost.sum), 2);
    switch (figure) {
      case "revenue":
        return subtract(revenue, multiply(totalOf(unknown.sum), "-1"));
      case "revenueWithoutCost":
        return totalOf(unknown.sum);
      case "cost":
        return cost.count === 0 ? null : spent;
      case "margin":
        return cost.count === 0 ? null : subtract(revenue, spent);
      case "marginPercent":
        return cost.count === 0 ? null : percentOf(subtract(revenue, totalOf(cost.sum)), revenue);
    }
  };
};

const LINE_BETTER: Readonly<Record<LineFigure, Pick<MeasureColumn, "better">>> = {
  revenue: { better: "more" },
  cost: { better: "less" },
  margin: { better: "more" },
  marginPercent: { better: "more" },
  revenueWithoutCost: {},
};

/** A line whose product has no known cost never counts as free: it is kept out of cost and margin and shown apart. */
const figureMeasure = (id: string, list: string, figure: LineFigure, entity: Entity, context: QueryContext): BoundMeasure => {
  const facet = figure === "revenue" ? undefined : costFacet(entity, list, context);
  const costOf = costReader(context);
  return {
    id,
    kind: figure === "marginPercent" ? "percent" : "money",
    ...LINE_BETTER[figure],
    list,
    ...(facet ? { facet } : {}),
    feeds: [
      lineFeed(`${list} revenue`, (line) => (costOf(line) === null ? null : revenueOf(line)), false),
      { id: `${list} cost`, per: "line", extremes: false, read: costOf },
      lineFeed(`${list} revenueWithoutCost`, (line) => (costOf(line) === null ? revenueOf(line) : null), false),
    ],
    finish: finishFigure(figure),
  };
};

const count: BoundMeasure = { id: "count", kind: "count", better: "more", feeds: [], finish: (_, records) => String(records) };

/** Won among won and lost, in percent to 2 places. */
const winRate = (entity: Entity): BoundMeasure | null => {
  const { stages } = entity;
  if (!stages) return null;
  const outcomes = new Map(stages.steps.map((step) => [step.id, step.outcome]));
  const ended = (outcome: "won" | "lost"): Feed => ({
    id: outcome,
    per: "record",
    extremes: false,
    amount: { name: `ended ${outcome}`, scale: 0, units: (row) => (outcomes.get(textOf(row, stages.field) ?? "") === outcome ? 1 : Number.NaN), exact: () => null },
  });
  return {
    id: "winRate",
    kind: "percent",
    better: "more",
    feeds: [ended("won"), ended("lost")],
    finish: ([won, lost]) => percentOf(String(won?.count ?? 0), String((won?.count ?? 0) + (lost?.count ?? 0))),
  };
};

/** The measure that `id` names; a reason when there is none. */
export const bindMeasure = (id: string, entity: Entity, context: QueryContext): BoundMeasure | "unknownMeasure" | "notNumeric" => {
  if (id === "count") return count;
  if (id === "winRate") return winRate(entity) ?? "unknownMeasure";
  const [list = "", name] = id.split(".");
  const figure = LINE_FIGURES.find((each) => each === name);
  if (figure && isSalesList(entity.lines?.[list]?.fields)) return figureMeasure(id, list, figure, entity, context);
  const [, aggregate = "sum", path = id] = AGGREGATED.exec(id) ?? [];
  const column = findColumn(entity, path, context);
  if (!column) return "unknownMeasure";
  return columnMeasure(id, aggregate as Aggregate, column, entity, context) ?? "notNumeric";
};

/** Every measure a kind offers by itself; those of columns also as `avg(…)`, `min(…)` and `max(…)`. */
export const measuresOf = (entity: Entity, context: QueryContext): readonly MeasureColumn[] => {
  const lines = Object.entries(entity.lines ?? {});
  const ids = [
    "count",
    ...(entity.stages ? ["winRate"] : []),
    ...Object.keys(entity.fields),
    ...Object.keys(entity.derived ?? {}),
    ...lines.flatMap(([list, { fields }]) => Object.keys(fields).map((name) => `${list}.${name}`)),
    ...lines.flatMap(([list, { fields }]) => (isSalesList(fields) ? LINE_FIGURES.map((figure) => `${list}.${figure}`) : [])),
  ];
  return ids.flatMap((id) => {
    const measure = bindMeasure(id, entity, context);
    if (typeof measure === "string") return [];
    return [{ id, kind: measure.kind, ...(measure.facet ? { facet: measure.facet } : {}), ...(measure.better ? { better: measure.better } : {}) }];
  });
};
