import { unitsAt, type Facts } from "#domain/reports/facts.ts";
import { toDecimal } from "#domain/schema/decimal.ts";
import type { Cell, Condition, Filter, Row } from "#domain/schema/entity.ts";
import { codedOf, measuredOf, momentsOf, type Coded } from "./cells.ts";
import { findColumn, type Column } from "./column.ts";
import type { QueryContext } from "./context.ts";
import { dayNumber } from "./days.ts";
import { compileFilter, conditionMatcher, DATED, daysWithin, relativeDay, valuesOf } from "./filter.ts";
import { fold } from "./fold.ts";
import type { KindMemory, Memory } from "./memory.ts";

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

/** 1 for each slot that passes. Slots without a record may have either. */
type Mask = Uint8Array;

/** A test of a number; one that does not fit is told apart by its record. */
type Test = (number: number) => boolean;

const maskBy = (facts: Facts, test: (slot: number) => boolean): Mask => {
  const mask = new Uint8Array(facts.size);
  for (let slot = 0; slot < facts.size; slot += 1) if (test(slot)) mask[slot] = 1;
  return mask;
};

const maskByRows = (facts: Facts, passes: (row: Row) => boolean): Mask => maskBy(facts, (slot) => facts.alive[slot] === 1 && passes(facts.row(slot) as Row));

/** A wanted number in whole units of a scale; null when it is none, or not as exact as that. */
const unitsWanted = (value: unknown, scale: number): number | null => {
  const decimal = typeof value === "string" || typeof value === "number" ? toDecimal(String(value)) : null;
  const units = decimal === null ? Number.NaN : unitsAt(decimal, scale);
  return Number.isFinite(units) ? units : null;
};

const orderTest = (is: Condition["is"], limit: number): Test | null => {
  switch (is) {
    case "above":
      return (number) => number > limit;
    case "atLeast":
      return (number) => number >= limit;
    case "below":
      return (number) => number < limit;
    case "atMost":
      return (number) => number <= limit;
    default:
      return null;
  }
};

const numberTest = ({ is, value }: Condition, scale: number): Test | null => {
  if (is === "empty") return (number) => number !== number;
  if (is === "filled") return (number) => number === number;
  if (is === "within") {
    const [from, to] = valuesOf(value).map((each) => unitsWanted(each, scale));
    return from === undefined || to === undefined || from === null || to === null ? null : (number) => number >= from && number <= to;
  }
  if (is === "equals" || is === "in" || is === "not") {
    const wanted = valuesOf(value).map((each) => unitsWanted(each, scale));
    if (wanted.length === 0 || wanted.includes(null)) return null;
    return is === "not" ? (number) => !wanted.includes(number) : (number) => wanted.includes(number);
  }
  const limit = unitsWanted(value, scale);
  return limit === null ? null : orderTest(is, limit);
};

/** The first millisecond of a day and of the next one where the person is. */
const spanOf = (day: string, offsetMinutes: number): readonly [number, number] => {
  const from = dayNumber(day) * MS_PER_DAY - offsetMinutes * MS_PER_MINUTE;
  return [from, from + MS_PER_DAY];
};

const momentTest = ({ is, value }: Condition, column: Column, context: QueryContext): Test | null => {
  if (is === "empty" || is === "filled") return null;
  if (is === "within") {
    const days = daysWithin(value, context);
    if (!days) return null;
    const from = spanOf(days[0], context.offsetMinutes)[0];
    const to = spanOf(days[1], context.offsetMinutes)[1];
    return (moment) => moment >= from && moment < to;
  }
  if (column.kind === "instant" && typeof value === "number") return orderTest(is, value);
  const day = relativeDay(value, context);
  if (day === null) return null;
  const [from, to] = spanOf(day, context.offsetMinutes);
  if (is === "above") return (moment) => moment >= to;
  if (is === "atLeast") return (moment) => moment >= from;
  if (is === "below") return (moment) => moment < from;
  if (is === "atMost") return (moment) => moment < to;
  return is === "equals" ? (moment) => moment >= from && moment < to : null;
};

/** Null where the column has no numbers of its own, or the condition is about something else. */
const maskByNumbers = (condition: Condition, column: Column, facts: Facts, context: QueryContext, own: KindMemory): Mask | null => {
  const moments = DATED.has(column.kind) ? momentsOf(column, facts, context, own.moments(column.path)) : null;
  const test = moments && momentTest(condition, column, context);
  if (moments && test) return maskBy(facts, (slot) => test(moments(slot)));
  const measured = measuredOf(column, facts, context);
  const passes = measured && numberTest(condition, measured.scale);
  if (!measured || !passes) return null;
  const { numbers } = measured;
  const exactly = compileFilter(condition, facts.entity, context);
  return maskBy(facts, (slot) => {
    const number = numbers[slot]!;
    if (number === Number.POSITIVE_INFINITY) return facts.alive[slot] === 1 && exactly(facts.row(slot) as Row);
    return passes(number);
  });
};

