import { divide } from "#domain/schema/decimal.ts";
import type { Cell, Entity, LineRow } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import { findColumn, type Column, type ColumnKind } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { fromUnits, minus, minusUnits, roundTo, roundUnits, totalOf, type Running } from "#domain/query/exact-sum.ts";
import { unitsAt, type LineColumn } from "./facts.ts";
import type { Exactly, Feed, Gathered, LineFeed } from "./gather.ts";
import { COST_SCALE, costFacet, createCosts, isSalesList, LINE_FIGURES, ONE, QUANTITY, REVENUE, revenueOf, type LineFigure } from "./line-figures.ts";
import { percentOf } from "./percent.ts";
import { amountOf } from "./plain.ts";
import type { Figure, MeasureColumn } from "./report.ts";

/** A measure ready to run: what it gathers, and the figure that comes of it. */
export interface BoundMeasure extends MeasureColumn {
  readonly list?: string;
  readonly feeds: readonly Feed[];
  readonly finish: (gathered: readonly Gathered[], records: number) => Figure;
  /** What the figure is: the number of records, or the sum of the only feed. Absent where it is more than that. */
  readonly is?: "records" | "sum";
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

const exactly = (value: Cell): Exactly | null => {
  if (typeof value === "number") return { exact: String(value) };
  return typeof value === "string" ? { exact: value } : null;
};

/** A field of lines, or what lies behind one: that is the same for all lines with equal fields. */
const lineFeed = ({ path, list = "", scale = 0 }: Column, readLine: (line: LineRow) => Cell, extremes: boolean): LineFeed => {
  const [head = "", ...rest] = path.slice(list.length + 1).split(".");
  const behind = rest.length > 0;
  return {
    id: idOf(path, extremes),
    per: "line",
    extremes,
    read: (line) => exactly(readLine(line)),
    amount: behind ? ONE : { name: `${head} units`, scale, units: (line) => unitsAt(line[head], scale), from: { fields: [[head, scale]], of: ([units = Number.NaN]) => units } },
    factor: behind ? { column: { name: head, read: (line) => line[head] }, scale, of: (cell) => unitsAt(readLine({ [head]: cell } as unknown as LineRow), scale) } : null,
  };
};

const columnMeasure = (id: string, aggregate: Aggregate, column: Column, entity: Entity, context: QueryContext): BoundMeasure | null => {
  const kind = NUMERIC[column.kind];
  if (!kind) return null;
  const extremes = aggregate === "min" || aggregate === "max";
  const { readLine, list } = column;
  const described = { id, kind, finish: finishOf(aggregate, kind), ...(aggregate === "sum" ? { is: "sum" as const } : {}), ...betterOf(column, entity), ...(column.facet ? { facet: column.facet } : {}) };
  if (list && readLine) return { ...described, list, feeds: [lineFeed(column, readLine, extremes)] };
  return column.many ? null : { ...described, feeds: [recordFeed(column, extremes, context)] };
};

/** Null where sums do not fit safe integers. */
const quickly = (figure: "cost" | "margin", revenue: Running, cost: Running): Figure => {
  if (revenue.rest !== null || cost.rest !== null) return null;
  const spent = roundUnits(cost, 2);
  return figure === "cost" ? fromUnits(spent.units, spent.scale) : minusUnits(revenue, spent);
};

/** Of two sums: revenue of lines whose cost is known, and their cost. */
const finishMargin = (figure: "cost" | "margin" | "marginPercent"): BoundMeasure["finish"] => {
  return ([known, cost]) => {
    if (!known || !cost || cost.count === 0) return null;
    const quick = figure === "marginPercent" ? null : quickly(figure, known.sum, cost.sum);
    if (quick !== null) return quick;
    const revenue = totalOf(known.sum);
    if (figure === "marginPercent") return percentOf(minus(revenue, totalOf(cost.sum)), revenue);
    const spent = roundTo(totalOf(cost.sum), 2);
    return figure === "cost" ? spent : minus(revenue, spent);
  };
};

/** Of two sums: revenue of all lines, and of those whose cost is known. */
const finishWithoutCost: BoundMeasure["finish"] = ([all, known]) => (all && known ? minus(totalOf(all.sum), totalOf(known.sum)) : null);

const LINE_BETTER: Readonly<Record<LineFigure, Pick<MeasureColumn, "better">>> = {
  revenue: { better: "more" },
  cost: { better: "less" },
  margin: { better: "more" },
  marginPercent: { better: "more" },
  revenueWithoutCost: {},
};

const PRODUCT: LineColumn = { name: "product", read: (line) => line.product };

const revenueFeed = (list: string): LineFeed => ({ id: `${list} revenue`, per: "line", extremes: false, read: (line) => ({ exact: revenueOf(line) }), amount: REVENUE, factor: null });

/** A line whose product has no known cost never counts as free: it is kept out of cost and margin and shown apart. */
const figureMeasure = (id: string, list: string, figure: LineFigure, entity: Entity, context: QueryContext): BoundMeasure => {
  const facet = figure === "revenue" ? undefined : costFacet(entity, list, context);
  const described = { id, kind: figure === "marginPercent" ? ("percent" as const) : ("money" as const), ...LINE_BETTER[figure], list, ...(facet ? { facet } : {}) };
  const all = revenueFeed(list);
  if (figure === "revenue") return { ...described, feeds: [all], finish: finishOf("sum", "money"), is: "sum" };
  const costs = createCosts(context);
  const known: LineFeed = {
    ...all,
    id: `${list} revenue of known cost`,
    read: (line) => (costs.knows(line.product) ? { exact: revenueOf(line) } : null),
    factor: { column: PRODUCT, scale: 0, of: (product) => (costs.knows(product) ? 1 : Number.NaN) },
  };
  if (figure === "revenueWithoutCost") return { ...described, feeds: [all, known], finish: finishWithoutCost };
  const cost: LineFeed = { id: `${list} cost`, per: "line", extremes: false, read: costs.ofLine, amount: QUANTITY, factor: { column: PRODUCT, scale: COST_SCALE, of: costs.units } };
  return { ...described, feeds: [known, cost], finish: finishMargin(figure) };
};

const count: BoundMeasure = { id: "count", kind: "count", better: "more", feeds: [], finish: (_, records) => String(records), is: "records" };

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
