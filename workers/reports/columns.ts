import type { Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted } from "#domain/schema/read.ts";
import type { LiveSource, RowChange } from "#domain/query/context.ts";
import type { Slotted, SlottedSource } from "#domain/query/slotted.ts";
import type { Amount, FactSource, Keeping, Kept, PlainColumn } from "#domain/reports/facts.ts";
import { dayOfName } from "#domain/reports/plain.ts";
import { createLineTable, type LineTable } from "./line-table.ts";
import { grown, packCodes, packUnits, roomFor, type Packed, type PackedCodes, type PackedUnits } from "./packed.ts";
import { createPlainSlots, type PlainSlots } from "./plain-slots.ts";

/** Columns of every kind that reports have asked about, kept up to date row by row. */
export interface ColumnStore extends FactSource {
  readonly stop: () => void;
}

interface KindTable {
  readonly entity: Entity;
  readonly slots: Slotted;
  /** Where the source numbers no rows. */
  readonly own: PlainSlots | null;
  /** One more than the largest slot that ever held a record. */
  size: number;
  alive: Uint8Array;
  /** How many slots are alive, and how often that changed for one of them. */
  count: number;
  members: number;
  readonly codes: Map<string, PackedCodes<Row>>;
  readonly units: Map<string, PackedUnits<Row>>;
  readonly lines: Map<string, LineTable>;
  readonly kept: Map<string, Kept>;
}

/** Cells of all that is kept up, of one kind; what is more is let go with the next change. */
const KEPT_CELLS = 2 ** 19;

const isAlive = ({ alive }: KindTable, slot: number): boolean => alive[slot] === 1;

const rowAt = (table: KindTable, slot: number): Row | undefined => (isAlive(table, slot) ? table.slots.row(slot) : undefined);

const packedOf = function* (table: KindTable): Iterable<Packed<Row>> {
  yield* table.codes.values();
  yield* table.units.values();
  yield* table.lines.values();
};

const takeInKept = ({ kept }: KindTable, slot: number, row: Row, sign: 1 | -1): void => {
  for (const [name, each] of kept) if (!each.take(slot, row, sign)) kept.delete(name);
};

const put = (table: KindTable, slot: number, row: Row): void => {
  table.size = Math.max(table.size, slot + 1);
  if (slot >= table.alive.length) table.alive = grown(table.alive, new Uint8Array(roomFor(slot)), 0);
  if (!isAlive(table, slot)) {
    table.count += 1;
    table.members += 1;
  }
  table.alive[slot] = 1;
  for (const packed of packedOf(table)) packed.put(slot, row);
};

const drop = (table: KindTable, slot: number): void => {
  if (slot < 0 || !isAlive(table, slot)) return;
  table.count -= 1;
  table.members += 1;
  table.alive[slot] = 0;
  for (const packed of packedOf(table)) packed.drop(slot);
};

/** The column of that name, packed the first time it is asked for. */
const packedAs = <P>(name: string | null, into: Map<string, P>, make: () => P): P => {
  const known = name === null ? undefined : into.get(name);
  if (known) return known;
  const packed = make();
  if (name !== null) into.set(name, packed);
  return packed;
};

/** Columns that hold for a day that is over are let go, and what was made of them. */
const forgetOldDays = ({ codes, units, kept }: KindTable, today: string): void => {
  for (const columns of [codes, units]) {
    for (const name of columns.keys()) {
      const day = dayOfName(name);
      if (day === null || day === today) continue;
      columns.delete(name);
      kept.clear();
    }
  }
};

const forgetKept = ({ kept }: KindTable, most: number): void => {
  let cells = 0;
  for (const each of kept.values()) cells += each.cells;
  for (const [name, each] of kept) {
    if (cells <= most) return;
    cells -= each.cells;
    kept.delete(name);
  }
};

const linesAs = (table: KindTable, list: string): LineTable =>
  packedAs(list, table.lines, () => createLineTable({ list, size: table.size, row: (slot) => rowAt(table, slot), has: (slot) => isAlive(table, slot), lines: () => table.slots.lines(list) }));

/** Lines that lie too far apart are numbered anew when somebody asks for them; what is kept knows them by the places that they had. */
const forgetWastefulLines = ({ lines, kept }: KindTable): void => {
  for (const [list, own] of lines) {
    if (!own.wasteful()) continue;
    lines.delete(list);
    kept.clear();
  }
};

