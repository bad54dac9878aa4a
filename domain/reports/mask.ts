import type { Cell, Condition, Entity, Filter, Row } from "#domain/schema/entity.ts";
import type { Column, ColumnKind } from "#domain/query/column.ts";
import { findColumn } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { dayFromNumber } from "#domain/query/days.ts";
import { compileFilter, type Matcher } from "#domain/query/filter.ts";
import type { DayRange } from "#domain/query/period.ts";
import { dayNumberOfCell, type Codes, type Facts, type PlainColumn } from "./facts.ts";
import { daysOf, headOf } from "./plain.ts";

/** Which records a report is about. */
export interface Choice {
  readonly filter: Filter | undefined;
  readonly on: Column | undefined;
  readonly range: DayRange;
}

/** Kinds of field with few distinct values, so that each is judged once. */
const FEW = new Set<ColumnKind>(["option", "ref", "day", "percent"]);

const isOpen = ({ from = "", to = "9999-12-31" }: DayRange): boolean => from === "" && to === "9999-12-31";

/** Rows whose date lies in a range; an open range takes all, dated or not. */
const inRange = (on: Column | undefined, range: DayRange, offsetMinutes: number): Matcher => {
  if (!on || isOpen(range)) return () => true;
  const { from = "", to = "9999-12-31" } = range;
  return (row) => {
    const cell = on.read(row);
    if (typeof cell === "string") return cell >= from && cell <= to;
    const number = dayNumberOfCell(cell, offsetMinutes);
    if (Number.isNaN(number)) return false;
    const day = dayFromNumber(number);
    return day >= from && day <= to;
  };
};

/** Whether a single row is chosen. */
export const choiceMatcher = ({ filter, on, range }: Choice, entity: Entity, context: QueryContext): Matcher => {
  const passes = filter ? compileFilter(filter, entity, context) : () => true;
  const within = inRange(on, range, context.offsetMinutes);
  return (row) => passes(row) && within(row);
};

/** A condition on one column, judged by its cell. */
export interface CodedCondition {
  readonly column: PlainColumn;
  readonly passes: (cell: Cell) => boolean;
}

const codedOf = (condition: Condition, entity: Entity, context: QueryContext): CodedCondition | null => {
  const column = findColumn(entity, condition.field, context);
  const head = column && headOf(column, entity);
  if (!head || !FEW.has(head.kind)) return null;
  const passes = compileFilter(condition, entity, context);
  return { column: head.column, passes: (cell) => passes(head.rowOf(cell)) };
};

const codedInRange = (on: Column, range: DayRange, context: QueryContext): CodedCondition | null => {
  const days = daysOf(on, context);
  const { from = "", to = "9999-12-31" } = range;
  return days && { column: days, passes: (day) => typeof day === "string" && day >= from && day <= to };
};

const allCoded = (filter: Filter, entity: Entity, context: QueryContext): readonly CodedCondition[] | null => {
  if ("any" in filter || "not" in filter) return null;
  const parts = "all" in filter ? filter.all.map((part) => allCoded(part, entity, context)) : [[codedOf(filter, entity, context)]];
  const found = parts.flat();
  return found.includes(null) ? null : (found as readonly CodedCondition[]);
};

/** All that is asked of a record, as conditions on single columns; null when it is more than that. */
export const conditionsOf = ({ filter, on, range }: Choice, entity: Entity, context: QueryContext): readonly CodedCondition[] | null => {
  const filtered = filter ? allCoded(filter, entity, context) : [];
  if (!on || isOpen(range) || !filtered) return filtered;
  const within = codedInRange(on, range, context);
  return within && [...filtered, within];
};

const keepCodes = (mask: Uint8Array, { codes, cells }: Codes, passes: (cell: Cell) => boolean): void => {
  const table = Uint8Array.from(cells, (cell) => (passes(cell) ? 1 : 0));
  for (let slot = 0; slot < mask.length; slot += 1) mask[slot]! &= table[codes[slot]!]!;
};

const keepRows = (mask: Uint8Array, facts: Facts, passes: Matcher): void => {
  for (let slot = 0; slot < mask.length; slot += 1) if (mask[slot] === 1 && !passes(facts.row(slot) as Row)) mask[slot] = 0;
};

const keepCondition = (mask: Uint8Array, condition: Condition, facts: Facts, context: QueryContext): void => {
  const coded = codedOf(condition, facts.entity, context);
  if (coded) keepCodes(mask, facts.codes(coded.column), coded.passes);
  else keepRows(mask, facts, compileFilter(condition, facts.entity, context));
};

const keep = (mask: Uint8Array, filter: Filter, facts: Facts, context: QueryContext): void => {
  if ("all" in filter) {
    for (const part of filter.all) keep(mask, part, facts, context);
  } else if ("any" in filter) {
    const parts = filter.any.map((part) => {
      const own = mask.slice();
      keep(own, part, facts, context);
      return own;
    });
    for (let slot = 0; slot < mask.length; slot += 1) if (mask[slot] === 1 && !parts.some((part) => part[slot] === 1)) mask[slot] = 0;
  } else if ("not" in filter) {
    const inner = mask.slice();
    keep(inner, filter.not, facts, context);
    for (let slot = 0; slot < mask.length; slot += 1) if (inner[slot] === 1) mask[slot] = 0;
  } else keepCondition(mask, filter, facts, context);
};

/** 1 for each slot whose record is chosen. Conditions on fields with few distinct values are judged once per value. */
export const maskOf = ({ filter, on, range }: Choice, facts: Facts, context: QueryContext): Uint8Array => {
  const mask = facts.alive.slice(0, facts.size);
  if (filter) keep(mask, filter, facts, context);
  if (!on || isOpen(range)) return mask;
  const coded = codedInRange(on, range, context);
  if (coded) keepCodes(mask, facts.codes(coded.column), coded.passes);
  else keepRows(mask, facts, inRange(on, range, context.offsetMinutes));
  return mask;
};