const VALUE = "value";

/** A test of the values of a column by themselves. */
const valueTest = (condition: Condition, column: Column, context: QueryContext): ((value: Cell) => boolean) => {
  const passes = conditionMatcher(condition, { ...column, read: (row) => row[VALUE] }, context);
  return (value) => passes({ id: "", [VALUE]: value } as unknown as Row);
};

/** Columns of so few distinct cells are judged anew each time. */
const FEW_CELLS = 512;
/** So do conditions that list more values: the records behind a figure, which nobody asks for twice. */
const MOST_VALUES = 64;

/** A test of the cells of a coded column: of texts by their folded forms, which are kept. */
const cellTest = (condition: Condition, column: Column, { codes, valueOf, through }: Coded, context: QueryContext, own: KindMemory): ((cell: Cell, code: number) => boolean) => {
  const { is, value } = condition;
  if (column.kind !== "text" || column.many || through.length > 0 || (is !== "contains" && is !== "starts") || typeof value !== "string") {
    const passes = valueTest(condition, column, context);
    return (cell) => passes(valueOf(cell));
  }
  const { values: folds } = own.folds(column.path).of(codes, "", (cell) => (typeof cell === "string" ? fold(cell) : null));
  const wanted = fold(value);
  return is === "starts" ? (_, code) => folds[code]?.startsWith(wanted) === true : (_, code) => folds[code]?.includes(wanted) === true;
};

const maskByCodes = (condition: Condition, column: Column, facts: Facts, context: QueryContext, memory: Memory, own: KindMemory): Mask | null => {
  const coded = codedOf(column, facts, context);
  if (!coded) return null;
  const { codes, cells } = coded.codes;
  const test = cellTest(condition, column, coded, context, own);
  const judge = (cell: Cell, code: number): 0 | 1 => (test(cell, code) ? 1 : 0);
  const isAnew = cells.length <= FEW_CELLS || valuesOf(condition.value).length > MOST_VALUES;
  const met = isAnew
    ? cells.map(judge)
    : own.meeting(`${JSON.stringify(condition)} ${context.me} ${context.locale}`).of(coded.codes, memory.stamp(coded.through, context), judge).values;
  const mask = new Uint8Array(facts.size);
  for (let slot = 0; slot < facts.size; slot += 1) mask[slot] = met[codes[slot]!]!;
  return mask;
};

const maskOfCondition = (condition: Condition, facts: Facts, context: QueryContext, memory: Memory): Mask => {
  const column = findColumn(facts.entity, condition.field, context);
  if (!column) return new Uint8Array(facts.size);
  const own = memory.of(facts.entity.kind);
  return (
    maskByNumbers(condition, column, facts, context, own) ??
    maskByCodes(condition, column, facts, context, memory, own) ??
    maskByRows(facts, compileFilter(condition, facts.entity, context))
  );
};

const maskOf = (filter: Filter, facts: Facts, context: QueryContext, memory: Memory): Mask => {
  if ("all" in filter) {
    const mask = new Uint8Array(facts.size).fill(1);
    for (const part of filter.all.map((each) => maskOf(each, facts, context, memory))) for (let slot = 0; slot < mask.length; slot += 1) mask[slot]! &= part[slot]!;
    return mask;
  }
  if ("any" in filter) {
    const mask = new Uint8Array(facts.size);
    for (const part of filter.any.map((each) => maskOf(each, facts, context, memory))) for (let slot = 0; slot < mask.length; slot += 1) mask[slot]! |= part[slot]!;
    return mask;
  }
  if ("not" in filter) return maskOf(filter.not, facts, context, memory).map((bit) => 1 - bit);
  const name = `mask ${JSON.stringify(filter)} ${context.me} ${context.today} ${context.offsetMinutes}`;
  return memory.of(facts.entity.kind).once(name, () => maskOfCondition(filter, facts, context, memory));
};

/** 1 for each slot whose record passes the filter, for a kind's records outside the recycle bin. Conditions are judged once per distinct cell where that can be. */
export const selectionOf = (filter: Filter | undefined, facts: Facts, context: QueryContext, memory: Memory): Uint8Array => {
  if (!filter) return facts.alive;
  const mask = maskOf(filter, facts, context, memory);
  const selection = facts.alive.slice(0, facts.size);
  for (let slot = 0; slot < facts.size; slot += 1) selection[slot]! &= mask[slot]!;
  return selection;
};
