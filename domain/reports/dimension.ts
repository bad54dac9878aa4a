import type { Entity } from "#domain/schema/entity.ts";
import { findColumn, type Column, type ColumnKind } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { PERIOD_UNITS, type PeriodUnit } from "#domain/query/period.ts";
import { textOrderOf } from "#domain/query/text-order.ts";
import { titleOf } from "#domain/schema/read.ts";
import type { DimensionColumn, GroupKey } from "./report.ts";

export interface BoundDimension extends DimensionColumn {
  readonly column: Column;
}

const DATES = new Set<ColumnKind>(["day", "instant", "mark"]);
const GROUPABLE = new Set<ColumnKind>(["option", "ref", "text", "integer", ...DATES]);

/** A column that a span can be of: one date per record. */
export const isDated = (column: Column | null | undefined): column is Column => column !== null && column !== undefined && !column.many && DATES.has(column.kind);

const isUnit = (text: string | undefined): text is PeriodUnit => PERIOD_UNITS.some((unit) => unit === text);

/** The dimension that `id` names: `stage`, `owner.department`, `expectedSignDate:month`; a reason when there is none. */
export const bindDimension = (
  id: string,
  unit: PeriodUnit,
  entity: Entity,
  context: QueryContext,
): BoundDimension | "unknownDimension" | "notDate" => {
  const [path = "", named] = id.split(":");
  const column = findColumn(entity, path, context);
  if (!column || (named !== undefined && !isUnit(named))) return "unknownDimension";
  const dated = DATES.has(column.kind);
  if (named !== undefined && !dated) return "notDate";
  return {
    id,
    path,
    kind: column.kind,
    column,
    ...(dated ? { unit: isUnit(named) ? named : unit } : {}),
    ...(column.to ? { to: column.to } : {}),
  };
};

const scalarPaths = (entity: Entity): readonly string[] => [
  ...Object.keys(entity.fields).filter((name) => name !== "deleted"),
  ...Object.keys(entity.derived ?? {}),
  ...Object.keys(entity.sets ?? {}),
  ...Object.entries(entity.lines ?? {}).flatMap(([list, { fields }]) => Object.keys(fields).map((name) => `${list}.${name}`)),
];

/** Every dimension a kind offers: its own columns and those of the records it refers to. Multi-line text is left out. */
export const dimensionsOf = (entity: Entity, context: QueryContext): readonly DimensionColumn[] => {
  const own = scalarPaths(entity);
  const behind = own.flatMap((path) => {
    const column = findColumn(entity, path, context);
    const target = column?.kind === "ref" && column.to ? context.entity(column.to) : undefined;
    return target ? Object.keys(target.fields).filter((name) => name !== "deleted" && name !== "created").map((name) => `${path}.${name}`) : [];
  });
  return [...own, ...behind].flatMap((path) => {
    const dimension = bindDimension(path, "month", entity, context);
    if (typeof dimension === "string" || !GROUPABLE.has(dimension.kind) || isLong(entity, path, context)) return [];
    const { column: _column, ...described } = dimension;
    return [described];
  });
};

const isLong = (entity: Entity, path: string, context: QueryContext): boolean => {
  const [name = "", ...rest] = path.split(".");
  const field = entity.fields[name];
  if (rest.length === 0) return field?.kind === "text" && field.multiline === true;
  const target = field?.kind === "ref" ? context.entity(field.to) : undefined;
  return target ? isLong(target, rest.join("."), context) : false;
};

const plainOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Orders keys of one dimension: options as defined, dates by time, references by title, text by the locale; none last. No two keys are level. */
export const keyOrder = (dimension: BoundDimension, context: QueryContext): ((a: GroupKey, b: GroupKey) => number) => {
  const { column, unit } = dimension;
  const texts = textOrderOf(context.locale).compare;
  const titles = new Map<string, string>();
  const titleFor = (id: string): string => {
    const known = titles.get(id);
    if (known !== undefined) return known;
    const row = context.row(id);
    const entity = context.entity(column.to ?? "user");
    const title = row && entity ? titleOf(entity, row) : "";
    titles.set(id, title);
    return title;
  };
  const order = (a: string, b: string): number => {
    if (unit !== undefined) return 0;
    if (column.options) return column.options.indexOf(a) - column.options.indexOf(b);
    return column.kind === "ref" ? texts(titleFor(a), titleFor(b)) : texts(a, b);
  };
  return (a, b) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return order(a, b) || plainOrder(a, b);
  };
};
