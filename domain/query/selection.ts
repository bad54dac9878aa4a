import { unitsAt, type Facts } from "#domain/reports/facts.ts";
import { toDecimal } from "#domain/schema/decimal.ts";
import type { Cell, Condition, Filter, Row } from "#domain/schema/entity.ts";
import { codedOf, measuredOf, momentsOf, type Coded } from "./cells.ts";
import { findColumn, type Column } from "./column.ts";
import type { QueryContext } from "./context.ts";
import { dayNumber } from "./days.ts";
import { compileFilter, conditionMatcher, DATED, daysWithin, relativeDay, valuesOf } from "./filter.ts";
import { fold } from "./fold.ts";
import { addTo, flip, keepBoth, maskOfCodes, maskOfRanges, type Mask, type Ranges } from "./masks.ts";
import type { KindMemory, Memory } from "./memory.ts";

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

const maskByRows = (facts: Facts, passes: (row: Row) => boolean): Mask => {
  const mask = new Uint8Array(facts.size);
  for (let slot = 0; slot < facts.size; slot += 1) if (facts.alive[slot] === 1 && passes(facts.row(slot) as Row)) mask[slot] = 1;
  return mask;
};

/** A wanted number in whole units of a scale; null when it is none, or not as exact as that. */
const unitsWanted = (value: unknown, scale: number): number | null => {
  const decimal = typeof value === "string" || typeof value === "number" ? toDecimal(String(value)) : null;
  const units = decimal === null ? Number.NaN : unitsAt(decimal, scale);
  return Number.isFinite(units) ? units : null;
};

const between = (from: number, to: number): Ranges => ({ within: [[from, to]], outside: false });

const orderRange = (is: Condition["is"], limit: number): Ranges | null => {
  switch (is) {
    case "above":
      return between(limit + 1, Number.POSITIVE_INFINITY);
    case "atLeast":
      return between(limit, Number.POSITIVE_INFINITY);
    case "below":
      return between(Number.NEGATIVE_INFINITY, limit - 1);
    case "atMost":
      return between(Number.NEGATIVE_INFINITY, limit);
    default:
      return null;
  }
};

const ANY: Ranges = between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);

const numberRanges = ({ is, value }: Condition, scale: number): Ranges | null => {
  if (is === "empty") return { ...ANY, outside: true };
  if (is === "filled") return ANY;
  if (is === "within") {
    const [from, to] = valuesOf(value).map((each) => unitsWanted(each, scale));
    return from === undefined || to === undefined || from === null || to === null ? null : between(from, to);
  }
  if (is === "equals" || is === "in" || is === "not") {
    const wanted = valuesOf(value).map((each) => unitsWanted(each, scale));
    const within = wanted.flatMap((units) => (units === null ? [] : [[units, units] as const]));
    return wanted.length === 0 || within.length < wanted.length ? null : { within, outside: is === "not" };
  }
  const limit = unitsWanted(value, scale);
  return limit === null ? null : orderRange(is, limit);
};

/** The first millisecond of a day and of the next one where the person is. */
const spanOf = (day: string, offsetMinutes: number): readonly [number, number] => {
  const from = dayNumber(day) * MS_PER_DAY - offsetMinutes * MS_PER_MINUTE;
  return [from, from + MS_PER_DAY];
};

const momentRanges = ({ is, value }: Condition, column: Column, context: QueryContext): Ranges | null => {
  if (is === "empty" || is === "filled") return null;
  if (is === "within") {
    const days = daysWithin(value, context);
    return days && between(spanOf(days[0], context.offsetMinutes)[0], spanOf(days[1], context.offsetMinutes)[1] - 1);
  }
  if (column.kind === "instant" && typeof value === "number") return Number.isInteger(value) ? orderRange(is, value) : null;
  const day = relativeDay(value, context);
  if (day === null) return null;
  const [from, next] = spanOf(day, context.offsetMinutes);
  if (is === "equals") return between(from, next - 1);
  return orderRange(is, is === "above" || is === "atMost" ? next - 1 : from);
};

/** Null where the column has no numbers of its own, or the condition is about something else. */
const maskByNumbers = (condition: Condition, column: Column, facts: Facts, context: QueryContext, own: KindMemory): Mask | null => {
  const moments = DATED.has(column.kind) ? momentsOf(column, facts, context, own.moments(column.path)) : null;
  const spans = moments && momentRanges(condition, column, context);
  if (moments && spans) return maskOfCodes(moments.codes, facts.size, maskOfRanges(moments.numbers, moments.numbers.length, spans));
  const measured = measuredOf(column, facts, context);
  const ranges = measured && numberRanges(condition, measured.scale);
  if (!measured || !ranges) return null;
  const { numbers } = measured;
  const mask = maskOfRanges(numbers, facts.size, ranges);
  const exactly = compileFilter(condition, facts.entity, context);
  for (let slot = 0; slot < facts.size; slot += 1) {
    // What does not fit is told by its record.
    if (numbers[slot] === Number.POSITIVE_INFINITY) mask[slot] = facts.alive[slot] === 1 && exactly(facts.row(slot) as Row) ? 1 : 0;
  }
  return mask;
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
  return maskOfCodes(codes, facts.size, met);
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
    for (const part of filter.all) keepBoth(mask, maskOf(part, facts, context, memory));
    return mask;
  }
  if ("any" in filter) {
    const mask = new Uint8Array(facts.size);
    for (const part of filter.any) addTo(mask, maskOf(part, facts, context, memory));
    return mask;
  }
  if ("not" in filter) {
    const mask = maskOf(filter.not, facts, context, memory).slice();
    flip(mask);
    return mask;
  }
  const name = `mask ${JSON.stringify(filter)} ${context.me} ${context.today} ${context.offsetMinutes}`;
  return memory.of(facts.entity.kind).once(name, () => maskOfCondition(filter, facts, context, memory));
};

/** 1 for each slot whose record passes the filter, for a kind's records outside the recycle bin. Conditions are judged once per distinct cell where that can be. */
export const selectionOf = (filter: Filter | undefined, facts: Facts, context: QueryContext, memory: Memory): Uint8Array => {
  if (!filter) return facts.alive;
  const selection = facts.alive.slice(0, facts.size);
  keepBoth(selection, maskOf(filter, facts, context, memory));
  return selection;
};
