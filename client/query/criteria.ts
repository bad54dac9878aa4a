import { parseFilter } from "#domain/query/parse.ts";
import { printFilter } from "#domain/query/print.ts";
import { parseCriteria, type CriteriaError } from "#domain/policy/sharing.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { EMPTY_GROUP, filterOf, groupOf, type FilterGroup } from "./filter-tree.ts";

/** The stored text as the filter builder edits it; null where it is not a condition. */
export const groupOfCriteria = (text: string | null): FilterGroup | null => {
  if (text === null || text.trim() === "") return EMPTY_GROUP;
  const parsed = parseFilter(text);
  return parsed.ok ? groupOf(parsed.value) : null;
};

/** The text that a group is stored as; null without conditions. */
export const textOfGroup = (group: FilterGroup): string | null => {
  const filter = filterOf(group);
  return filter === null ? null : printFilter(filter);
};

/** What is wrong with a text as criteria of a kind; `derived`: columns made of stored fields are allowed. */
export const criteriaFault = (text: string | null, entity: Entity, derived = false): CriteriaError | null => {
  if (text === null || text.trim() === "") return null;
  const parsed = parseCriteria(text, entity, derived);
  return parsed.ok ? null : parsed.error;
};
