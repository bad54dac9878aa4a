import type { Filter, Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";

/** The department and everything below it; ends also when two departments were made each other's parent at the same time. */
export const departmentAndBelow = (department: string, departments: Iterable<Row>): readonly string[] => {
  const children = new Map<string, string[]>();
  for (const row of departments) {
    const parent = textOf(row, "parent");
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), row.id]);
  }
  const found = new Set([department]);
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child);
  return [...found];
};

export interface Narrowing {
  readonly owner?: string;
  /** Together with the departments below it. */
  readonly department?: string;
}

/** `filter` narrowed to records of an owner and of a department; undefined when nothing narrows. */
export const narrow = (filter: Filter | undefined, { owner, department }: Narrowing, departments: Iterable<Row>): Filter | undefined => {
  const parts: Filter[] = [];
  if (filter) parts.push(filter);
  if (owner !== undefined) parts.push({ field: "owner", is: "equals", value: owner });
  if (department !== undefined) parts.push({ field: "owner.department", is: "in", value: departmentAndBelow(department, departments) });
  return parts.length > 1 ? { all: parts } : parts[0];
};
