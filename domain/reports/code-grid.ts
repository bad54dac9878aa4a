import { linesOf } from "#domain/schema/read.ts";
import type { Amount, Codes, Facts, Kept, LineAmount, LineColumn, PlainColumn } from "./facts.ts";
import { gatherGrid, takeOne, type Grid, type Side, type Summand } from "./grid.ts";
import { gatherLines, type LineSummand } from "./line-grid.ts";
import { readGrid, storeGrid, type StoredGrid } from "./stored-grid.ts";

/** All records counted and summed by the codes of some columns; no other record has such codes. */
export interface CodeGrid {
  readonly grid: Grid;
  /** Cells that count; what lies behind them does not. */
  readonly cells: number;
  readonly codes: readonly Codes[];
  /** What one code more of each column adds to the number of a cell; the codes of the first lie furthest apart. */
  readonly strides: readonly number[];
}

/** The same of lines: a record is counted once in each cell that it has lines in. */
export interface LineCodeGrid extends CodeGrid {
  /** How many cells there are for the same codes of columns of records. */
  readonly width: number;
  /** Records that have lines, by the codes of the columns of records: one for each `width` cells. */
  readonly having: Int32Array;
}

interface StoredLines extends StoredGrid, Pick<LineCodeGrid, "width" | "having"> {}

interface KeptGrid extends Kept {
  readonly now: () => CodeGrid;
}

interface KeptLines extends Kept {
  /** Null where an amount does not fit a safe integer. */
  readonly now: () => LineCodeGrid | null;
}

const NOTHING_TAKEN = (): boolean => false;

/** More cells than this cost more than they save. */
const MOST_CELLS = 2 ** 17;

/** Room for codes that will come. */
const widthFor = ({ cells }: Codes): number => Math.ceil(cells.length * 1.125) + 1;

interface Numbering {
  readonly widths: readonly number[];
  readonly strides: readonly number[];
  readonly cells: number;
}

const numberingOf = (codes: readonly Codes[]): Numbering => {
  const widths = codes.map(widthFor);
  const product = (some: readonly number[]): number => some.reduce((all, width) => all * width, 1);
  return { widths, strides: widths.map((_, at) => product(widths.slice(at + 1))), cells: product(widths) };
};

const NO_CELL = -1;

/** What the codes of one slot or line add to the number of a cell; `NO_CELL` where there is no room for one of them. */
const cellOf = (codes: readonly Codes[], at: number, { widths, strides }: Numbering, first: number): number => {
  let cell = 0;
  for (let place = 0; place < codes.length; place += 1) {
    const code = codes[place]!.codes[at]!;
    if (code >= widths[first + place]!) return NO_CELL;
    cell += code * strides[first + place]!;
  }
  return cell;
};

const sidesOf = (codes: readonly Codes[], { strides }: Numbering, first: number): readonly Side[] =>
  codes.map((each, at) => ({ codes: each.codes, steps: Int32Array.from(each.cells, (_, code) => code * strides[first + at]!) }));

const nameOf = (list: string, ...parts: readonly (readonly { readonly name: string | null }[])[]): string => JSON.stringify([list, ...parts.map((each) => each.map(({ name }) => name))]);

/** Records by the codes of columns, kept for whoever asks for the same. Null when there would be more cells than are worth it. */
export const codeGrid = (facts: Facts, columns: readonly PlainColumn[], amounts: readonly Amount[]): CodeGrid | null => {
  if (amounts.some(({ name }) => name === null)) return null;
  const make = (): KeptGrid | null => {
    const codes = (): readonly Codes[] => columns.map(facts.codes);
    const first = codes();
    const numbering = numberingOf(first);
    const { cells, strides } = numbering;
    if (cells > MOST_CELLS) return null;
    const summandOf = (amount: Amount): Summand => ({ scale: amount.scale, extremes: false, units: facts.units(amount), exact: (slot) => amount.exact(facts.row(slot)!) });
    const { size, alive, full } = facts;
    const grid = gatherGrid({ size, mask: full ? null : alive, sides: sidesOf(first, numbering, 0), direct: first.length === 1, cells, summands: amounts.map(summandOf) });
    const now = (): CodeGrid => ({ grid, cells, codes: codes(), strides });
    return {
      cells,
      take: (slot, row, sign) => {
        const cell = cellOf(codes(), slot, numbering, 0);
        if (cell === NO_CELL) return false;
        grid.entries[cell]! += sign;
        for (const [at, amount] of amounts.entries()) takeOne(grid.tallies[at]!, cell, facts.units(amount)[slot]!, () => amount.exact(row), slot, sign);
        return true;
      },
      now,
      store: () => storeGrid(now()),
    };
  };
  const revive = (stored: unknown): KeptGrid => {
    const grid = readGrid(stored as StoredGrid);
    return { cells: grid.cells, take: NOTHING_TAKEN, now: () => grid, store: () => stored };
  };
  return facts.kept(nameOf("", columns, amounts), { make, revive })?.now() ?? null;
};

