import { isDay, type Day } from "#domain/clock.ts";
import { parseRecordId } from "#domain/id.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { toDecimal } from "#domain/schema/decimal.ts";
import type { Cell, Condition, Entity, Filter, FilterValue, Row } from "#domain/schema/entity.ts";
import { isDeleted, titleOf } from "#domain/schema/read.ts";
import { isMark } from "#domain/schema/mark.ts";
import { findColumn, type Column, type ColumnKind } from "./column.ts";
import { compareDecimals } from "./compare.ts";
import type { QueryContext } from "./context.ts";
import { addDays, dayFromNumber, dayNumberOf } from "./days.ts";
import { fold } from "./fold.ts";
import { rangeOfUnit } from "./period.ts";

export type Matcher = (row: Row) => boolean;

/** A filter, sort or column that the kind does not have. */
export interface QueryError {
  readonly type: "QueryError";
  readonly reason: "unknownKind" | "unknownColumn";
  readonly at: string;
}

type Value = string | number;
/** Comparable form of a cell's value and of the condition's; null when it cannot be compared. */
type Reader<T> = (cell: Cell) => T | null;

const never: Matcher = () => false;

export const NUMERIC: ReadonlySet<ColumnKind> = new Set<ColumnKind>(["money", "decimal", "percent", "integer"]);
export const DATED: ReadonlySet<ColumnKind> = new Set<ColumnKind>(["day", "instant", "mark"]);

const dayOfCell = (cell: Cell, context: QueryContext): Day | null => {
  if (typeof cell === "string") return cell;
  const at = isMark(cell) ? cell.at : cell;
  return typeof at === "number" ? dayFromNumber(dayNumberOf(at, context.offsetMinutes)) : null;
};

const decimalOfCell: Reader<string> = (cell) => {
  if (typeof cell === "string") return cell;
  return typeof cell === "number" ? String(cell) : null;
};

const nameOfRef = (cell: Cell, context: QueryContext): string | null => {
  const row = typeof cell === "string" ? context.row(cell) : undefined;
  const entity = row && context.entity(row.id.slice(0, row.id.indexOf("/")));
  return row && entity ? fold(titleOf(entity, row)) : null;
};

const textOfCell: Reader<string> = (cell) => (typeof cell === "string" ? fold(cell) : null);

const isBlank = (cell: Cell): boolean =>
  cell === undefined || cell === null || cell === "" || (Array.isArray(cell) && cell.length === 0);

/** Tests one value, or each value of a column that has many. */
const some =
  (column: Column, test: (cell: Cell) => boolean): Matcher =>
  (row) => {
    const cell = column.read(row);
    return Array.isArray(cell) ? (cell as readonly Cell[]).some(test) : test(cell);
  };

export const valuesOf = (value: FilterValue | undefined): readonly Value[] => {
  if (typeof value === "string" || typeof value === "number") return [value];
  return Array.isArray(value) ? (value as readonly Value[]) : [];
};

/** The day that a value names, be it relative to today; null when it names none. */
export const relativeDay = (value: FilterValue | undefined, context: QueryContext): Day | null => {
  if (typeof value === "string") return isDay(value) ? value : null;
  if (typeof value === "object" && value !== null && "days" in value) return addDays(context.today, value.days);
  return null;
};

/** The days that `within` means: a calendar period, the days between today and a relative day, or two given days. */
export const daysWithin = (value: FilterValue | undefined, context: QueryContext): readonly [Day, Day] | null => {
  if (Array.isArray(value)) {
    const [from, to] = value as readonly Value[];
    return typeof from === "string" && typeof to === "string" ? [from, to] : null;
  }
  if (typeof value !== "object" || value === null) return null;
  if ("period" in value) {
    const { from, to } = rangeOfUnit(context.today, value.period, value.back);
    return [from, to];
  }
  if (!("days" in value)) return null;
  const other = addDays(context.today, value.days);
  return value.days < 0 ? [other, context.today] : [context.today, other];
};

const SIGNS: Partial<Record<Condition["is"], (order: number) => boolean>> = {
  above: (order) => order > 0,
  atLeast: (order) => order >= 0,
  below: (order) => order < 0,
  atMost: (order) => order <= 0,
};

const byOrder = <T>(column: Column, read: Reader<T>, limit: T | null, order: (a: T, b: T) => number, is: Condition["is"]): Matcher => {
  const passes = SIGNS[is];
  if (!passes || limit === null) return never;
  return some(column, (cell) => {
    const value = read(cell);
    return value !== null && passes(order(value, limit));
  });
};

const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const orderMatcher = (condition: Condition, column: Column, context: QueryContext): Matcher => {
  const { is, value } = condition;
  if (NUMERIC.has(column.kind)) {
    const limit = typeof value === "number" || typeof value === "string" ? toDecimal(String(value)) : null;
    return byOrder(column, decimalOfCell, limit, compareDecimals, is);
  }
  if (column.kind === "instant" && typeof value === "number") {
    return byOrder(column, (cell) => (typeof cell === "number" ? cell : null), value, (a, b) => a - b, is);
  }
  if (DATED.has(column.kind)) return byOrder(column, (cell) => dayOfCell(cell, context), relativeDay(value, context), textOrder, is);
  if (column.kind === "option") {
    const place = (id: unknown): number | null => {
      const index = column.options?.indexOf(String(id)) ?? -1;
      return index < 0 ? null : index;
    };
    return byOrder(column, place, place(value), (a, b) => a - b, is);
  }
  const limit = typeof value === "string" ? fold(value) : null;
  return byOrder(column, column.kind === "ref" ? (cell) => nameOfRef(cell, context) : textOfCell, limit, textOrder, is);
};

