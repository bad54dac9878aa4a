import type { Cell, Entity, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { toFixed, type Decimal } from "#domain/schema/decimal.ts";
import { isMark } from "#domain/schema/validate.ts";
import type { Column } from "#domain/query/column.ts";
import type { QueryContext, RowSource } from "#domain/query/context.ts";
import { dayFromNumber, dayNumber, dayNumberOf } from "#domain/query/days.ts";
import { isDeleted } from "#domain/schema/read.ts";
import { periodOf, type PeriodUnit } from "#domain/query/period.ts";
import { unitsOf } from "#domain/query/exact-sum.ts";

/** Code of a key that is absent. */
export const NONE = -1;

/** The keys of a dimension as small whole numbers. Codes mean something only together with the reader that gave them. */
export interface KeyReader {
  /** Code of a slot's key, or `NONE`. For a column with several values per record: see `each`. */
  readonly code: (slot: number) => number;
  /** Distinct codes of a slot, for columns with several values per record. */
  readonly each?: (slot: number) => readonly number[];
  readonly key: (code: number) => string;
}

/** A numeric column as whole units of `10^-scale`. */
export interface AmountReader {
  readonly scale: number;
  /** NaN when absent; infinite when the amount does not fit, then `exact` has it. */
  readonly units: (slot: number) => number;
  readonly exact: (slot: number) => Decimal | null;
}

/** The records of one kind as a report reads them: numbered slots, some of them empty. */
export interface Facts {
  readonly entity: Entity;
  readonly size: number;
  /** The record in a slot; undefined for a free slot and for a record in the recycle bin. */
  readonly row: (slot: number) => Row | undefined;
  readonly keys: (column: Column, unit: PeriodUnit | undefined) => KeyReader;
  readonly amounts: (column: Column) => AmountReader;
}

export interface FactSource {
  /** Undefined when the kind is not registered. Valid until the next change of a record. */
  readonly facts: (kind: string, context: QueryContext) => Facts | undefined;
}

export interface Dictionary {
  readonly codeOf: (key: string) => number;
  readonly key: (code: number) => string;
}

export const createDictionary = (): Dictionary => {
  const codes = new Map<string, number>();
  const keys: string[] = [];
  return {
    codeOf: (key) => {
      const known = codes.get(key);
      if (known !== undefined) return known;
      codes.set(key, keys.length);
      keys.push(key);
      return keys.length - 1;
    },
    key: (code) => keys[code] ?? "",
  };
};

/** The day number of a day, an instant or a mark; NaN for anything else. */
export const dayNumberOfCell = (cell: Cell, offsetMinutes: number): number => {
  if (typeof cell === "string") return dayNumber(cell);
  const at = isMark(cell) ? cell.at : cell;
  return typeof at === "number" ? dayNumberOf(at, offsetMinutes) : Number.NaN;
};

/** The key a value is grouped under; null for none. */
export const keyOfValue = (value: Cell, column: Column, unit: PeriodUnit | undefined, offsetMinutes: number): string | null => {
  if (value === null || value === undefined || value === "") return null;
  if (unit !== undefined) {
    const number = dayNumberOfCell(value, offsetMinutes);
    return Number.isNaN(number) ? null : periodOf(dayFromNumber(number), unit);
  }
  if (column.kind === "mark") return isMark(value) ? value.by : null;
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
};

/** Whole units of a number or decimal at a scale. NaN when absent, infinite when it does not fit. */
export const unitsAt = (value: Cell, scale: number): number => {
  if (typeof value === "number") return Number.isSafeInteger(value * 10 ** scale) ? value * 10 ** scale : Number.POSITIVE_INFINITY;
  if (typeof value !== "string") return Number.NaN;
  const exact = unitsOf(value);
  if (!exact || exact.scale > scale) return Number.POSITIVE_INFINITY;
  const units = exact.units * 10 ** (scale - exact.scale);
  return Number.isSafeInteger(units) ? units : Number.POSITIVE_INFINITY;
};

export const decimalOf = (value: Cell): Decimal | null => {
  if (typeof value === "string") return value;
  return typeof value === "number" ? toFixed(String(value), 0) : null;
};

/** Reads keys straight from rows. */
export const keysOfRows = (
  row: (slot: number) => Row | undefined,
  column: Column,
  unit: PeriodUnit | undefined,
  offsetMinutes: number,
): KeyReader => {
  const { codeOf, key } = createDictionary();
  const codeOfValue = (value: Cell): number => {
    const name = keyOfValue(value, column, unit, offsetMinutes);
    return name === null ? NONE : codeOf(name);
  };
  const read = (slot: number): Cell => {
    const found = row(slot);
    return found && column.read(found);
  };
  if (!column.many) return { code: (slot) => codeOfValue(read(slot)), key };
  const each = (slot: number): readonly number[] => {
    const codes = new Set((read(slot) as readonly FieldValue[] | undefined)?.map(codeOfValue));
    return codes.size === 0 ? [NONE] : [...codes];
  };
  return { code: (slot) => each(slot)[0] ?? NONE, each, key };
};

export const amountsOfRows = (row: (slot: number) => Row | undefined, column: Column): AmountReader => {
  const scale = column.scale ?? 0;
  const read = (slot: number): Cell => {
    const found = row(slot);
    return found && column.read(found);
  };
  return { scale, units: (slot) => unitsAt(read(slot), scale), exact: (slot) => decimalOf(read(slot)) };
};

/** Facts read from rows as they are: no memory, no upkeep. The column store must give the same answers. */
export const factsOfRows = (source: RowSource): FactSource => ({
  facts: (kind, context) => {
    const entity = context.entity(kind);
    if (!entity) return undefined;
    const rows = [...source.rows(kind)].filter((row) => !isDeleted(row));
    const row = (slot: number): Row | undefined => rows[slot];
    return {
      entity,
      size: rows.length,
      row,
      keys: (column, unit) => keysOfRows(row, column, unit, context.offsetMinutes),
      amounts: (column) => amountsOfRows(row, column),
    };
  },
});
