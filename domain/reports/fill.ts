import type { Cell } from "#domain/schema/entity.ts";
import type { Axis } from "./axis.ts";
import type { Codes, Facts, LineFacts } from "./facts.ts";
import { decimalIn, type Feed, type LineFeed, type RecordFeed } from "./gather.ts";
import { emptyGrid, gatherGrid, GRID_CODE, mergeCell, type Grid, type Side, type Summand, type Summed } from "./grid.ts";
import type { Keys } from "./keys.ts";
import { gatherLines, type LineSummand } from "./line-grid.ts";
import type { CodedCondition } from "./mask.ts";
import type { GroupKey } from "./report.ts";

/** Combinations of keys that are counted in plain arrays; more are gathered record by record. */
const MOST_CELLS = 2 ** 21;

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

interface Plain {
  readonly key: (cell: Cell) => GroupKey;
  readonly codes: Codes;
}

/** One axis whose keys are numbers: of each code the part of the key. */
interface Numbered {
  readonly axis: number;
  readonly codes: Int32Array;
  readonly parts: Int32Array;
  /** Parts that there are, those of other folds included. */
  readonly width: number;
}

const numbered = ({ key, codes: { codes, cells } }: Plain, axis: number, keys: Keys): Numbered => {
  const parts = Int32Array.from(cells, (cell) => keys.part(axis, key(cell)));
  return { axis, codes, parts, width: keys.parts(axis).length };
};

const summandOf = ({ amount, extremes }: RecordFeed, facts: Facts): Summand => ({ scale: amount.scale, extremes, units: facts.units(amount), exact: (slot) => amount.exact(facts.row(slot)!) });

const lineSummandOf = ({ amount, factor, read }: LineFeed, lines: LineFacts): LineSummand => {
  const codes = factor && lines.codes(factor.column);
  return {
    scale: amount.scale + (factor?.scale ?? 0),
    extremes: false,
    units: lines.units(amount),
    factor: factor && codes ? { codes: codes.codes, of: Float64Array.from(codes.cells, factor.of) } : null,
    exact: (at) => {
      const value = read(lines.line(at)!);
      return value && decimalIn(value);
    },
  };
};

const UNKNOWN = -1;

/** Adds cells of one grid to those of another. */
const merge = (into: Grid, group: number, from: Grid, cell: number, places: readonly number[]): void => {
  into.entries[group]! += from.entries[cell]!;
  mergeTallies(into, group, from, cell, places);
};

/** `places`: which tally of `into` each of `from` belongs to. */
const mergeTallies = (into: Grid, group: number, from: Grid, cell: number, places: readonly number[]): void => {
  for (let at = 0; at < places.length; at += 1) mergeCell(into.tallies[places[at]!]!, group, from.tallies[at]!, cell);
};