/** Equality as people mean it: decimals by value, text without case, references by id or by name, marks by who or day. */
const equalTo = (column: Column, wanted: readonly Value[], context: QueryContext): Matcher => {
  if (NUMERIC.has(column.kind)) {
    const values = new Set(wanted.map((value) => toDecimal(String(value))));
    return some(column, (cell) => values.has(decimalOfCell(cell)) && !isBlank(cell));
  }
  const raw = new Set<unknown>(wanted.map((value) => (value === "me" ? context.me : value)));
  if (column.kind === "option") return some(column, (cell) => raw.has(cell));
  if (column.kind === "ref") {
    const names = new Set(wanted.filter((value) => value !== "me" && parseRecordId(String(value)) === null).map((value) => fold(String(value))));
    if (names.size === 0) return some(column, (cell) => raw.has(cell));
    return some(column, (cell) => raw.has(cell) || names.has(nameOfRef(cell, context) ?? "\n"));
  }
  if (DATED.has(column.kind)) {
    return some(column, (cell) => !isBlank(cell) && (raw.has(cell) || (isMark(cell) && raw.has(cell.by)) || raw.has(dayOfCell(cell, context))));
  }
  const folded = new Set(wanted.map((value) => fold(String(value))));
  return some(column, (cell) => typeof cell === "string" && folded.has(fold(cell)));
};

const equalityMatcher = (condition: Condition, column: Column, context: QueryContext): Matcher => {
  const day = DATED.has(column.kind) ? relativeDay(condition.value, context) : null;
  const wanted = day === null ? valuesOf(condition.value) : [day];
  return wanted.length === 0 && condition.value === null ? some(column, isBlank) : equalTo(column, wanted, context);
};

const textMatcher = (condition: Condition, column: Column, context: QueryContext): Matcher => {
  if (typeof condition.value !== "string" && typeof condition.value !== "number") return never;
  const wanted = fold(String(condition.value));
  const read = column.kind === "ref" ? (cell: Cell) => nameOfRef(cell, context) : (cell: Cell) => (typeof cell === "number" ? String(cell) : textOfCell(cell));
  return some(column, (cell) => {
    const text = read(cell);
    return text !== null && (condition.is === "starts" ? text.startsWith(wanted) : text.includes(wanted));
  });
};

const withinMatcher = (condition: Condition, column: Column, context: QueryContext): Matcher => {
  if (!DATED.has(column.kind)) {
    const [from, to] = valuesOf(condition.value);
    if (from === undefined || to === undefined) return never;
    const low = orderMatcher({ field: condition.field, is: "atLeast", value: from }, column, context);
    const high = orderMatcher({ field: condition.field, is: "atMost", value: to }, column, context);
    return (row) => low(row) && high(row);
  }
  const range = daysWithin(condition.value, context);
  if (!range) return never;
  return some(column, (cell) => {
    const day = dayOfCell(cell, context);
    return day !== null && day >= range[0] && day <= range[1];
  });
};

/** A condition on a column as it is read by `column.read`. */
export const conditionMatcher = (condition: Condition, column: Column, context: QueryContext): Matcher => {
  switch (condition.is) {
    case "equals":
    case "in":
      return equalityMatcher(condition, column, context);
    case "not": {
      const equal = equalityMatcher(condition, column, context);
      return (row) => !equal(row);
    }
    case "contains":
    case "starts":
      return textMatcher(condition, column, context);
    case "empty":
      return (row) => isBlank(column.read(row));
    case "filled":
      return (row) => !isBlank(column.read(row));
    case "within":
      return withinMatcher(condition, column, context);
    default:
      return orderMatcher(condition, column, context);
  }
};

/**
 * A test made once and run on many rows. `me` and relative days are those of `context`. An absent value matches only `empty`,
 * `not` and `equals null`. A condition on a column that the kind does not have matches nothing; `checkFilter` tells beforehand.
 */
export const compileFilter = (filter: Filter, entity: Entity, context: QueryContext): Matcher => {
  if ("all" in filter) {
    const parts = filter.all.map((part) => compileFilter(part, entity, context));
    return (row) => parts.every((part) => part(row));
  }
  if ("any" in filter) {
    const parts = filter.any.map((part) => compileFilter(part, entity, context));
    return (row) => parts.some((part) => part(row));
  }
  if ("not" in filter) {
    const inner = compileFilter(filter.not, entity, context);
    return (row) => !inner(row);
  }
  const column = findColumn(entity, filter.field, context);
  return column ? conditionMatcher(filter, column, context) : never;
};

/** Whether one row passes; for many rows compile once. */
export const matches = (filter: Filter, row: Row, entity: Entity, context: QueryContext): boolean =>
  compileFilter(filter, entity, context)(row);

/** Every path that a filter reads. */
export const pathsOf = (filter: Filter): readonly string[] => {
  if ("all" in filter) return filter.all.flatMap(pathsOf);
  if ("any" in filter) return filter.any.flatMap(pathsOf);
  return "not" in filter ? pathsOf(filter.not) : [filter.field];
};

export const checkFilter = (filter: Filter, entity: Entity, context: QueryContext): Result<true, QueryError> => {
  const missing = pathsOf(filter).find((path) => !findColumn(entity, path, context));
  return missing === undefined ? ok(true) : err({ type: "QueryError", reason: "unknownColumn", at: missing });
};

/** Rows outside the recycle bin, or in it. */
export const inBin = (deleted: boolean): Matcher => (deleted ? isDeleted : (row) => !isDeleted(row));
