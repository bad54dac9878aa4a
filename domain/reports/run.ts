import { err, ok, type Result } from "#domain/result.ts";
import { negate, round } from "#domain/schema/decimal.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { findColumn, type Column } from "#domain/query/column.ts";
import { compareDecimals } from "#domain/query/compare.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { minus } from "#domain/query/exact-sum.ts";
import { checkFilter } from "#domain/query/filter.ts";
import { axisOf } from "./axis.ts";
import { recordsOf } from "./choose.ts";
import { bindDimension, isDated, keyOrder, type BoundDimension } from "./dimension.ts";
import type { FactSource } from "./facts.ts";
import { createFold, type Figures, type Fold } from "./fold.ts";
import { createKeys, type Keys } from "./keys.ts";
import { emptyGathered, type Feed } from "./gather.ts";
import type { Choice } from "./mask.ts";
import { bindMeasure, type BoundMeasure } from "./measure.ts";
import { percentOf } from "./percent.ts";
import type { Cell, DimensionColumn, Figure, GroupKey, MeasureColumn, Report, ReportDefinition, ReportError, ReportGroup, ReportTable } from "./report.ts";
import { createSorted, type Sorted } from "./sorted.ts";
import { compareBy, rangeOfSpan, type Comparison } from "./span.ts";
import type { Standing } from "./standing.ts";

const refuse = (reason: ReportError["reason"], at: string): Result<never, ReportError> => err({ type: "ReportError", reason, at });

/** Growth from `before` to `now` in percent to 2 places; null without both or from zero. */
export const growthOf = (now: Figure, before: Figure): Figure => {
  if (now === null || before === null) return null;
  return percentOf(minus(now, before), before.startsWith("-") ? negate(before) : before);
};

/** How a figure changed: a rate by percentage points, anything else by growth; null where there is nothing to compare with. */
export const changeOf = (kind: MeasureColumn["kind"], now: Figure, before: Figure): Figure => {
  if (kind !== "percent") return growthOf(now, before);
  return now === null || before === null ? null : round(minus(now, before), 2);
};

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

/** Feeds of all measures, each once, and which of them a measure is made of. */
const feedsOf = (measures: readonly BoundMeasure[]): { readonly feeds: readonly Feed[]; readonly places: readonly (readonly number[])[] } => {
  const byId = new Map(measures.flatMap((measure) => measure.feeds).map((feed) => [feed.id, feed]));
  const ids = [...byId.keys()];
  return { feeds: [...byId.values()], places: measures.map((measure) => measure.feeds.map(({ id }) => ids.indexOf(id))) };
};

const largestFirst = (at: number) => (a: ReportGroup, b: ReportGroup) => {
  const left = a.values[at] ?? null;
  const right = b.values[at] ?? null;
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compareDecimals(right, left);
};

/** The measure that a table is ordered by; none orders it by its keys. */
const sizeOf = ({ top, sortBy }: ReportDefinition): number | undefined => (top ? (top.measure ?? 0) : sortBy);

/** Which of two groups comes first by its key; each part of a key is looked at once. */
const orderByKey = (dimensions: readonly BoundDimension[], keys: Keys, context: QueryContext): ((a: number, b: number) => number) => {
  const orders = dimensions.map((dimension) => keyOrder(dimension, context));
  const places: number[][] = dimensions.map(() => []);
  const placesOf = (axis: number): readonly number[] => {
    const parts = keys.parts(axis);
    if (places[axis]!.length !== parts.length) {
      const ordered = [...parts.keys()].sort((a, b) => orders[axis]!(parts[a] ?? null, parts[b] ?? null));
      const found: number[] = [];
      for (const [place, part] of ordered.entries()) found[part] = place;
      places[axis] = found;
    }
    return places[axis]!;
  };
  return (a, b) => {
    for (let axis = 0; axis < dimensions.length; axis += 1) {
      const of = placesOf(axis);
      const order = of[keys.partOf(a, axis)]! - of[keys.partOf(b, axis)]!;
      if (order !== 0) return order;
    }
    return 0;
  };
};

/** The same for groups that are nearly always ordered by something else. */
const orderByKeySeldom = (dimensions: readonly BoundDimension[], keys: Keys, context: QueryContext): ((a: number, b: number) => number) => {
  const orders = dimensions.map((dimension) => keyOrder(dimension, context));
  return (a, b) => {
    const [left, right] = [keys.key(a), keys.key(b)];
    for (const [axis, order] of orders.entries()) {
      const result = order(left[axis] ?? null, right[axis] ?? null);
      if (result !== 0) return result;
    }
    return 0;
  };
};

const keptGroups = (groups: Sorted<ReportGroup>, { having, top }: ReportDefinition): readonly ReportGroup[] => {
  if (!having) return groups.first(top?.count);
  const passing = groups.first(undefined).filter(({ values }) => {
    const value = values[having.measure];
    return value !== null && value !== undefined && PASSES[having.is](compareDecimals(value, having.value));
  });
  return passing.slice(0, top?.count);
};

const describeMeasure = ({ id, kind, facet, better }: BoundMeasure): MeasureColumn => ({ id, kind, ...(facet ? { facet } : {}), ...(better ? { better } : {}) });

const describeDimension = ({ column: _column, ...described }: BoundDimension): DimensionColumn => described;

