import type { Cell, Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted } from "#domain/schema/read.ts";
import { findColumn, type Column } from "#domain/query/column.ts";
import type { LiveSource, QueryContext, RowChange } from "#domain/query/context.ts";
import { dayFromNumber } from "#domain/query/days.ts";
import { readsWidely } from "#domain/query/derived.ts";
import { periodOf, type PeriodUnit } from "#domain/query/period.ts";
import {
  amountsOfRows,
  createDictionary,
  dayNumberOfCell,
  decimalOf,
  keyOfValue,
  keysOfRows,
  NONE,
  unitsAt,
  type AmountReader,
  type Dictionary,
  type Facts,
  type FactSource,
  type KeyReader,
} from "#domain/reports/facts.ts";

/** Columns of every kind that reports have asked about, kept up to date row by row. */
export interface ColumnStore extends FactSource {
  readonly stop: () => void;
}

/** One number per slot: a dictionary code, a day number or scaled units. */
interface Packed {
  numbers: Float64Array | Int32Array;
  readonly encode: (row: Row) => number;
  readonly dictionary: Dictionary;
}

/** A day that is absent. */
const NO_DAY = -0x80000000;

interface KindTable {
  readonly entity: Entity;
  readonly rows: (Row | undefined)[];
  readonly slots: Map<string, number>;
  readonly free: number[];
  readonly packed: Map<string, Packed>;
}

const roomFor = (size: number): number => Math.max(64, 2 ** Math.ceil(Math.log2(size + 1)));

const write = (packed: Packed, slot: number, row: Row): void => {
  if (slot >= packed.numbers.length) {
    const Numbers = packed.numbers instanceof Int32Array ? Int32Array : Float64Array;
    const larger = new Numbers(roomFor(slot));
    larger.set(packed.numbers);
    packed.numbers = larger;
  }
  packed.numbers[slot] = packed.encode(row);
};

const put = (table: KindTable, row: Row): void => {
  const slot = table.slots.get(row.id) ?? table.free.pop() ?? table.rows.length;
  table.slots.set(row.id, slot);
  table.rows[slot] = row;
  for (const packed of table.packed.values()) write(packed, slot, row);
};

const drop = (table: KindTable, id: string): void => {
  const slot = table.slots.get(id);
  if (slot === undefined) return;
  table.slots.delete(id);
  table.rows[slot] = undefined;
  table.free.push(slot);
};

/** The column of that name, packed the first time it is asked for. */
const pack = (table: KindTable, name: string, numbers: (size: number) => Packed["numbers"], encode: (row: Row, dictionary: Dictionary) => number): Packed => {
  const known = table.packed.get(name);
  if (known) return known;
  const dictionary = createDictionary();
  const packed: Packed = { numbers: numbers(roomFor(table.rows.length)), dictionary, encode: (row) => encode(row, dictionary) };
  table.rows.forEach((row, slot) => {
    if (row) write(packed, slot, row);
  });
  table.packed.set(name, packed);
  return packed;
};

/** Whether a column's value follows from the row and the day alone, so that it may be kept. */
const keeps = (column: Column): boolean => !column.many && column.reads.length === 0 && !(column.derived && readsWidely(column.derived));

/** What a packed column is kept under; a derived one holds for one day in one time zone. */
const nameOf = (column: Column, context: QueryContext, as: string): string =>
  `${column.path} ${as}${column.derived ? ` ${context.today} ${context.offsetMinutes}` : ""}`;

const textKeys = (table: KindTable, column: Column, context: QueryContext): KeyReader => {
  const packed = pack(
    table,
    nameOf(column, context, "key"),
    (size) => new Int32Array(size),
    (row, dictionary) => {
      const key = keyOfValue(column.read(row), column, undefined, context.offsetMinutes);
      return key === null ? NONE : dictionary.codeOf(key);
    },
  );
  return { code: (slot) => packed.numbers[slot] ?? NONE, key: packed.dictionary.key };
};

