import type { Condition, Filter, FilterValue, Operator } from "#domain/schema/entity.ts";

/**
 * A filter while it is being put together: groups may be empty and conditions unfinished, which `filterOf` leaves out.
 * `none` is the negated `any`.
 */
export interface FilterGroup {
  readonly join: Join;
  readonly parts: readonly FilterPart[];
}

export type Join = "all" | "any" | "none";
export type FilterPart = FilterGroup | Condition;

/** Indexes from the root group down. */
export type PartPath = readonly number[];

export const EMPTY_GROUP: FilterGroup = { join: "all", parts: [] };

export const isGroup = (part: FilterPart): part is FilterGroup => "join" in part;

/** Operators that stand for themselves. */
const ALONE: ReadonlySet<Operator> = new Set(["empty", "filled"]);

export const needsValue = (is: Operator): boolean => !ALONE.has(is);

const isFilled = (value: FilterValue | undefined): boolean => {
  if (value === undefined || value === "") return false;
  if (Array.isArray(value)) return value.length > 0 && value.every((part) => part !== "");
  return true;
};

export const isComplete = (condition: Condition): boolean => !needsValue(condition.is) || isFilled(condition.value);

const partOf = (filter: Filter): FilterPart => {
  if ("all" in filter) return { join: "all", parts: filter.all.map(partOf) };
  if ("any" in filter) return { join: "any", parts: filter.any.map(partOf) };
  if ("not" in filter) {
    const inner = partOf(filter.not);
    return isGroup(inner) && inner.join === "any" ? { join: "none", parts: inner.parts } : { join: "none", parts: [inner] };
  }
  return filter;
};

/** The editable form of a filter; a single condition becomes a group of one. */
export const groupOf = (filter: Filter | null): FilterGroup => {
  if (filter === null) return EMPTY_GROUP;
  const part = partOf(filter);
  return isGroup(part) ? part : { join: "all", parts: [part] };
};

const filterOfPart = (part: FilterPart): Filter | null => {
  if (!isGroup(part)) return isComplete(part) ? part : null;
  const parts = part.parts.map(filterOfPart).filter((inner) => inner !== null);
  const [first] = parts;
  if (first === undefined) return null;
  if (part.join === "none") return { not: parts.length === 1 ? first : { any: parts } };
  if (parts.length === 1) return first;
  return part.join === "all" ? { all: parts } : { any: parts };
};

/** The finished part of the filter; null asks for everything. */
export const filterOf = (group: FilterGroup): Filter | null => filterOfPart(group);

/** Both at once; either may be absent. Neighbouring `all`s become one, so that a saved view opens as flat as it was made. */
export const bothOf = (a: Filter | null, b: Filter | null): Filter | null => {
  if (a === null) return b;
  if (b === null) return a;
  return { all: [...("all" in a ? a.all : [a]), ...("all" in b ? b.all : [b])] };
};

const changed = (group: FilterGroup, path: PartPath, change: (part: FilterPart) => readonly FilterPart[]): FilterGroup => {
  const [index, ...rest] = path;
  if (index === undefined) return group;
  return {
    ...group,
    parts: group.parts.flatMap((part, at) => {
      if (at !== index) return [part];
      if (rest.length === 0) return change(part);
      return isGroup(part) ? [changed(part, rest, change)] : [part];
    }),
  };
};

export const withPart = (group: FilterGroup, path: PartPath, part: FilterPart): FilterGroup => changed(group, path, () => [part]);

/** Removes a part; groups that it leaves empty go with it. */
export const withoutPart = (group: FilterGroup, path: PartPath): FilterGroup => {
  const next = changed(group, path, () => []);
  const parent = path.slice(0, -1);
  const left = partAt(next, parent);
  return parent.length > 0 && left && isGroup(left) && left.parts.length === 0 ? withoutPart(next, parent) : next;
};

/** Adds to the end of the group at `path`; the empty path is the root. */
export const withAdded = (group: FilterGroup, path: PartPath, part: FilterPart): FilterGroup => {
  if (path.length === 0) return { ...group, parts: [...group.parts, part] };
  return changed(group, path, (at) => (isGroup(at) ? [{ ...at, parts: [...at.parts, part] }] : [at]));
};

export const withJoin = (group: FilterGroup, path: PartPath, join: Join): FilterGroup => {
  if (path.length === 0) return { ...group, join };
  return changed(group, path, (at) => (isGroup(at) ? [{ ...at, join }] : [at]));
};

export const partAt = (group: FilterGroup, path: PartPath): FilterPart | undefined => {
  let part: FilterPart | undefined = group;
  for (const index of path) part = part && isGroup(part) ? part.parts[index] : undefined;
  return part;
};

/** Conditions in all groups, finished or not. */
export const countOf = (part: FilterPart): number =>
  isGroup(part) ? part.parts.reduce((count, inner) => count + countOf(inner), 0) : 1;
