import { compare, divide, multiply, round, subtract, type Decimal } from "#domain/schema/decimal.ts";
import type { Entity, LineRow } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import { findColumn, type Column, type ColumnKind } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { createExactSum, fromUnits, type ExactSum } from "#domain/query/exact-sum.ts";
import type { Facts } from "./facts.ts";
import { costFacet, costReader, isSalesList, LINE_FIGURES, revenueOf, type Cost, type LineFigure } from "./line-figures.ts";
import type { Figure, MeasureColumn } from "./report.ts";

/** What has been gathered for one figure so far. */
export interface Gathered {
  readonly sum: ExactSum;
  count: number;
  low: Decimal | null;
  high: Decimal | null;
}

/** Takes in one record or one line. Feeds of the same id gather the same, so measures share them. */
export type Feed =
  | { readonly id: string; readonly per: "record"; readonly take: (into: Gathered, slot: number) => void }
  | { readonly id: string; readonly per: "line"; readonly take: (into: Gathered, line: LineRow) => void };

/** A measure ready to run: what it gathers, and the figure that comes of it. */
export interface BoundMeasure extends MeasureColumn {
  readonly list?: string;
  readonly feeds: (facts: Facts) => readonly Feed[];
  readonly finish: (gathered: readonly Gathered[]) => Figure;
}

type Aggregate = "sum" | "avg" | "min" | "max";

const NUMERIC: Partial<Record<ColumnKind, MeasureColumn["kind"]>> = { money: "money", decimal: "decimal", percent: "percent", integer: "integer" };
const AGGREGATED = /^(sum|avg|min|max)\((.+)\)$/;

/** Money and goods are better the more there are of them, unless they are spent; so is a deal that waits less. */
const betterOf = ({ kind, path, facet, list }: Column, entity: Entity): Pick<MeasureColumn, "better"> => {
  if (facet === "cost" || path === entity.stages?.days) return { better: "less" };
  return kind === "money" || path === `${list}.quantity` ? { better: "more" } : {};
};

export const emptyGathered = (): Gathered => ({ sum: createExactSum(), count: 0, low: null, high: null });

const note = (into: Gathered, value: Decimal): void => {
  into.count += 1;
  into.sum.add(value);
};

const noteExtremes = (into: Gathered, value: Decimal): void => {
  into.count += 1;
  if (into.low === null || compare(value, into.low) < 0) into.low = value;
  if (into.high === null || compare(value, into.high) > 0) into.high = value;
};

const finishOf = (aggregate: Aggregate, kind: MeasureColumn["kind"]): ((gathered: readonly Gathered[]) => Figure) => {
  const places = kind === "decimal" ? 4 : 2;
  return ([one]) => {
    if (!one) return null;
    if (aggregate === "sum") return one.sum.total();
    if (aggregate === "avg") return divide(one.sum.total(), String(one.count), places);
    return aggregate === "min" ? one.low : one.high;
  };
};

const recordFeed = (column: Column, extremes: boolean): ((facts: Facts) => readonly Feed[]) => {
  return (facts) => {
    const { scale, units, exact } = facts.amounts(column);
    const take = (into: Gathered, slot: number): void => {
      const value = units(slot);
      if (Number.isNaN(value)) return;
      if (!extremes && Number.isFinite(value)) {
        into.count += 1;
        into.sum.addUnits(value, scale);
        return;
      }
      const decimal = Number.isFinite(value) ? fromUnits(value, scale) : exact(slot);
      if (decimal !== null) (extremes ? noteExtremes : note)(into, decimal);
    };
    return [{ id: `${column.path} ${extremes ? "extremes" : "sum"}`, per: "record", take }];
  };
};

const lineFeed = (id: string, read: (line: LineRow) => unknown, extremes: boolean): Feed => ({
  id: `${id} ${extremes ? "extremes" : "sum"}`,
  per: "line",
  take: (into, line) => {
    const value = read(line);
    const decimal = typeof value === "number" ? String(value) : value;
    if (typeof decimal === "string") (extremes ? noteExtremes : note)(into, decimal);
  },
});