/** Day numbers are packed once; each unit's periods are found per distinct day. */
const periodKeys = (table: KindTable, column: Column, unit: PeriodUnit, context: QueryContext): KeyReader => {
  const offset = context.offsetMinutes;
  const packed = pack(
    table,
    nameOf(column, context, `day ${offset}`),
    (size) => new Int32Array(size),
    (row) => {
      const number = dayNumberOfCell(column.read(row), offset);
      return Number.isNaN(number) ? NO_DAY : number;
    },
  );
  const periods = createDictionary();
  const codes = new Map<number, number>([[NO_DAY, NONE]]);
  return {
    key: periods.key,
    code: (slot) => {
      const number = packed.numbers[slot] ?? NO_DAY;
      const known = codes.get(number);
      if (known !== undefined) return known;
      const code = periods.codeOf(periodOf(dayFromNumber(number), unit));
      codes.set(number, code);
      return code;
    },
  };
};

/** A path through a reference is followed once per distinct record referred to, anew for every report. */
const distantKeys = (table: KindTable, first: KeyReader, column: Column, unit: PeriodUnit | undefined, context: QueryContext): KeyReader => {
  const { codeOf, key } = createDictionary();
  const codes: number[] = [];
  const follow = (slot: number): number => {
    const row = table.rows[slot];
    const name = row ? keyOfValue(column.read(row), column, unit, context.offsetMinutes) : null;
    return name === null ? NONE : codeOf(name);
  };
  return {
    key,
    code: (slot) => {
      const at = first.code(slot);
      return at === NONE ? NONE : (codes[at] ??= follow(slot));
    },
  };
};

const keysOf = (table: KindTable, column: Column, unit: PeriodUnit | undefined, context: QueryContext, row: Facts["row"]): KeyReader => {
  if (keeps(column)) return unit === undefined ? textKeys(table, column, context) : periodKeys(table, column, unit, context);
  const [head = ""] = column.path.split(".", 1);
  const first = column.many ? null : findColumn(table.entity, head, context);
  if (first?.kind === "ref" && keeps(first)) return distantKeys(table, textKeys(table, first, context), column, unit, context);
  return keysOfRows(row, column, unit, context.offsetMinutes);
};

const amountsOf = (table: KindTable, column: Column, context: QueryContext, row: Facts["row"]): AmountReader => {
  if (!keeps(column)) return amountsOfRows(row, column);
  const scale = column.scale ?? 0;
  const packed = pack(
    table,
    nameOf(column, context, "units"),
    (size) => new Float64Array(size),
    (from) => unitsAt(column.read(from), scale),
  );
  const exact = (slot: number): string | null => {
    const found = row(slot);
    const cell: Cell = found && column.read(found);
    return decimalOf(cell);
  };
  return { scale, units: (slot) => packed.numbers[slot] ?? Number.NaN, exact };
};

/** Columns that hold for a day that is over are let go. */
const forgetOldDays = (table: KindTable, today: string): void => {
  for (const name of table.packed.keys()) {
    const day = /\d{4}-\d{2}-\d{2}$/.exec(name)?.[0];
    if (day !== undefined && day !== today) table.packed.delete(name);
  }
};

export const createColumnStore = (source: LiveSource): ColumnStore => {
  const tables = new Map<string, KindTable>();

  const tableOf = (entity: Entity): KindTable => {
    const known = tables.get(entity.kind);
    if (known) return known;
    const table: KindTable = { entity, rows: [], slots: new Map(), free: [], packed: new Map() };
    for (const row of source.rows(entity.kind)) if (!isDeleted(row)) put(table, row);
    tables.set(entity.kind, table);
    return table;
  };

  const follow = ({ kind, id, after }: RowChange): void => {
    const table = tables.get(kind);
    if (!table) return;
    if (after && !isDeleted(after)) put(table, after);
    else drop(table, id);
  };

  const stop = source.subscribe((changes) => changes.forEach(follow));

  return {
    stop,
    facts: (kind, context) => {
      const entity = context.entity(kind);
      if (!entity) return undefined;
      const table = tableOf(entity);
      forgetOldDays(table, context.today);
      const row = (slot: number): Row | undefined => table.rows[slot];
      return {
        entity,
        size: table.rows.length,
        row,
        keys: (column, unit) => keysOf(table, column, unit, context, row),
        amounts: (column) => amountsOf(table, column, context, row),
      };
    },
  };
};
