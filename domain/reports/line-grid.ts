import { emptyGrid, takeOne, type Grid, type Side, type Summand, type Tally } from "./grid.ts";

/** Lines that are taken at a time. */
const BLOCK = 4_096;
const MOST = Number.MAX_SAFE_INTEGER;

/** One amount per line, times what the code of the line says: nothing of a code whose factor is absent. */
export interface LineSummand extends Summand {
  readonly factor: { readonly codes: Int32Array; readonly of: Float64Array } | null;
}

export interface LineGathering {
  readonly size: number;
  /** The record of each line; below zero where there is no line. The lines of a record follow one another. */
  readonly parents: Int32Array;
  /** What each record adds to the number of the cell; `cells` where it does not count. */
  readonly recordCells: Int32Array;
  readonly sides: readonly Side[];
  readonly cells: number;
  /** How many cells lie side by side for one record. */
  readonly width: number;
  readonly ofLines: readonly LineSummand[];
  /** Taken once for each cell that a record is in. */
  readonly ofRecords: readonly Summand[];
}

/*
 * The loops are functions of arrays and numbers alone. What a compiler makes of a loop that also sees an object or a function of one report is thrown away
 * with that object, and the next report begins slowly.
 */

const startBlock = (cells: Int32Array, parents: Int32Array, recordCells: Int32Array, spare: number, from: number, count: number): void => {
  for (let at = 0; at < count; at += 1) {
    const parent = parents[from + at]!;
    cells[at] = parent < 0 ? spare : recordCells[parent]!;
  }
};

const addSide = (cells: Int32Array, codes: Int32Array, steps: Int32Array, from: number, count: number): void => {
  for (let at = 0; at < count; at += 1) cells[at]! += steps[codes[from + at]!]!;
};

/** Counts each record once in each cell, and leaves in `fresh` the cells and in `records` the records that are new there. */
const countRecords = (cells: Int32Array, parents: Int32Array, last: Int32Array, entries: Int32Array, from: number, count: number, fresh: Int32Array, records: Int32Array): number => {
  let many = 0;
  for (let at = 0; at < count; at += 1) {
    const cell = cells[at]!;
    const parent = parents[from + at]!;
    if (last[cell] === parent) continue;
    last[cell] = parent;
    entries[cell]! += 1;
    fresh[many] = cell;
    records[many] = parent;
    many += 1;
  }
  return many;
};

/** From `at` on, until an amount does not fit; answers where that is, or `count`. */
const sumLines = (cells: Int32Array, at: number, count: number, from: number, units: Float64Array, sums: Float64Array, counts: Int32Array): number => {
  for (; at < count; at += 1) {
    const cell = cells[at]!;
    const value = units[from + at]!;
    const next = sums[cell]! + value;
    if (next <= MOST && next >= -MOST) {
      sums[cell] = next;
      counts[cell]! += 1;
    } else if (value === value) return at;
  }
  return count;
};

const sumProducts = (cells: Int32Array, at: number, count: number, from: number, units: Float64Array, codes: Int32Array, of: Float64Array, sums: Float64Array, counts: Int32Array): number => {
  for (; at < count; at += 1) {
    const cell = cells[at]!;
    const factor = of[codes[from + at]!]!;
    const many = units[from + at]!;
    const value = many * factor;
    const next = sums[cell]! + value;
    if (next <= MOST && next >= -MOST && value <= MOST && value >= -MOST) {
      sums[cell] = next;
      counts[cell]! += 1;
    } else if (factor === factor && many === many) return at;
  }
  return count;
};

const takeLines = (cells: Int32Array, from: number, count: number, { units, exact, factor }: LineSummand, tally: Tally): void => {
  const { sums, counts } = tally;
  for (let at = 0; ; at += 1) {
    at = factor ? sumProducts(cells, at, count, from, units, factor.codes, factor.of, sums, counts) : sumLines(cells, at, count, from, units, sums, counts);
    if (at >= count) return;
    const value = factor ? units[from + at]! * factor.of[factor.codes[from + at]!]! : units[from + at]!;
    takeOne(tally, cells[at]!, value === value ? value : Number.POSITIVE_INFINITY, exact, from + at, 1);
  }
};

/** Counts records and sums lines by cell. What does not count ends in cells behind the others. */
export const gatherLines = ({ size, parents, recordCells, sides, cells: spare, width, ofLines, ofRecords }: LineGathering): Grid => {
  const grid = emptyGrid(spare + width, [...ofLines, ...ofRecords]);
  const { entries, tallies } = grid;
  const last = new Int32Array(spare + width).fill(-1);
  const cells = new Int32Array(BLOCK);
  const fresh = new Int32Array(BLOCK);
  const records = new Int32Array(BLOCK);
  for (let from = 0; from < size; from += BLOCK) {
    const count = Math.min(BLOCK, size - from);
    startBlock(cells, parents, recordCells, spare, from, count);
    for (const { codes, steps } of sides) addSide(cells, codes, steps, from, count);
    const many = countRecords(cells, parents, last, entries, from, count, fresh, records);
    for (const [at, summand] of ofLines.entries()) takeLines(cells, from, count, summand, tallies[at]!);
    for (const [at, { units, exact }] of ofRecords.entries()) {
      const tally = tallies[ofLines.length + at]!;
      for (let place = 0; place < many; place += 1) {
        const record = records[place]!;
        if (record >= 0) takeOne(tally, fresh[place]!, units[record]!, exact, record, 1);
      }
    }
  }
  return grid;
};
