import type { Day } from "#domain/clock.ts";
import { findColumn } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import type { DayRange } from "#domain/query/period.ts";
import { isPlanned, type Drawing } from "#domain/reports/catalogue.ts";
import { dimensionsOf } from "#domain/reports/dimension.ts";
import { measuresOf } from "#domain/reports/measure.ts";
import type { DimensionColumn, MeasureColumn, ReportDefinition, ReportSpan, ReportTable } from "#domain/reports/report.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { rangeOfPeriod, SPANS, type Comparing, type OwnReport, type Period, type ReportSettings } from "./report-settings.ts";

const DATES: ReadonlySet<string> = new Set(["day", "instant", "mark"]);

export const isDated = (entity: Entity, path: string, context: QueryContext): boolean => DATES.has(findColumn(entity, path, context)?.kind ?? "");

const pathOf = (dimension: string): string => dimension.split(":", 1)[0] ?? dimension;

export const hasTime = (entity: Entity, by: readonly string[], context: QueryContext): boolean => by.some((id) => isDated(entity, pathOf(id), context));

/** The days of a period as the engine takes them: named ones stay named, so that they move on with the day. */
export const spanOf = (on: string, period: Period, settings: ReportSettings, today: Day): ReportSpan | null => {
  if (period !== "all" && period !== "custom") return { on, ...SPANS[period] };
  const range = rangeOfPeriod(period, settings, today);
  return range && { on, ...range };
};

/** Whether there is an earlier time to compare with: time in rows, or a stretch with two ends. */
export const mayCompare = (dated: boolean, range: DayRange | null): boolean => dated || (range?.from !== undefined && range.to !== undefined);

/** `definition` with the chosen unit of time, period and comparison. */
export const asked = (
  definition: ReportDefinition,
  { entity, on, period, settings, context }: { entity: Entity; on: string | null; period: Period; settings: ReportSettings; context: QueryContext },
): ReportDefinition => {
  const span = on === null ? null : spanOf(on, period, settings, context.today);
  const range = on === null ? null : rangeOfPeriod(period, settings, context.today);
  const compares = settings.compare !== "none" && mayCompare(hasTime(entity, definition.by, context), range);
  return {
    ...definition,
    by: definition.by.map((id) => (isDated(entity, pathOf(id), context) ? `${pathOf(id)}:${settings.unit}` : id)),
    ...(span ? { span } : {}),
    ...(compares ? { compare: settings.compare as Exclude<Comparing, "none"> } : {}),
  };
};

/** A record has one value of it, and adding those up means something. */
const ADDED: ReadonlySet<MeasureColumn["kind"]> = new Set(["count", "money", "decimal", "integer"]);
const FIGURES_APART = /^(avg|min|max)\(/;

export const addsUp = ({ id, kind }: MeasureColumn): boolean => ADDED.has(kind) && !FIGURES_APART.test(id);

/** More parts than this cannot be told apart in a ring. */
const MOST_PARTS = 9;

export const drawingOf = (drawing: Drawing, table: ReportTable, measure: MeasureColumn): "bars" | "ring" | "rank" => {
  const [dimension] = table.dimensions;
  if (dimension?.unit !== undefined && table.dimensions.length === 1) return "bars";
  const compared = table.total.previous !== undefined;
  const whole = addsUp(measure) && !compared && table.dimensions.length === 1 && table.groups.length <= MOST_PARTS;
  const fits = drawing === "ring" || (drawing === "auto" && dimension?.kind === "option");
  return fits && whole && table.groups.every((group) => !(group.values[table.measures.indexOf(measure)] ?? "").startsWith("-")) ? "ring" : "rank";
};

/** The figures that the person may put into a report of their own. */
export const ownMeasures = (entity: Entity, context: QueryContext, rights: readonly string[]): readonly string[] => {
  const columns = measuresOf(entity, context).filter(({ facet }) => facet === undefined || rights.includes(facet));
  const summed = columns.filter(({ id, kind }) => kind !== "percent" || id === "winRate" || id.endsWith(".marginPercent"));
  const averaged = columns.filter(({ id, kind }) => kind !== "count" && id !== "winRate" && !id.includes("."));
  return [...summed.map(({ id }) => id), ...averaged.map(({ id }) => `avg(${id})`)];
};

const isWorthGrouping = (dimension: DimensionColumn): boolean =>
  dimension.kind === "option" || dimension.kind === "ref" || dimension.unit !== undefined || (dimension.kind === "text" && !dimension.path.includes("."));

export const ownDimensions = (entity: Entity, context: QueryContext): readonly DimensionColumn[] =>
  dimensionsOf(entity, context).filter((dimension) => isWorthGrouping(dimension) && !entity.fields[dimension.path]?.hidden);

/** Dates of the record itself that a period can be about. */
export const ownDates = (entity: Entity, context: QueryContext): readonly string[] =>
  ownDimensions(entity, context).flatMap(({ path, unit }) => (unit !== undefined && !path.includes(".") ? [path] : []));

/** A new report on a kind: how many there are, by its first option. */
export const ownStart = (entity: Entity, context: QueryContext): OwnReport => {
  const dimensions = ownDimensions(entity, context);
  const first = dimensions.find(({ path, kind }) => kind === "option" && !path.includes(".")) ?? dimensions[0];
  const dates = ownDates(entity, context);
  return { kind: entity.kind, measures: ["count"], by: first ? [first.path] : [], on: dates.find((path) => path !== "created") ?? dates[0] ?? null, filter: null };
};

export const ownDefinition = ({ kind, measures, by, on, filter }: OwnReport): ReportDefinition => ({
  kind, measures, by, ...(filter ? { filter } : {}), ...(isPlanned(kind, on) ? { whole: true } : {}),
});
