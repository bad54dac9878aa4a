import type { Cell, Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted } from "#domain/schema/read.ts";
import type { LiveSource, RowChange } from "#domain/query/context.ts";
import type { Amount, Codes, FactSource, PlainColumn } from "#domain/reports/facts.ts";
import { dayOfName } from "#domain/reports/plain.ts";

/** Columns of every kind that reports have asked about, kept up to date row by row. */
export interface ColumnStore extends FactSource {
  readonly stop: () => void;
}

/** Keeps one thing per slot. */
interface Packed {
  readonly put: (slot: number, row: Row) => void;
  readonly drop: (slot: number) => void;
}

interface KindTable {
  readonly entity: Entity;
  readonly rows: (Row | undefined)[];
  alive: Uint8Array;
  readonly slots: Map<string, number>;
  readonly free: number[];
  readonly codes: Map<string, Packed & { readonly now: () => Codes }>;
  readonly units: Map<string, Packed & { readonly now: () => Float64Array }>;
}

/** Of a free slot; no cell has it. */
const NO_CODE = 0;

const roomFor = (size: number): number => Math.max(64, 2 ** Math.ceil(Math.log2(size + 1)));

const grown = <T extends Int32Array | Float64Array | Uint8Array>(from: T, larger: T, fill: number): T => {
  larger.fill(fill, from.length);
  larger.set(from);
  return larger;
};

/** Cells as codes. A cell that no slot has any longer is let go, and its code is given to another. */
const packCodes = (size: number, { read }: PlainColumn): Packed & { readonly now: () => Codes } => {
  let codes = new Int32Array(roomFor(size));
  const cells: Cell[] = [undefined];
  const uses: number[] = [0];
  const free: number[] = [];
  const known = new Map<Cell, number>();

  const release = (code: number): void => {
    uses[code]! -= 1;
    if (uses[code] !== 0) return;
    known.delete(cells[code]);
    cells[code] = undefined;
    free.push(code);
  };

  const codeOf = (cell: Cell): number => {
    let code = known.get(cell);
    if (code === undefined) {
      code = free.pop() ?? cells.length;
      known.set(cell, code);
      cells[code] = cell;
      uses[code] = 0;
    }
    uses[code]! += 1;
    return code;
  };

  const write = (slot: number, code: number): void => {
    const before = codes[slot] ?? NO_CODE;
    if (slot >= codes.length) codes = grown(codes, new Int32Array(roomFor(slot)), NO_CODE);
    codes[slot] = code;
    if (before !== NO_CODE) release(before);
  };

  return {
    put: (slot, row) => write(slot, codeOf(read(row))),
    drop: (slot) => write(slot, NO_CODE),
    now: () => ({ codes, cells }),
  };
};

const packUnits = (size: number, { units }: Amount): Packed & { readonly now: () => Float64Array } => {
  let numbers = new Float64Array(roomFor(size)).fill(Number.NaN);
  const write = (slot: number, number: number): void => {
    if (slot >= numbers.length) numbers = grown(numbers, new Float64Array(roomFor(slot)), Number.NaN);
    numbers[slot] = number;
  };
  return { put: (slot, row) => write(slot, units(row)), drop: (slot) => write(slot, Number.NaN), now: () => numbers };
};

const packedOf = function* (table: KindTable): Iterable<Packed> {
  yield* table.codes.values();
  yield* table.units.values();
};

const put = (table: KindTable, row: Row): void => {
  const slot = table.slots.get(row.id) ?? table.free.pop() ?? table.rows.length;
  if (slot >= table.alive.length) table.alive = grown(table.alive, new Uint8Array(roomFor(slot)), 0);
  table.slots.set(row.id, slot);
  table.rows[slot] = row;
  table.alive[slot] = 1;
  for (const packed of packedOf(table)) packed.put(slot, row);
};

const drop = (table: KindTable, id: string): void => {
  const slot = table.slots.get(id);
  if (slot === undefined) return;
  table.slots.delete(id);
  table.rows[slot] = undefined;
  table.alive[slot] = 0;
  table.free.push(slot);
  for (const packed of packedOf(table)) packed.drop(slot);
};

/** The column of that name, packed the first time it is asked for. */
const packedAs = <P extends Packed>(name: string | null, into: Map<string, P>, table: KindTable, make: (size: number) => P): P => {
  const known = name === null ? undefined : into.get(name);
  if (known) return known;
  const packed = make(table.rows.length);
  for (const [slot, row] of table.rows.entries()) if (row) packed.put(slot, row);
  if (name !== null) into.set(name, packed);
  return packed;
};

/** Columns that hold for a day that is over are let go. */
const forgetOldDays = (columns: Map<string, Packed>, today: string): void => {
  for (const name of columns.keys()) {
    const day = dayOfName(name);
    if (day !== null && day !== today) columns.delete(name);
  }
};

export const createColumnStore = (source: LiveSource): ColumnStore => {
  const tables = new Map<string, KindTable>();

  const tableOf = (entity: Entity): KindTable => {
    const known = tables.get(entity.kind);
    if (known) return known;
    const table: KindTable = { entity, rows: [], alive: new Uint8Array(64), slots: new Map(), free: [], codes: new Map(), units: new Map() };
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
      forgetOldDays(table.codes, context.today);
      forgetOldDays(table.units, context.today);
      return {
        entity,
        size: table.rows.length,
        alive: table.alive,
        row: (slot) => table.rows[slot],
        codes: (column) => packedAs(column.name, table.codes, table, (size) => packCodes(size, column)).now(),
        units: (amount) => packedAs(amount.name, table.units, table, (size) => packUnits(size, amount)).now(),
      };
    },
  };
};
