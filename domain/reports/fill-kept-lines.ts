import type { Axis } from "./axis.ts";
import { codeGrid, lineCodeGrid, type CodeGrid, type LineCodeGrid } from "./code-grid.ts";
import { distinct, eachCoded, placeOf, type CodedAxis, type CodedJudge } from "./coded.ts";
import { growing, merge, totalOf, usedCells, type Filled, type Filling, type Parted } from "./filling.ts";
import type { LineColumn } from "./facts.ts";
import type { LineFeed } from "./gather.ts";
import { emptyGrid, mergeCell, mergeProduct, type Summed, type Tally } from "./grid.ts";
import { createKeys } from "./keys.ts";

/** One feed as a sum that is kept, times what the code of a column says. */
interface Multiple {
  readonly base: Tally;
  readonly factors: { readonly place: number; readonly of: Float64Array } | null;
}

const isOutside = (factor: number): boolean => Math.abs(factor) === Number.POSITIVE_INFINITY;

/** Whether no part of an axis's key has come of two codes so far. */
interface Distinction {
  readonly saw: (part: number, code: number) => void;
  readonly holds: () => boolean;
}

const createDistinction = (): Distinction => {
  const codes = new Map<number, number>();
  let holds = true;
  return {
    saw: (part, code) => {
      const known = codes.get(part);
      if (known === undefined) codes.set(part, code);
      else if (known !== code) holds = false;
    },
    holds: () => holds,
  };
};

/** The same lines' records by the codes of their own columns alone: those that have lines. */
const recordsIn = ({ having, width, codes, strides, grid }: LineCodeGrid, columns: number): CodeGrid => ({
  grid: { ...grid, entries: having },
  cells: having.length,
  codes: codes.slice(0, columns),
  strides: strides.slice(0, columns).map((stride) => stride / width),
});

/**
 * From what all reports share: lines counted and summed by the codes of columns. Null where that does not tell all: several codes of lines make one key, so that a
 * record could count twice; records without lines have groups of their own; or an amount does not fit.
 */
export const fillKeptLines = ({ facts, conditions, axes, keys, linesOnly }: Filling, list: string, { records, lines: feeds, linePlaces }: Parted, scales: readonly Summed[]): Filled | null => {
  const byLine = axes.some(({ linePlain }) => linePlain);
  if (!conditions || records.length > 0 || (byLine && !linesOnly)) return null;
  const ofRecords = distinct([...axes.flatMap(({ plain }) => plain ?? []), ...conditions].map(({ column }) => column));
  const ofLines = distinct<LineColumn>([...axes.flatMap(({ linePlain }) => linePlain?.column ?? []), ...feeds.flatMap(({ factor }) => factor?.column ?? [])]);
  const linePlace = (column: LineColumn): number => ofRecords.length + placeOf(ofLines, column);
  const codedOf = ({ plain, linePlain }: Axis): CodedAxis | null => {
    if (plain) return { place: placeOf(ofRecords, plain.column), key: plain.key };
    return linePlain && { place: linePlace(linePlain.column), key: linePlain.key };
  };
  const coded = axes.flatMap((axis) => codedOf(axis) ?? []);
  const isKey = (column: LineColumn): boolean => coded.some(({ place }) => place === linePlace(column));
  if (coded.length < axes.length || (byLine && !ofLines.every(isKey))) return null;

  const amounts = distinct(feeds.map(({ amount }) => amount));
  const all = byLine ? null : codeGrid(facts, ofRecords, []);
  const found = byLine || all ? lineCodeGrid(facts, list, ofRecords, ofLines, amounts) : null;
  if (!found) return null;
  const multiples = feeds.map(({ amount, factor }: LineFeed): Multiple => {
    const base = found.grid.tallies[placeOf(amounts, amount)]!;
    if (!factor) return { base, factors: null };
    const place = linePlace(factor.column);
    return { base, factors: { place, of: Float64Array.from(found.codes[place]!.cells, factor.of) } };
  });
  if (multiples.some(({ factors }) => factors?.of.some(isOutside))) return null;

  const judges = conditions.map(({ column, passes }): CodedJudge => ({ place: placeOf(ofRecords, column), passes }));
  const asked = { axes: coded, judges, keys };
  const groups = growing(scales, keys, usedCells(found.grid, found.cells) + (all ? usedCells(all.grid, all.cells) : 0));
  if (all) eachCoded(all, asked, (cell, group) => merge(groups, group, all.grid, cell, []));
  const distinctions = coded.map(createDistinction);
  eachCoded(found, asked, (cell, group, of, key) => {
    if (byLine) groups.entries[group]! += found.grid.entries[cell]!;
    for (let at = 0; at < coded.length; at += 1) distinctions[at]!.saw(key[at]!, of[coded[at]!.place]!);
    for (let at = 0; at < multiples.length; at += 1) {
      const { base, factors } = multiples[at]!;
      const into = groups.tallies[linePlaces[at]!]!;
      if (factors) mergeProduct(into, group, base, cell, factors.of[of[factors.place]!]!);
      else mergeCell(into, group, base, cell);
    }
  });
  if (!byLine) return { groups, total: totalOf(groups) };

  const tells = (column: LineColumn): boolean => coded.some(({ place }, at) => place === linePlace(column) && distinctions[at]!.holds());
  if (!ofLines.every(tells)) return null;
  const total = emptyGrid(1, scales);
  eachCoded(recordsIn(found, ofRecords.length), { axes: [], judges, keys: createKeys(0) }, (cell) => {
    total.entries[0]! += found.having[cell]!;
  });
  for (const place of linePlaces) {
    for (let group = 0; group < groups.entries.length; group += 1) if (groups.entries[group] !== 0) mergeCell(total.tallies[place]!, 0, groups.tallies[place]!, group);
  }
  return { groups, total };
};
