import { codeGrid } from "./code-grid.ts";
import { chooseCells, distinct, placeOf } from "./coded.ts";
import { fillKeptLines } from "./fill-kept-lines.ts";
import { fillLines } from "./fill-lines.ts";
import type { Facts } from "./facts.ts";
import { groupFinder, growing, merge, MOST_CELLS, numbered, product, sidesOf, summandOf, totalOf, usedCells, type Filled, type Filling, type Numbered, type Parted } from "./filling.ts";
import type { Feed, LineFeed, RecordFeed } from "./gather.ts";
import { gatherGrid, type Grid, type Summed } from "./grid.ts";

/** From what all reports share: records counted and summed by the codes of the columns that axes and conditions look at. */
const fillFromCodes = ({ facts, conditions, axes, keys }: Filling, feeds: readonly RecordFeed[], scales: readonly Summed[], places: readonly number[]): Grid | null => {
  if (!conditions || feeds.some(({ extremes }) => extremes)) return null;
  const plains = axes.flatMap(({ plain }) => plain ?? []);
  if (plains.length < axes.length) return null;
  const columns = distinct([...plains, ...conditions].map(({ column }) => column));
  const coded = plains.map(({ column, key }) => ({ place: placeOf(columns, column), key }));
  const judges = conditions.map(({ column, passes }) => ({ place: placeOf(columns, column), passes }));
  const found = codeGrid(facts, columns, feeds.map(({ amount }) => amount));
  if (!found) return null;
  const { cells, groups: groupsOf } = chooseCells(found, { axes: coded, judges, keys });
  const groups = growing(scales, keys, 0);
  for (let at = 0; at < cells.length; at += 1) merge(groups, groupsOf[at]!, found.grid, cells[at]!, places);
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
  if (list !== undefined) return fillKeptLines(filling, list, parted) ?? fillLines(filling, list, parted, scales);
  const groups = fillFromCodes(filling, parted.records, scales, parted.recordPlaces) ?? fillRecords(filling, parted.records, scales, parted.recordPlaces);
  return groups && { groups, total: totalOf(groups) };
};
