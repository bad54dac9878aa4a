import { daysOfPeriod, type DayRange } from "#domain/query/period.ts";
import type { DimensionColumn, GroupKey } from "#domain/reports/report.ts";
import type { Condition, Entity, Filter } from "#domain/schema/entity.ts";

/** Everything that narrows a report before its groups. */
export interface Scope {
  readonly entity: Entity;
  readonly filter: Filter | null;
  readonly on: string | null;
  readonly range: DayRange | null;
}

const within = (field: string, { from, to }: DayRange): readonly Condition[] => {
  if (from !== undefined && to !== undefined) return [{ field, is: "within", value: [from, to] }];
  if (from !== undefined) return [{ field, is: "atLeast", value: from }];
  return to === undefined ? [] : [{ field, is: "atMost", value: to }];
};

const conditionOf = ({ path, kind, unit }: DimensionColumn, key: GroupKey): readonly Condition[] => {
  if (key === null) return [{ field: path, is: "empty" }];
  if (unit !== undefined) return within(path, daysOfPeriod(key));
  return [kind === "option" || kind === "ref" ? { field: path, is: "in", value: [key] } : { field: path, is: "equals", value: key }];
};

const partsOf = (filter: Filter | null): readonly Filter[] => (filter === null ? [] : "all" in filter ? filter.all : [filter]);

/**
 * What a list has to be filtered by to show the records of a group; `undefined` in `key` stands for any. Null when a list cannot
 * ask for it: a line of a record is no column of a list.
 */
export const filterBehind = (
  scope: Scope,
  dimensions: readonly DimensionColumn[],
  key: readonly (GroupKey | undefined)[],
  more: readonly Filter[] = [],
): Filter | null => {
  const chosen = dimensions.flatMap((dimension, at) => (key[at] === undefined ? [] : [{ dimension, part: key[at] }]));
  if (chosen.some(({ dimension }) => scope.entity.lines?.[dimension.path.split(".", 1)[0] ?? ""] !== undefined)) return null;
  const parts = [
    ...partsOf(scope.filter),
    ...(scope.range && scope.on !== null ? within(scope.on, scope.range) : []),
    ...chosen.flatMap(({ dimension, part }) => conditionOf(dimension, part)),
    ...more,
  ];
  return { all: parts };
};
