import type { Cell } from "#domain/schema/entity.ts";
import type { Axis } from "./axis.ts";
import type { Codes, Facts } from "./facts.ts";
import type { Feed, LineFeed, RecordFeed } from "./gather.ts";
import { emptyGrid, mergeCell, type Grid, type Side, type Summand, type Summed } from "./grid.ts";
import type { Keys } from "./keys.ts";
import type { CodedCondition } from "./mask.ts";
import type { GroupKey } from "./report.ts";

/** Combinations of keys that are counted in plain arrays; more are gathered record by record. */
export const MOST_CELLS = 2 ** 21;

export interface Filling {
  readonly facts: Facts;
  /** 1 for each slot that counts; null when all do. */
  readonly mask: () => Uint8Array | null;
  /** All that a record has to meet, as conditions on single columns; null when it is more than that. */
  readonly conditions: readonly CodedCondition[] | null;
  readonly axes: readonly Axis[];
  readonly feeds: readonly Feed[];
  readonly list: string | undefined;
  readonly linesOnly: boolean;
  readonly keys: Keys;
}

/** Everything gathered: cells are groups by number, tallies are the feeds. */
export interface Filled {
  readonly groups: Grid;
  /** Of one cell. */
  readonly total: Grid;
}

/** Feeds of records and of lines, and which tally each of them is. */
export interface Parted {
  readonly records: readonly RecordFeed[];
  readonly recordPlaces: readonly number[];
  readonly lines: readonly LineFeed[];
  readonly linePlaces: readonly number[];
}

interface Plain {
  readonly key: (cell: Cell) => GroupKey;
  readonly codes: Codes;
}

/** One axis whose keys are numbers: of each code the part of the key. */
export interface Numbered {
  readonly axis: number;
  readonly codes: Int32Array;
  readonly parts: Int32Array;
  /** Parts that there are, those of other folds included. */
  readonly width: number;
}

export const numbered = ({ key, codes: { codes, cells } }: Plain, axis: number, keys: Keys): Numbered => {
  const parts = Int32Array.from(cells, (cell) => keys.part(axis, key(cell)));
  return { axis, codes, parts, width: keys.parts(axis).length };
};

export const summandOf = ({ amount, extremes }: RecordFeed, facts: Facts): Summand => ({ scale: amount.scale, extremes, units: facts.units(amount), exact: (slot) => amount.exact(facts.row(slot)!) });

/** Adds cells of one grid to those of another. */
export const merge = (into: Grid, group: number, from: Grid, cell: number, places: readonly number[]): void => {
  into.entries[group]! += from.entries[cell]!;
  mergeTallies(into, group, from, cell, places);
};

/** `places`: which tally of `into` each of `from` belongs to. */
export const mergeTallies = (into: Grid, group: number, from: Grid, cell: number, places: readonly number[]): void => {
  for (let at = 0; at < places.length; at += 1) mergeCell(into.tallies[places[at]!]!, group, from.tallies[at]!, cell);
};

/** A cell's group, for cells made of numbered axes that lie as far apart as their widths say. */
export const groupFinder = (axes: readonly Numbered[], fixed: readonly number[], keys: Keys): ((cell: number) => number) => {
  const parts = [...fixed];
  return (cell) => {
    let rest = cell;
    for (let at = axes.length - 1; at >= 0; at -= 1) {
      const { axis, width } = axes[at]!;
      parts[axis] = rest % width;
      rest = Math.floor(rest / width);
    }
    return keys.group(parts);
  };
};

export const product = (widths: readonly number[]): number => widths.reduce((all, width) => all * width, 1);

/** What one part more of each axis adds to the number of a cell; the parts of the first lie furthest apart. */
export const stridesOf = (axes: readonly Numbered[]): readonly number[] => axes.map((_, at) => product(axes.slice(at + 1).map(({ width }) => width)));

/** What each code of an axis adds to the number of a cell. */
export const sidesOf = (axes: readonly Numbered[], step: number): readonly Side[] => {
  const strides = stridesOf(axes);
  return axes.map(({ codes, parts }, at) => ({ codes, steps: parts.map((part) => part * step * strides[at]!) }));
};

/** A grid that grows with its groups: they are numbered as they are met. */
export const growing = (feeds: readonly Summed[], keys: Keys, most: number): Grid => emptyGrid(Math.max(1, keys.size() + most), feeds);

export const usedCells = (grid: Grid, cells: number): number => {
  let used = 0;
  for (let cell = 0; cell < cells; cell += 1) used += Number(grid.entries[cell]! !== 0);
  return used;
};

export const totalOf = (groups: Grid): Grid => {
  const total = emptyGrid(1, groups.tallies.map(({ scale, extremes }) => ({ scale, extremes: extremes !== null })));
  const places = groups.tallies.map((_, at) => at);
  for (let group = 0; group < groups.entries.length; group += 1) if (groups.entries[group] !== 0) merge(total, 0, groups, group, places);
  return total;
};