const columnMeasure = (id: string, aggregate: Aggregate, column: Column, entity: Entity): BoundMeasure | null => {
  const kind = NUMERIC[column.kind];
  if (!kind) return null;
  const extremes = aggregate === "min" || aggregate === "max";
  const { readLine, list } = column;
  const described = { id, kind, finish: finishOf(aggregate, kind), ...betterOf(column, entity), ...(column.facet ? { facet: column.facet } : {}) };
  if (list && readLine) return { ...described, list, feeds: () => [lineFeed(column.path, readLine, extremes)] };
  return column.many ? null : { ...described, feeds: recordFeed(column, extremes) };
};

const percentOf = (part: Decimal, whole: Decimal): Figure => divide(multiply(part, "100"), whole, 2);

/** Of three sums: revenue of lines whose cost is known, their cost, revenue of the others. */
const finishFigure = (figure: LineFigure): ((gathered: readonly Gathered[]) => Figure) => {
  return ([known, cost, unknown]) => {
    if (!known || !cost || !unknown) return null;
    const revenue = known.sum.total();
    const spent = round(cost.sum.total(), 2);
    switch (figure) {
      case "revenue":
        return subtract(revenue, multiply(unknown.sum.total(), "-1"));
      case "revenueWithoutCost":
        return unknown.sum.total();
      case "cost":
        return cost.count === 0 ? null : spent;
      case "margin":
        return cost.count === 0 ? null : subtract(revenue, spent);
      case "marginPercent":
        return cost.count === 0 ? null : percentOf(subtract(revenue, cost.sum.total()), revenue);
    }
  };
};

const costFeed = (id: string, costOf: (line: LineRow) => Cost | null): Feed => ({
  id,
  per: "line",
  take: (into, line) => {
    const cost = costOf(line);
    if (cost === null) return;
    into.count += 1;
    if ("exact" in cost) into.sum.add(cost.exact);
    else into.sum.addUnits(cost.units, cost.scale);
  },
});

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
  return {
    id,
    kind: figure === "marginPercent" ? "percent" : "money",
    ...LINE_BETTER[figure],
    list,
    ...(facet ? { facet } : {}),
    feeds: () => {
      const costOf = costReader(context);
      return [
        lineFeed(`${list} revenue`, (line) => (costOf(line) === null ? null : revenueOf(line)), false),
        costFeed(`${list} cost`, costOf),
        lineFeed(`${list} revenueWithoutCost`, (line) => (costOf(line) === null ? revenueOf(line) : null), false),
      ];
    },
    finish: finishFigure(figure),
  };
};

const count: BoundMeasure = {
  id: "count",
  kind: "count",
  better: "more",
  feeds: () => [
    {
      id: "count",
      per: "record",
      take: (into) => {
        into.count += 1;
      },
    },
  ],
  finish: ([one]) => String(one?.count ?? 0),
};

/** Won among won and lost, in percent to 2 places. */
const winRate = (entity: Entity): BoundMeasure | null => {
  const { stages } = entity;
  if (!stages) return null;
  const outcomes = new Map(stages.steps.map((step) => [step.id, step.outcome]));
  const counting = (facts: Facts, outcome: "won" | "lost"): Feed => ({
    id: outcome,
    per: "record",
    take: (into, slot) => {
      const row = facts.row(slot);
      if (row && outcomes.get(textOf(row, stages.field) ?? "") === outcome) into.count += 1;
    },
  });
  return {
    id: "winRate",
    kind: "percent",
    better: "more",
    feeds: (facts) => [counting(facts, "won"), counting(facts, "lost")],
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
  return columnMeasure(id, aggregate as Aggregate, column, entity) ?? "notNumeric";
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
