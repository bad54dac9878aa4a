import type { SlotCodes, SlottedLines } from "#domain/query/slotted.ts";
import { unitsAt } from "#domain/reports/facts.ts";
import type { Cell, LineRow, Row } from "#domain/schema/entity.ts";
import { linesOf } from "#domain/schema/read.ts";
import type { Pack } from "./packed/column.ts";
import { readCells, readCodes, readItems, readUnits } from "./packed/read.ts";
import { isPackedRow, type PackedRow } from "./row-parts.ts";

/** Where the row of a slot is that has the field asked for; undefined when there is none. */
export type AtSlot = (slot: number) => Row | PackedRow | undefined;

const perPack = <T>(make: (pack: Pack) => T): ((pack: Pack) => T) => {
  const made = new Map<Pack, T>();
  return (pack) => {
    let found = made.get(pack);
    if (found === undefined) made.set(pack, (found = make(pack)));
    return found;
  };
};

/** Reads one field of many rows: a pack is read as a whole when the first of its rows is asked for. */
export const cellReader = (field: string): ((at: Row | PackedRow) => Cell) => {
  const cellsOf = perPack((pack) => readCells(pack, field));
  return (at) => (isPackedRow(at) ? cellsOf(at.pack)[at.at] : at[field]);
};

/** The field of all slots as codes: the dictionaries of the packs are joined, not the cells. */
export const gatherCodes = (size: number, at: AtSlot, field: string): SlotCodes => {
  const cells: Cell[] = [undefined];
  const known = new Map<Cell, number>([[undefined, 0]]);
  const codeOf = (cell: Cell): number => {
    let code = known.get(cell);
    if (code === undefined) known.set(cell, (code = cells.push(cell) - 1));
    return code;
  };
  const codesOf = perPack((pack) => {
    const coded = readCodes(pack, field);
    const joined = new Int32Array(coded.cells.length).fill(-1);
    return { codes: coded.codes, cells: coded.cells, joined };
  });
  const codes = new Int32Array(size);
  for (let slot = 0; slot < size; slot += 1) {
    const row = at(slot);
    if (!row) continue;
    if (!isPackedRow(row)) {
      codes[slot] = codeOf(row[field]);
      continue;
    }
    const { codes: inPack, cells: ofPack, joined } = codesOf(row.pack);
    const code = inPack[row.at] ?? 0;
    if (joined[code] === -1) joined[code] = codeOf(ofPack[code]);
    codes[slot] = joined[code] ?? 0;
  }
  return { codes, cells };
};

export const gatherUnits = (size: number, at: AtSlot, field: string, scale: number): Float64Array => {
  const unitsOf = perPack((pack) => readUnits(pack, field, scale) ?? Float64Array.from(readCells(pack, field), (cell) => unitsAt(cell, scale)));
  const units = new Float64Array(size).fill(Number.NaN);
  for (let slot = 0; slot < size; slot += 1) {
    const row = at(slot);
    if (row) units[slot] = isPackedRow(row) ? (unitsOf(row.pack)[row.at] ?? Number.NaN) : unitsAt(row[field], scale);
  }
  return units;
};

/** The lines of many rows: those of a pack are a pack themselves, of which rows are made only where it is packed otherwise. */
export const gatherLines = (size: number, at: AtSlot, list: string): SlottedLines => {
  const itemsOf = perPack((pack) => {
    const found = readItems(pack, list);
    if (!found) return { cells: readCells(pack, list) };
    const starts = new Int32Array(found.lengths.length);
    for (let row = 1; row < starts.length; row += 1) starts[row] = starts[row - 1]! + found.lengths[row - 1]!;
    return { ...found, starts };
  });
  const lengths = new Int32Array(size);
  /** Of each line where it lies: a pack of lines, or none for those in `plain`. */
  const packs: (Pack | null)[] = [];
  const places: number[] = [];
  const plain: LineRow[] = [];
  const take = (slot: number, lines: readonly LineRow[]): void => {
    lengths[slot] = lines.length;
    for (const line of lines) {
      packs.push(null);
      places.push(plain.push(line) - 1);
    }
  };
  for (let slot = 0; slot < size; slot += 1) {
    const row = at(slot);
    if (!row) continue;
    if (!isPackedRow(row)) {
      take(slot, linesOf(row, list));
      continue;
    }
    const items = itemsOf(row.pack);
    if ("cells" in items) {
      take(slot, linesOf({ [list]: items.cells[row.at] }, list));
      continue;
    }
    const length = (lengths[slot] = items.lengths[row.at]!);
    for (let line = 0; line < length; line += 1) {
      packs.push(items.items);
      places.push(items.starts[row.at]! + line);
    }
  }
  const lineAt: AtSlot = (line) => {
    const pack = packs[line];
    return pack ? { pack, at: places[line]! } : (plain[places[line]!] as unknown as Row);
  };
  return {
    lengths,
    codes: (field) => gatherCodes(packs.length, lineAt, field),
    units: (field, scale) => gatherUnits(packs.length, lineAt, field, scale),
  };
};

/** Rows of a few fields, read as `cellReader` reads them. */
export const gatherOnly = (readers: readonly (readonly [string, AtSlot])[], has: (slot: number) => boolean, idOf: (slot: number) => Row["id"]): ((slot: number) => Row | undefined) => {
  const fields = readers.map(([field, at]) => ({ field, at, read: cellReader(field) }));
  return (slot) => {
    if (!has(slot)) return undefined;
    const row: Record<string, Cell> = { id: idOf(slot) };
    for (const { field, at, read } of fields) {
      const where = at(slot);
      const cell = where && read(where);
      if (cell !== undefined) row[field] = cell;
    }
    return row as Row;
  };
};
