import { err, ok, type Result } from "#domain/result.ts";
import { compare, divide, multiply, negate, round, subtract, type Decimal } from "#domain/schema/decimal.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { findColumn, type Column } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { checkFilter, compileFilter } from "#domain/query/filter.ts";
import { bindDimension, keyOrder, type BoundDimension } from "./dimension.ts";
import type { FactSource } from "./facts.ts";
import { bindMeasure, type BoundMeasure } from "./measure.ts";
import type { Cell, DimensionColumn, Figure, GroupKey, MeasureColumn, Report, ReportDefinition, ReportError, ReportGroup } from "./report.ts";
import { runScan, type Bucket, type Scan, type ScanPlan } from "./scan.ts";
import { isDated } from "./select.ts";
import { compareBy, rangeOfSpan, type Comparison } from "./span.ts";

const refuse = (reason: ReportError["reason"], at: string): Result<never, ReportError> => err({ type: "ReportError", reason, at });

/** Growth from `before` to `now` in percent to 2 places; null without both or from zero. */
export const growthOf = (now: Figure, before: Figure): Figure => {
  if (now === null || before === null) return null;
  const size = before.startsWith("-") ? negate(before) : before;
  return divide(multiply(subtract(now, before), "100"), size, 2);
};

/** How a figure changed: a rate by percentage points, anything else by growth; null where there is nothing to compare with. */
export const changeOf = (kind: MeasureColumn["kind"], now: Figure, before: Figure): Figure => {
  if (kind !== "percent") return growthOf(now, before);
  return now === null || before === null ? null : round(subtract(now, before), 2);
};

/** `part` of `whole` in percent to 2 places, half up; null of zero. */
export const shareOf = (part: Decimal, whole: Decimal): Figure => divide(multiply(part, "100"), whole, 2);

const PASSES = {
  above: (order: number) => order > 0,
  atLeast: (order: number) => order >= 0,
  below: (order: number) => order < 0,
  atMost: (order: number) => order <= 0,
} as const;

interface Bound {
  readonly entity: Entity;
  readonly measures: readonly BoundMeasure[];
  readonly dimensions: readonly BoundDimension[];
  /** The date that span and comparison are about. */
  readonly on: Column | undefined;
}

const bind = (definition: ReportDefinition, context: QueryContext): Result<Bound, ReportError> => {
  const entity = context.entity(definition.kind);
  if (!entity) return refuse("unknownKind", definition.kind);
  const measures: BoundMeasure[] = [];
  for (const id of definition.measures) {
    const measure = bindMeasure(id, entity, context);
    if (typeof measure === "string") return refuse(measure, id);
    measures.push(measure);
  }
  const dimensions: BoundDimension[] = [];
  for (const id of definition.by) {
    const dimension = bindDimension(id, definition.unit ?? "month", entity, context);
    if (typeof dimension === "string") return refuse(dimension, id);
    dimensions.push(dimension);
  }
  const filter = definition.filter ? checkFilter(definition.filter, entity, context) : ok(true);
  if (!filter.ok) return refuse("badFilter", filter.error.at);
  const path = definition.span?.on ?? dimensions.find((dimension) => dimension.unit !== undefined)?.path;
  const on = path === undefined ? undefined : (findColumn(entity, path, context) ?? undefined);
  if (definition.span && !isDated(on)) return refuse("notDate", definition.span.on);
  if (definition.compare && !on) return refuse("notDate", definition.compare);
  return ok({ entity, measures, dimensions, on });
};

const listOf = ({ entity, measures, dimensions }: Bound): string | undefined => {
  const lists = [...measures.map((measure) => measure.list), ...dimensions.map((dimension) => dimension.column.list)];
  return lists.find((list) => list !== undefined && entity.lines?.[list] !== undefined);
};

const figuresOf = (scan: Scan, bucket: Bucket | undefined, measures: readonly BoundMeasure[]): readonly Figure[] =>
  measures.map((measure, at) => measure.finish(scan.gatheredFor(bucket, at)));

const nameOf = (key: readonly GroupKey[]): string => JSON.stringify(key);

/** The buckets of now and of the earlier side that share a key. */
interface Pair {
  readonly key: readonly GroupKey[];
  readonly now?: Bucket | undefined;
  readonly before?: Bucket | undefined;
}

const groupOf = ({ key, now, before }: Pair, scan: Scan, earlier: Scan | null, { measures }: Bound): ReportGroup => {
  const values = figuresOf(scan, now, measures);
  const group = { key, values, records: now?.records ?? 0 };
  if (!earlier) return group;
  const previous = figuresOf(earlier, before, measures);
  return { ...group, previous, growth: values.map((value, at) => changeOf(measures[at]?.kind ?? "count", value, previous[at] ?? null)) };
};