const foldOf = (bound: Bound, feeds: readonly Feed[], choice: Choice, comparison: Comparison | null, source: FactSource, context: QueryContext, keys: Keys): Fold => {
  const { entity, dimensions, measures } = bound;
  const list = listOf(bound);
  /** Periods of the compared date move forward to stand beside those of now; other keys stay. */
  const mover = ({ unit, path }: BoundDimension): ((key: string) => string) =>
    comparison && unit !== undefined && path === bound.on?.path ? comparison.forward : (key) => key;
  const axes = dimensions.map((dimension) => axisOf(dimension, list, entity, context, mover(dimension)));
  return createFold({
    ...recordsOf(choice, entity, source, context),
    axes,
    feeds,
    list,
    linesOnly: axes.some((axis) => axis.lineKeys !== null) && measures.every((measure) => measure.list !== undefined),
  }, keys);
};

/**
 * Answers a definition over the records a person may read, and goes on answering while they change. Figures are exact decimals;
 * averages, shares and growth are rounded half up. Fails when the definition names something the kind does not have.
 */
export const openReport = (definition: ReportDefinition, source: FactSource, context: QueryContext): Result<Standing<ReportTable>, ReportError> => {
  const checked = bind(definition, context);
  if (!checked.ok) return checked;
  const bound = checked.value;
  const { measures } = bound;
  const { feeds, places } = feedsOf(measures);
  const unit = bound.dimensions.find((dimension) => dimension.unit !== undefined && dimension.path === bound.on?.path)?.unit;
  const comparison = definition.compare ? compareBy(definition, unit, context.today) : null;
  if (definition.compare && !comparison) return refuse("notDate", definition.compare);
  const choice: Choice = { filter: definition.filter, on: bound.on, range: comparison?.now ?? (definition.span ? rangeOfSpan(definition.span, context.today) : {}) };
  const keys = createKeys(bound.dimensions.length);
  const now = foldOf(bound, feeds, choice, null, source, context, keys);
  const before = comparison && foldOf(bound, feeds, { ...choice, range: comparison.before }, comparison, source, context, keys);

  const none = feeds.map(emptyGathered);
  /** What each measure is made of, of one group after the other. */
  const gatheredOf = places.map((some) => some.map((place) => none[place]!));
  const figureOf = (at: number, figures: Figures | undefined): Figure => {
    const from = figures?.gathered ?? none;
    const own = gatheredOf[at]!;
    for (let part = 0; part < own.length; part += 1) own[part] = from[places[at]![part]!]!;
    return measures[at]!.finish(own, figures?.records ?? 0);
  };
  const figuresOf = (figures: Figures | undefined): readonly Figure[] => measures.map((_, at) => figureOf(at, figures));
  const groupOf = (key: readonly GroupKey[], figures: Figures | undefined, earlier: Figures | undefined): ReportGroup => {
    const values = figuresOf(figures);
    const group = { key, values, records: figures?.records ?? 0 };
    if (!before) return group;
    const previous = figuresOf(earlier);
    return { ...group, previous, growth: values.map((value, at) => changeOf(measures[at]?.kind ?? "count", value, previous[at] ?? null)) };
  };
  const groupAt = (group: number): ReportGroup => groupOf(keys.key(group), now.glance(group), before?.glance(group));
  const sized = sizeOf(definition);
  const measure = sized === undefined ? undefined : measures[sized];
  const byKey = (measure ? orderByKeySeldom : orderByKey)(bound.dimensions, keys, context);
  const bySize = largestFirst(sized ?? 0);
  const feed = places[sized ?? 0]?.[0] ?? 0;
  const weigh = (group: number): number => {
    if (!measure || sized === undefined) return 0;
    if (measure.is === "records") return -now.records(group);
    if (measure.is === "sum") return -now.rough(group, feed);
    return -Number(figureOf(sized, now.glance(group)) ?? Number.NEGATIVE_INFINITY);
  };
  const groups = createSorted<ReportGroup>({
    size: keys.size,
    has: (group) => now.records(group) > 0 || (before?.records(group) ?? 0) > 0,
    make: groupAt,
    weigh,
    compare: (a, b, thing) => (measure ? bySize(thing(a), thing(b)) : 0) || byKey(a, b),
  });
  return ok({
    answer: () => ({
      kind: definition.kind,
      measures: measures.map(describeMeasure),
      dimensions: bound.dimensions.map(describeDimension),
      groups: keptGroups(groups, definition),
      total: groupOf([], now.total(), before?.total()),
      ...(comparison ? { spans: { now: comparison.now, before: comparison.before } } : {}),
    }),
    follow: (changes) => {
      for (const fold of before ? [now, before] : [now]) groups.touch(fold.follow(changes));
    },
    drill: ({ key, previous }: Cell) => {
      const wanted = (found: readonly GroupKey[]): boolean => key.every((part, at) => part === undefined || part === (found[at] ?? null));
      return (previous ? before : now)?.ids(wanted) ?? [];
    },
  });
};

/** Answers a definition once. Fails as `openReport` does. */
export const runReport = (definition: ReportDefinition, source: FactSource, context: QueryContext): Result<Report, ReportError> => {
  const opened = openReport(definition, source, context);
  return opened.ok ? ok({ table: opened.value.answer(), drill: opened.value.drill }) : opened;
};
