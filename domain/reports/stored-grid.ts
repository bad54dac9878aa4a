import type { Cell } from "#domain/schema/entity.ts";
import type { Running } from "#domain/query/exact-sum.ts";
import type { CodeGrid } from "./code-grid.ts";
import { emptyGrid, type Tally } from "./grid.ts";

/** The sums of one amount in the cells that are used. */
interface StoredTally {
  readonly scale: number;
  readonly sums: Float64Array;
  readonly counts: Int32Array;
  readonly spilled: readonly (readonly [cell: number, sum: Running])[];
}

/** A grid as plain data: what is in its used cells, and what the codes of its columns stand for. */
export interface StoredGrid {
  readonly cells: number;
  readonly strides: readonly number[];
  readonly columns: readonly (readonly Cell[])[];
  readonly used: Int32Array;
  readonly entries: Int32Array;
  readonly tallies: readonly StoredTally[];
}

export const storeGrid = ({ grid, cells, codes, strides }: CodeGrid): StoredGrid => {
  const used = Int32Array.from(grid.entries.subarray(0, cells).keys()).filter((cell) => grid.entries[cell] !== 0);
  const stored = ({ scale, sums, counts, spilled }: Tally): StoredTally => ({
    scale,
    sums: Float64Array.from(used, (cell) => sums[cell]!),
    counts: used.map((cell) => counts[cell]!),
    spilled: [...spilled].filter(([cell]) => cell < cells).map(([cell, sum]) => [cell, { ...sum }]),
  });
  return { cells, strides, columns: codes.map((each) => [...each.cells]), used, entries: used.map((cell) => grid.entries[cell]!), tallies: grid.tallies.map(stored) };
};

/** The grid again, as it was; its columns know no slots. */
export const readGrid = ({ cells, strides, columns, used, entries, tallies }: StoredGrid): CodeGrid => {
  const grid = emptyGrid(cells, tallies.map(({ scale }) => ({ scale, extremes: false })));
  const write = (into: Int32Array | Float64Array, from: Int32Array | Float64Array): void => {
    for (let at = 0; at < used.length; at += 1) into[used[at]!] = from[at]!;
  };
  write(grid.entries, entries);
  for (const [at, { sums, counts, spilled }] of tallies.entries()) {
    const tally = grid.tallies[at]!;
    write(tally.sums, sums);
    write(tally.counts, counts);
    for (const [cell, sum] of spilled) tally.spilled.set(cell, { ...sum });
  }
  return { grid, cells, strides, codes: columns.map((of) => ({ codes: new Int32Array(0), cells: of })) };
};