const codesAs = (table: KindTable, column: PlainColumn): PackedCodes<Row> =>
  packedAs(column.name, table.codes, () => {
    const { size, slots } = table;
    if (column.field === undefined) return packCodes({ size, each: (visit) => slots.each(column.fields, (slot, row) => isAlive(table, slot) && visit(slot, row)) }, column);
    return packCodes({ size, has: (slot) => isAlive(table, slot), stored: slots.codes(column.field) }, column);
  });

const unitsAs = (table: KindTable, amount: Amount): PackedUnits<Row> =>
  packedAs(amount.name, table.units, () => {
    const { size, slots } = table;
    if (amount.field === undefined) return packUnits({ size, each: (visit) => slots.each(undefined, (slot, row) => isAlive(table, slot) && visit(slot, row)) }, amount);
    return packUnits({ size, has: (slot) => isAlive(table, slot), stored: slots.units(amount.field, amount.scale) }, amount);
  });

const keptAs = <K extends Kept>({ kept }: KindTable, name: string, { make }: Keeping<K>): K | null => {
  // Of one name there is one type, that of who made it.
  const known = kept.get(name) as K | undefined;
  if (known) return known;
  const made = make();
  if (made) kept.set(name, made);
  return made;
};

/** 1 where there is a row that is not in the recycle bin. */
const aliveIn = (slots: Slotted): Uint8Array => {
  const size = slots.size();
  const { codes, cells } = slots.codes("deleted");
  const alive = new Uint8Array(roomFor(size));
  for (let slot = 0; slot < size; slot += 1) alive[slot] = slots.has(slot) && !isDeleted({ deleted: cells[codes[slot] ?? 0] }) ? 1 : 0;
  return alive;
};

/** `keptCells`: how many cells of what is kept up there are for one kind; what is more is let go with the next change. */
export const createColumnStore = (source: LiveSource & Partial<SlottedSource>, keptCells = KEPT_CELLS): ColumnStore => {
  const tables = new Map<string, KindTable>();

  const tableOf = (entity: Entity): KindTable => {
    const known = tables.get(entity.kind);
    if (known) return known;
    const numbered = source.slotted?.(entity.kind);
    const own = numbered ? null : createPlainSlots(source.rows(entity.kind));
    const slots = numbered ?? (own as PlainSlots);
    const alive = aliveIn(slots);
    const count = alive.reduce((sum, one) => sum + one, 0);
    const table: KindTable = { entity, slots, own, size: slots.size(), alive, count, members: 0, codes: new Map(), units: new Map(), lines: new Map(), kept: new Map() };
    tables.set(entity.kind, table);
    return table;
  };

  const follow = (change: RowChange): void => {
    const table = tables.get(change.kind);
    if (!table) return;
    // Rows are made when they are asked for: of kinds without columns none is.
    const { id, before, after } = change;
    forgetKept(table, keptCells);
    if (after) table.own?.put(after);
    const slot = table.slots.of(id);
    if (slot >= 0 && isAlive(table, slot)) {
      if (before) takeInKept(table, slot, before, -1);
      else table.kept.clear();
    }
    if (after && !isDeleted(after)) {
      put(table, slot, after);
      takeInKept(table, slot, after, 1);
    } else drop(table, slot);
    if (!after) table.own?.drop(id);
    forgetWastefulLines(table);
  };

  const stop = source.subscribe((changes) => changes.forEach(follow));

  return {
    stop,
    facts: (kind, context) => {
      const entity = context.entity(kind);
      if (!entity) return undefined;
      const table = tableOf(entity);
      forgetOldDays(table, context.today);
      return {
        entity,
        size: table.size,
        alive: table.alive,
        full: table.count === table.size,
        members: table.members,
        id: table.slots.id,
        slotOf: (record) => {
          const slot = table.slots.of(record);
          return slot >= 0 && isAlive(table, slot) ? slot : undefined;
        },
        row: (slot) => rowAt(table, slot),
        codes: (column) => codesAs(table, column).now(),
        units: (amount) => unitsAs(table, amount).now(),
        lines: (list) => linesAs(table, list).facts(),
        kept: (name, keeping) => keptAs(table, name, keeping),
      };
    },
  };
};