/** Lines by the codes of columns of their records, and of their own. */
export const lineCodeGrid = (facts: Facts, list: string, columns: readonly PlainColumn[], own: readonly LineColumn[], amounts: readonly LineAmount[]): LineCodeGrid | null => {
  const make = (): KeptLines | null => {
    const lines = facts.lines(list);
    const ofRecords = (): readonly Codes[] => columns.map(facts.codes);
    const ofLines = (): readonly Codes[] => own.map(lines.codes);
    const [records, first] = [ofRecords(), ofLines()];
    const numbering = numberingOf([...records, ...first]);
    const { cells, strides, widths } = numbering;
    if (cells > MOST_CELLS) return null;
    const width = widths.slice(columns.length).reduce((all, each) => all * each, 1);
    const { size, parents, lengths } = lines;
    const recordCells = new Int32Array(facts.size);
    for (const { codes, steps } of sidesOf(records, numbering, 0)) for (let slot = 0; slot < facts.size; slot += 1) recordCells[slot]! += steps[codes[slot]!]!;
    const having = new Int32Array(cells / width);
    for (let slot = 0; slot < facts.size; slot += 1) if (lengths[slot]! > 0) having[recordCells[slot]! / width]! += 1;
    let fits = true;
    const exact = (): null => {
      fits = false;
      return null;
    };
    const summandOf = (amount: LineAmount): LineSummand => ({ scale: amount.scale, extremes: false, units: lines.units(amount), factor: null, exact });
    const grid = gatherLines({ size, parents, recordCells, sides: sidesOf(first, numbering, columns.length), cells, width, ofLines: amounts.map(summandOf), ofRecords: [] });

    const take = (slot: number, row: { readonly length: number }, sign: 1 | -1): boolean => {
      if (row.length === 0) return true;
      const record = cellOf(ofRecords(), slot, numbering, 0);
      if (record === NO_CELL) return false;
      having[record / width]! += sign;
      const codes = ofLines();
      const units = amounts.map(lines.units);
      const start = lines.start(slot);
      const seen = new Set<number>();
      for (let at = start; at < start + row.length; at += 1) {
        const line = cellOf(codes, at, numbering, columns.length);
        if (line === NO_CELL) return false;
        const cell = record + line;
        if (!seen.has(cell)) grid.entries[cell]! += sign;
        seen.add(cell);
        for (let place = 0; place < amounts.length; place += 1) takeOne(grid.tallies[place]!, cell, units[place]![at]!, exact, at, sign);
      }
      return fits;
    };
    const now = (): LineCodeGrid | null => (fits ? { grid, cells, width, having, codes: [...ofRecords(), ...ofLines()], strides } : null);
    const store = (): StoredLines | null => {
      const lines = now();
      return lines && { ...storeGrid(lines), width, having: having.slice() };
    };
    return { cells, take: (slot, row, sign) => take(slot, linesOf(row, list), sign), now, store };
  };
  const revive = (stored: unknown): KeptLines => {
    const { width, having, ...grid } = stored as StoredLines;
    const lines = { ...readGrid(grid), width, having };
    return { cells: lines.cells, take: NOTHING_TAKEN, now: () => lines, store: () => stored };
  };
  return facts.kept(nameOf(list, columns, own, amounts), { make, revive })?.now() ?? null;
};
