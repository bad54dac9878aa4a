import type { SlotCodes, SlottedLines } from "#domain/query/slotted.ts";
import { unitsAt } from "#domain/reports/facts.ts";
import type { Cell, LineRow, Row } from "#domain/schema/entity.ts";
import { linesOf } from "#domain/schema/read.ts";
import type { Pack } from "./packed/column.ts";
import { readCells, readCodes, readFields, readItems, readUnits, type PackedItems } from "./packed/read.ts";

/** The slots of the rows of a pack, in its order; -1 for a row that does not count. */
export type InPack = (pack: Pack, slots: Int32Array) => void;

/** Rows by slot, wherever they lie. */
export interface SlotRows {
  readonly size: number;
  /** Hands over each row once: those of a pack together, which is far less work than one by one, all others by themselves. */
  readonly each: (inPack: InPack, alone: (slot: number, row: Row) => void) => void;
}

/** Slots in the order of a pack, for those that count. */
const eachSlot = (slots: Int32Array, visit: (slot: number, at: number) => void): void => {
  for (let at = 0; at < slots.length; at += 1) if (slots[at]! >= 0) visit(slots[at]!, at);
};

/** A field of all rows as codes: the dictionaries of the packs are joined, not the cells. */
export const gatherCodes = ({ size, each }: SlotRows, field: string): SlotCodes => {
  const cells: Cell[] = [undefined];
  const known = new Map<Cell, number>([[undefined, 0]]);
  const codeOf = (cell: Cell): number => {
    let code = known.get(cell);
    if (code === undefined) known.set(cell, (code = cells.push(cell) - 1));
    return code;
  };
  const codes = new Int32Array(size);
  each(
    (pack, slots) => {
      const ofPack = readCodes(pack, field);
      const joined = new Int32Array(ofPack.cells.length).fill(-1);
      for (let at = 0; at < slots.length; at += 1) {
        const slot = slots[at]!;
        if (slot < 0) continue;
        const code = ofPack.codes[at]!;
        if (joined[code] === -1) joined[code] = codeOf(ofPack.cells[code]);
        codes[slot] = joined[code]!;
      }
    },
    (slot, row) => {
      codes[slot] = codeOf(row[field]);
    },
  );
  return { codes, cells };
};

export const gatherUnits = ({ size, each }: SlotRows, field: string, scale: number): Float64Array => {
  const units = new Float64Array(size).fill(Number.NaN);
  each(
    (pack, slots) => {
      const ofPack = readUnits(pack, field, scale) ?? Float64Array.from(readCells(pack, field), (cell) => unitsAt(cell, scale));
      for (let at = 0; at < slots.length; at += 1) if (slots[at]! >= 0) units[slots[at]!] = ofPack[at]!;
    },
    (slot, row) => {
      units[slot] = unitsAt(row[field], scale);
    },
  );
  return units;
};

/** A field of the rows that are wanted, as it is. */
export const eachCell = ({ each }: SlotRows, field: string, wanted: (slot: number) => boolean, visit: (slot: number, cell: Cell) => void): void =>
  each(
    (pack, slots) => {
      const those = slots.map((slot) => (slot >= 0 && wanted(slot) ? slot : -1));
      if (!those.some((slot) => slot >= 0)) return;
      const cells = readCells(pack, field);
      eachSlot(those, (slot, at) => visit(slot, cells[at]));
    },
    (slot, row) => {
      if (wanted(slot)) visit(slot, row[field]);
    },
  );

/** Rows that need have nothing but these fields (`readFields`), and their id only where it is one of them. */
export const eachRow = ({ each }: SlotRows, fields: readonly string[], idOf: (slot: number) => Row["id"], visit: (slot: number, row: Row) => void): void => {
  const withId = fields.includes("id");
  each((pack, slots) => {
    const rows = readFields(pack, fields);
    eachSlot(slots, (slot, at) => {
      const row = rows[at] as Record<string, unknown>;
      if (withId) row["id"] = idOf(slot);
      visit(slot, row as unknown as Row);
    });
  }, visit);
};

/** Lines that lie in a pack, with how many each row has, and the rows' slots. */
type LinesInPack = PackedItems & { readonly slots: Int32Array };

/** The lines of all rows: those of a pack are a pack themselves, of which rows are made only where it is packed otherwise. */
export const gatherLines = ({ size, each }: SlotRows, list: string): SlottedLines => {
  const lengths = new Int32Array(size);
  const packed: LinesInPack[] = [];
  const plain: (readonly [slot: number, lines: readonly LineRow[]])[] = [];
  const take = (slot: number, lines: readonly LineRow[]): void => {
    lengths[slot] = lines.length;
    if (lines.length > 0) plain.push([slot, lines]);
  };
  each(
    (pack, slots) => {
      const items = readItems(pack, list);
      if (!items) {
        const cells = readCells(pack, list);
        eachSlot(slots, (slot, at) => take(slot, linesOf({ [list]: cells[at] }, list)));
        return;
      }
      eachSlot(slots, (slot, at) => {
        lengths[slot] = items.lengths[at]!;
      });
      packed.push({ ...items, slots });
    },
    (slot, row) => take(slot, linesOf(row, list)),
  );
  const starts = new Int32Array(size);
  let count = 0;
  for (let slot = 0; slot < size; slot += 1) {
    starts[slot] = count;
    count += lengths[slot]!;
  }
  const packs = packed.map((part) => [part.items, numbersOf(part, starts)] as const);
  const lines: SlotRows = {
    size: count,
    each: (inPack, alone) => {
      for (const [items, numbers] of packs) inPack(items, numbers);
      for (const [slot, own] of plain) for (const [at, line] of own.entries()) alone(starts[slot]! + at, line as unknown as Row);
    },
  };
  return { lengths, codes: (field) => gatherCodes(lines, field), units: (field, scale) => gatherUnits(lines, field, scale) };
};

/** The number of each line of a pack of lines; -1 for those of rows that do not count. */
const numbersOf = ({ lengths, items, slots }: LinesInPack, starts: Int32Array): Int32Array => {
  const numbers = new Int32Array(items.count).fill(-1);
  let item = 0;
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at]!;
    if (slot >= 0) for (let line = 0; line < lengths[at]!; line += 1) numbers[item + line] = starts[slot]! + line;
    item += lengths[at]!;
  }
  return numbers;
};