/** Periods of the compared date move forward to stand beside those of now; other keys stay. */
const forwardKey = (key: readonly GroupKey[], bound: Bound, comparison: Comparison): readonly GroupKey[] =>
  key.map((part, at) => {
    const dimension = bound.dimensions[at];
    const moves = part !== null && dimension?.unit !== undefined && dimension.path === bound.on?.path;
    return moves ? comparison.forward(part) : part;
  });

const largestFirst = (at: number) => (a: ReportGroup, b: ReportGroup) => {
  const left = a.values[at] ?? null;
  const right = b.values[at] ?? null;
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compare(right, left);
};

const arrange = (groups: readonly ReportGroup[], definition: ReportDefinition, bound: Bound, context: QueryContext): readonly ReportGroup[] => {
  const orders = bound.dimensions.map((dimension) => keyOrder(dimension, context));
  const byKey = (a: ReportGroup, b: ReportGroup): number => {
    for (const [at, order] of orders.entries()) {
      const result = order(a.key[at] ?? null, b.key[at] ?? null);
      if (result !== 0) return result;
    }
    return 0;
  };
  const { having, top, sortBy } = definition;
  const kept = groups.filter((group) => {
    const value = having ? group.values[having.measure] : null;
    return !having || (value !== null && value !== undefined && PASSES[having.is](compare(value, having.value)));
  });
  const sorted = kept.toSorted(byKey);
  const measure = top ? (top.measure ?? 0) : sortBy;
  const arranged = measure === undefined ? sorted : sorted.toSorted(largestFirst(measure));
  return top ? arranged.slice(0, top.count) : arranged;
};

const describeMeasure = ({ id, kind, facet, better }: BoundMeasure): MeasureColumn => ({ id, kind, ...(facet ? { facet } : {}), ...(better ? { better } : {}) });

const describeDimension = ({ column: _column, ...described }: BoundDimension): DimensionColumn => described;

const merge = (now: Scan, before: Scan | null, bound: Bound, comparison: Comparison | null): readonly ReportGroup[] => {
  const pairs = new Map<string, Pair>();
  for (const bucket of now.buckets) {
    const key = now.keyOf(bucket);
    pairs.set(nameOf(key), { key, now: bucket });
  }
  for (const bucket of before?.buckets ?? []) {
    if (!before || !comparison) break;
    const key = forwardKey(before.keyOf(bucket), bound, comparison);
    const pair = pairs.get(nameOf(key)) ?? { key };
    pairs.set(nameOf(key), { ...pair, before: bucket });
  }
  return [...pairs.values()].map((pair) => groupOf(pair, now, before, bound));
};

/**
 * Answers a definition over the records a person may read. Figures are exact decimals; averages, shares and growth are rounded
 * half up. Fails when the definition names something the kind does not have.
 */
export const runReport = (definition: ReportDefinition, source: FactSource, context: QueryContext): Result<Report, ReportError> => {
  const checked = bind(definition, context);
  if (!checked.ok) return checked;
  const bound = checked.value;
  const facts = source.facts(definition.kind, context);
  if (!facts) return refuse("unknownKind", definition.kind);
  const plan: ScanPlan = {
    facts,
    measures: bound.measures,
    dimensions: bound.dimensions,
    list: listOf(bound),
    passes: definition.filter ? compileFilter(definition.filter, bound.entity, context) : () => true,
    on: bound.on,
    range: definition.span ? rangeOfSpan(definition.span, context.today) : {},
    context,
  };
  const unit = bound.dimensions.find((dimension) => dimension.unit !== undefined && dimension.path === bound.on?.path)?.unit;
  const comparison = definition.compare ? compareBy(definition, unit, context.today) : null;
  if (definition.compare && !comparison) return refuse("notDate", definition.compare);
  const now = runScan(plan);
  const before = comparison ? runScan({ ...plan, range: comparison.range }) : null;

  return ok({
    table: {
      kind: definition.kind,
      measures: bound.measures.map(describeMeasure),
      dimensions: bound.dimensions.map(describeDimension),
      groups: arrange(merge(now, before, bound, comparison), definition, bound, context),
      total: groupOf({ key: [], now: now.total, before: before?.total }, now, before, bound),
      ...(comparison ? { spans: { now: plan.range, before: comparison.range } } : {}),
    },
    drill: ({ key, previous }: Cell) => {
      const wanted = (found: readonly GroupKey[]): boolean => key.every((part, at) => part === undefined || part === (found[at] ?? null));
      if (!previous) return now.ids(wanted);
      return before && comparison ? before.ids((found) => wanted(forwardKey(found, bound, comparison))) : [];
    },
  });
};
