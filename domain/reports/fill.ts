import { fillLines } from "./fill-lines.ts";
import type { Facts } from "./facts.ts";
import { groupFinder, growing, merge, MOST_CELLS, numbered, product, sidesOf, summandOf, totalOf, usedCells, type Filled, type Filling, type Numbered, type Parted } from "./filling.ts";
import type { Feed, LineFeed, RecordFeed } from "./gather.ts";
import { gatherGrid, GRID_CODE, type Grid, type Summed } from "./grid.ts";

const UNKNOWN = -1;

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

const partedOf = (feeds: readonly Feed[]): Parted => {
  const at = (per: Feed["per"]): readonly number[] => feeds.flatMap((feed, place) => (feed.per === per ? [place] : []));
  return {
    records: feeds.filter((feed): feed is RecordFeed => feed.per === "record"),
    recordPlaces: at("record"),
    lines: feeds.filter((feed): feed is LineFeed => feed.per === "line"),
    linePlaces: at("line"),
  };
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