/** A cell's group, for cells made of numbered axes that lie as far apart as their widths say. */
const groupFinder = (axes: readonly Numbered[], fixed: readonly number[], keys: Keys): ((cell: number) => number) => {
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

const product = (widths: readonly number[]): number => widths.reduce((all, width) => all * width, 1);

/** What each code of an axis adds to the number of a cell. */
const sidesOf = (axes: readonly Numbered[], step: number): readonly Side[] =>
  axes.map(({ codes, parts }, at) => {
    const stride = step * product(axes.slice(at + 1).map(({ width }) => width));
    return { codes, steps: parts.map((part) => part * stride) };
  });

/** A grid that grows with its groups: they are numbered as they are met. */
const growing = (feeds: readonly Summed[], keys: Keys, most: number): Grid => emptyGrid(Math.max(1, keys.size() + most), feeds);

const usedCells = (grid: Grid, cells: number): number => {
  let used = 0;
  for (let cell = 0; cell < cells; cell += 1) used += Number(grid.entries[cell]! !== 0);
  return used;
};

/** From what all reports share: records counted and summed by the codes of the columns that axes and conditions look at. */
const fillFromCodes = ({ facts, conditions, axes, keys }: Filling, feeds: readonly RecordFeed[], scales: readonly Summed[], places: readonly number[]): Grid | null => {
  if (!conditions || feeds.some(({ extremes }) => extremes)) return null;
  const plains = axes.map(({ plain }) => plain);
  if (plains.includes(null)) return null;
  const columns = [...new Map([...plains.map((plain) => plain!.column), ...conditions.map(({ column }) => column)].map((column) => [column.name, column])).values()];
  const found = facts.grid(columns, feeds.map(({ amount }) => amount), GRID_CODE);
  if (!found) return null;
  const { grid, cells, codes, strides } = found;
  const names = columns.map(({ name }) => name);
  /** Of each axis and each condition: which column it looks at, and what is known of that column's codes so far. */
  const sides = plains.map((plain) => {
    const column = names.indexOf(plain!.column.name);
    return { column, key: plain!.key, known: new Int32Array(codes[column]!.cells.length).fill(UNKNOWN) };
  });
  const judges = conditions.map(({ column: { name }, passes }) => {
    const column = names.indexOf(name);
    return { column, passes, known: new Int8Array(codes[column]!.cells.length).fill(UNKNOWN) };
  });
  const groups = growing(scales, keys, usedCells(grid, cells));
  const of = new Int32Array(columns.length);
  const key = new Int32Array(axes.length);

  const passesAll = (): boolean => {
    for (let at = 0; at < judges.length; at += 1) {
      const { column, passes, known } = judges[at]!;
      const code = of[column]!;
      if (known[code] === UNKNOWN) known[code] = Number(passes(codes[column]!.cells[code]));
      if (known[code] === 0) return false;
    }
    return true;
  };
  const groupOf = (): number => {
    for (let at = 0; at < sides.length; at += 1) {
      const { column, key: keyOf, known } = sides[at]!;
      const code = of[column]!;
      if (known[code] === UNKNOWN) known[code] = keys.part(at, keyOf(codes[column]!.cells[code]));
      key[at] = known[code]!;
    }
    return keys.group(key);
  };

  for (let cell = 0; cell < cells; cell += 1) {
    if (grid.entries[cell] === 0) continue;
    let rest = cell;
    for (let at = 0; at < strides.length; at += 1) {
      of[at] = Math.floor(rest / strides[at]!);
      rest %= strides[at]!;
    }
    if (passesAll()) merge(groups, groupOf(), grid, cell, places);
  }
  return groups;
};

/** Every record that counts, by the keys of its axes. */
const fillRecords = ({ facts, mask, axes, keys }: Filling, feeds: readonly RecordFeed[], scales: readonly Summed[], places: readonly number[]): Grid | null => {
  const found: Numbered[] = [];
  for (const [axis, { plain }] of axes.entries()) {
    if (!plain) return null;
    found.push(numbered({ key: plain.key, codes: facts.codes(plain.column) }, axis, keys));
  }
  const cells = product(found.map(({ width }) => width));
  if (cells > MOST_CELLS) return null;
  const grid = gatherGrid({ size: facts.size, mask: mask(), sides: sidesOf(found, 1), direct: false, cells, summands: feeds.map((feed) => summandOf(feed, facts)) });
  const groups = growing(scales, keys, usedCells(grid, cells));
  const groupOf = groupFinder(found, [], keys);
  for (let cell = 0; cell < cells; cell += 1) if (grid.entries[cell] !== 0) merge(groups, groupOf(cell), grid, cell, places);
  return groups;
};

const totalOf = (groups: Grid): Grid => {
  const total = emptyGrid(1, groups.tallies.map(({ scale, extremes }) => ({ scale, extremes: extremes !== null })));
  const places = groups.tallies.map((_, at) => at);
  for (let group = 0; group < groups.entries.length; group += 1) if (groups.entries[group] !== 0) merge(total, 0, groups, group, places);
  return total;
};

/** 1 for each record that counts and has lines, or has none. */
const withLines = (mask: Uint8Array | null, { lengths }: LineFacts, size: number, some: boolean): Uint8Array => {
  const found = new Uint8Array(size);
  for (let slot = 0; slot < size; slot += 1) found[slot] = (mask ? mask[slot]! : 1) & Number(lengths[slot]! > 0 === some);
  return found;
};

interface Parted {
  readonly records: readonly RecordFeed[];
  readonly recordPlaces: readonly number[];
  readonly lines: readonly LineFeed[];
  readonly linePlaces: readonly number[];
}

const partedOf = (feeds: readonly Feed[]): Parted => {
  const at = (per: Feed["per"]): readonly number[] => feeds.flatMap((feed, place) => (feed.per === per ? [place] : []));
  return {
    records: feeds.filter((feed): feed is RecordFeed => feed.per === "record"),
    recordPlaces: at("record"),
    lines: feeds.filter((feed): feed is LineFeed => feed.per === "line"),
    linePlaces: at("line"),
  };
};

/** What of a line decides about its cell, and what of its record. */
const fillLines = (filling: Filling, list: string, { records, recordPlaces, lines: ofLines, linePlaces }: Parted, scales: readonly Summed[]): Filled | null => {
  const { facts, axes, keys, linesOnly } = filling;
  const lines = facts.lines(list);
  const ofRecord: Numbered[] = [];
  const ofLine: Numbered[] = [];
  for (const [axis, { plain, linePlain, lineKeys }] of axes.entries()) {
    if (plain) ofRecord.push(numbered({ key: plain.key, codes: facts.codes(plain.column) }, axis, keys));
    else if (linePlain && lineKeys) ofLine.push(numbered({ key: linePlain.key, codes: lines.codes(linePlain.column) }, axis, keys));
    else return null;
  }
  const width = product(ofLine.map((axis) => axis.width));
  const cells = product(ofRecord.map((axis) => axis.width)) * width;
  if (cells > MOST_CELLS) return null;
  const byLine = ofLine.length > 0;
  const mask = filling.mask();
  const recordCells = cellsOfRecords(sidesOf(ofRecord, width), mask, facts.size, cells);
  const grid = gatherLines({
    size: lines.size,
    parents: lines.parents,
    recordCells,
    sides: sidesOf(ofLine, 1),
    cells,
    width,
    ofLines: ofLines.map((feed) => lineSummandOf(feed, lines)),
    ofRecords: byLine ? records.map((feed) => summandOf(feed, facts)) : [],
  });
  const groupOf = groupFinder([...ofRecord, ...ofLine], [], keys);
  const summands = (): readonly Summand[] => records.map((feed) => summandOf(feed, facts));
  const gatherRecords = (of: Uint8Array | null, sides: readonly Side[], many: number): Grid => gatherGrid({ size: facts.size, mask: of, sides, direct: false, cells: many, summands: summands() });

  if (!byLine) {
    const whole = gatherRecords(mask, sidesOf(ofRecord, 1), cells);
    const groups = growing(scales, keys, usedCells(whole, cells));
    for (let cell = 0; cell < cells; cell += 1) {
      if (whole.entries[cell] === 0) continue;
      const group = groupOf(cell);
      merge(groups, group, whole, cell, recordPlaces);
      mergeTallies(groups, group, grid, cell, linePlaces);
    }
    return { groups, total: totalOf(groups) };
  }

  const all = [...linePlaces, ...recordPlaces];
  const bareCells = product(ofRecord.map((axis) => axis.width));
  const bare = linesOnly ? null : gatherRecords(withLines(mask, lines, facts.size, false), sidesOf(ofRecord, 1), bareCells);
  // A record without lines has no key where keys are of lines.
  const none = axes.map(({ plain }, axis) => (plain ? 0 : keys.part(axis, null)));
  const groups = growing(scales, keys, usedCells(grid, cells) + (bare ? usedCells(bare, bareCells) : 0));
  for (let cell = 0; cell < cells; cell += 1) if (grid.entries[cell] !== 0) merge(groups, groupOf(cell), grid, cell, all);
  const bareGroupOf = groupFinder(ofRecord, none, keys);
  if (bare) for (let cell = 0; cell < bareCells; cell += 1) if (bare.entries[cell] !== 0) merge(groups, bareGroupOf(cell), bare, cell, recordPlaces);
  const total = emptyGrid(1, scales);
  merge(total, 0, gatherRecords(linesOnly ? withLines(mask, lines, facts.size, true) : mask, [], 1), 0, recordPlaces);
  for (let group = 0; group < groups.entries.length; group += 1) {
    if (groups.entries[group] !== 0) for (const place of linePlaces) mergeCell(total.tallies[place]!, 0, groups.tallies[place]!, group);
  }
  return { groups, total };
};

const cellsOfRecords = (sides: readonly Side[], mask: Uint8Array | null, size: number, spare: number): Int32Array => {
  const cells = new Int32Array(size);
  for (const { codes, steps } of sides) for (let slot = 0; slot < size; slot += 1) cells[slot]! += steps[codes[slot]!]!;
  if (mask) for (let slot = 0; slot < size; slot += 1) cells[slot] = spare + (cells[slot]! - spare) * mask[slot]!;
  return cells;
};

/** The least and the greatest of amounts that are no safe integers only decimals can tell. */
const fits = ({ amount }: RecordFeed, facts: Facts): boolean => {
  const units = facts.units(amount);
  for (let slot = 0; slot < facts.size; slot += 1) if (units[slot] === Number.POSITIVE_INFINITY) return false;
  return true;
};

/**
 * Gathers all records that count column by column. Null when an axis has several keys per record or follows from more than the record,
 * a feed is of extremes of lines or of amounts that do not fit, or there are too many combinations of keys.
 */
export const fillPlain = (filling: Filling): Filled | null => {
  const { facts, feeds, list } = filling;
  if (feeds.some((feed) => feed.extremes && (feed.per === "line" || !fits(feed, facts)))) return null;
  const scales = feeds.map((feed) => ({ scale: feed.amount.scale + (feed.per === "line" ? (feed.factor?.scale ?? 0) : 0), extremes: feed.extremes }));
  const parted = partedOf(feeds);
  if (list !== undefined) return fillLines(filling, list, parted, scales);
  const groups = fillFromCodes(filling, parted.records, scales, parted.recordPlaces) ?? fillRecords(filling, parted.records, scales, parted.recordPlaces);
  return groups && { groups, total: totalOf(groups) };
};
