import { linePath } from "#domain/record/path.ts";
import type { Cell, Entity, Row } from "#domain/schema/entity.ts";
import { linesOf } from "#domain/schema/read.ts";
import type { Invalid } from "#domain/schema/validate.ts";

const isBlank = (cell: Cell): boolean => cell === undefined || cell === null || cell === "";

const missing = (path: string): Invalid => ({ type: "Invalid", path, reason: "required" });

/**
 * The required fields that a new record lacks, and those that lines lack which were not there `before`. A change that leaves one out is
 * refused as a whole. `before` is null for a new record.
 */
export const missingFields = (entity: Entity, before: Row | null, after: Readonly<Record<string, Cell>>): readonly Invalid[] => {
  const own = Object.entries(before ? {} : entity.fields).filter(([name, field]) => field.required && !field.facet && isBlank(after[name]));
  return [...own.map(([name]) => missing(name)), ...missingInLines(entity, before, after)];
};

const missingInLines = (entity: Entity, before: Row | null, after: Readonly<Record<string, Cell>>): readonly Invalid[] =>
  Object.entries(entity.lines ?? {}).flatMap(([list, { fields }]) => {
    const required = Object.keys(fields).filter((name) => fields[name]?.required);
    if (required.length === 0) return [];
    const known = new Set(before ? linesOf(before, list).map(({ key }) => key) : []);
    const came = linesOf(after, list).filter(({ key }) => !known.has(key));
    return came.flatMap((line) => required.filter((name) => isBlank(line[name])).map((name) => missing(linePath(list, line.key, name))));
  });
