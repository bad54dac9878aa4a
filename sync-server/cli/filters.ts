import { pathsOf, checkFilter } from "#domain/query/filter.ts";
import { findColumn } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { parseFilter, parseSort, type ParseError } from "#domain/query/parse.ts";
import type { Condition, Entity, Filter, FilterValue, Sort } from "#domain/schema/entity.ts";
import { optionsOf } from "#domain/transfer/options.ts";
import { columnNames, facetsOf, fieldAt } from "./cells.ts";
import { fail } from "./exit.ts";
import { needRight, type Session } from "./session.ts";

export const FILTER_HELP = `Filters
  stage=won and expectedAmount>1000 and owner.department='East'
  Comparisons: = != > >= < <= ~ (contains) ^= (starts with), in (a, b), is empty, is not empty,
  within month | quarter | year | year-1 | last 30 days | next 30 days | 2026-01-01..2026-03-31
  Join with and, or, not and brackets. Values: words, numbers, 'text', me, null, today, today-30.
  Columns may follow references: customer.industry, lines.product. Options by id or by name.`;

const pointAt = (option: string, text: string, { message, at }: ParseError): string => `${option}: ${message}\n  ${text}\n  ${" ".repeat(at)}^`;

/** Options by their id, whatever they were called; one that does not exist would silently match nothing. */
const withOptionIds = (condition: Condition, entity: Entity): Condition => {
  const at = fieldAt(entity, condition.field);
  const { is, value } = condition;
  if (at?.field.kind !== "option" || value === undefined || value === null || is === "contains" || is === "starts" || is === "within") return condition;
  const { field } = at;
  const find = optionsOf(at.entity, at.name, field);
  const idOf = (text: string | number): string =>
    find(String(text)) ?? fail("usage", `${condition.field} has no option "${text}"; the options are ${field.options.map(({ id }) => id).join(", ")}`);
  const resolved: FilterValue = Array.isArray(value) ? (value as readonly string[]).map(idOf) : typeof value === "string" || typeof value === "number" ? idOf(value) : value;
  return { ...condition, value: resolved };
};

const mapFilter = (filter: Filter, turn: (condition: Condition) => Condition): Filter => {
  if ("all" in filter) return { all: filter.all.map((part) => mapFilter(part, turn)) };
  if ("any" in filter) return { any: filter.any.map((part) => mapFilter(part, turn)) };
  return "not" in filter ? { not: mapFilter(filter.not, turn) } : turn(filter);
};

/** A typed filter, checked. Fails on what the kind does not have and on what the user may not see. */
export const filterFrom = (option: string, text: string | undefined, entity: Entity, context: QueryContext, session: Session): Filter | undefined => {
  if (text === undefined) return undefined;
  const parsed = parseFilter(text);
  if (!parsed.ok) return fail("usage", pointAt(option, text, parsed.error));
  const checked = checkFilter(parsed.value, entity, context);
  if (!checked.ok) fail("usage", `${option}: ${entity.kind} has no column "${checked.error.at}"; it has ${columnNames(entity).join(", ")}`);
  for (const facet of pathsOf(parsed.value).flatMap((path) => facetsOf(entity, path, context))) needRight(session, facet);
  return mapFilter(parsed.value, (condition) => withOptionIds(condition, entity));
};

export const sortFrom = (text: string | undefined, entity: Entity, context: QueryContext): readonly Sort[] | undefined => {
  if (text === undefined) return undefined;
  const parsed = parseSort(text);
  if (!parsed.ok) return fail("usage", pointAt("--sort", text, parsed.error));
  const unknown = parsed.value.find(({ by }) => !findColumn(entity, by, context));
  return unknown ? fail("usage", `--sort: ${entity.kind} has no column "${unknown.by}"; it has ${columnNames(entity).join(", ")}`) : parsed.value;
};
