import type { Axis } from "./axis.ts";
import { codeGrid, lineCodeGrid, type CodeGrid, type LineCodeGrid } from "./code-grid.ts";
import { chooseCells, distinct, placeOf, type Chosen, type CodedAxis, type CodedJudge } from "./coded.ts";
import { growing, totalOf, type Filled, type Filling, type Parted } from "./filling.ts";
import type { LineAmount, LineColumn, PlainColumn } from "./facts.ts";
import type { LineFeed } from "./gather.ts";
import { mergeCell, mergeProduct, type Summed, type Tally } from "./grid.ts";
import { createKeys } from "./keys.ts";
import type { CodedCondition } from "./mask.ts";

/** One feed as a sum that is kept, times what the code of a column says. */
interface Multiple {
  readonly base: Tally;
  readonly factors: { readonly place: number; readonly of: Float64Array; readonly scale: number } | null;
}

const isOutside = (factor: number): boolean => Math.abs(factor) === Number.POSITIVE_INFINITY;

/** In the fewest places that they can be written in: sums of what is multiplied by them stay within safe integers for longer. */
const inFewestPlaces = (factors: Float64Array, scale: number): { readonly of: Float64Array; readonly scale: number } => {
  const spare = factors.every((factor) => Number.isNaN(factor) || factor % 10 === 0);
  return scale > 0 && spare ? inFewestPlaces(factors.map((factor) => factor / 10), scale - 1) : { of: factors, scale };
};

/** Whether no two codes have one part. */
const areDistinct = (parts: Int32Array): boolean => {
  const met = parts.filter((part) => part >= 0);
  return new Set(met).size === met.length;
};

/** Adds sums of cells to those of their groups. */
const mergeAll = (into: Tally, { base, factors }: Multiple, { cells, groups }: Chosen, strides: readonly number[]): void => {
  if (!factors) {
    for (let at = 0; at < cells.length; at += 1) mergeCell(into, groups[at]!, base, cells[at]!);
    return;
  }
  const { place, of } = factors;
  const [stride, span] = [strides[place]!, strides[place - 1] ?? Number.MAX_SAFE_INTEGER];
  for (let at = 0; at < cells.length; at += 1) mergeProduct(into, groups[at]!, base, cells[at]!, of[Math.floor((cells[at]! % span) / stride)]!);
};

/** The same lines' records by the codes of their own columns alone: those that have lines. */
const recordsIn = ({ having, width, codes, strides, grid }: LineCodeGrid, columns: number): CodeGrid => ({
  grid: { ...grid, entries: having },
  cells: having.length,
  codes: codes.slice(0, columns),
  strides: strides.slice(0, columns).map((stride) => stride / width),
});

/** Which columns tell everything, those of records before those of lines, and how. */
interface Plan {
  readonly ofRecords: readonly PlainColumn[];
  readonly ofLines: readonly LineColumn[];
  readonly coded: readonly CodedAxis[];
  readonly judges: readonly CodedJudge[];
  readonly placeOfLine: (column: LineColumn) => number;
}

const planOf = (conditions: readonly CodedCondition[], axes: readonly Axis[], feeds: readonly LineFeed[]): Plan | null => {
  const ofRecords = distinct([...axes.flatMap(({ plain }) => plain ?? []), ...conditions].map(({ column }) => column));
  const ofLines = distinct<LineColumn>([...axes.flatMap(({ linePlain }) => linePlain?.column ?? []), ...feeds.flatMap(({ factor }) => factor?.column ?? [])]);
  const placeOfLine = (column: LineColumn): number => ofRecords.length + placeOf(ofLines, column);
  const codedOf = ({ plain, linePlain }: Axis): CodedAxis | null => {
    if (plain) return { place: placeOf(ofRecords, plain.column), key: plain.key };
    return linePlain && { place: placeOfLine(linePlain.column), key: linePlain.key };
  };
  const coded = axes.flatMap((axis) => codedOf(axis) ?? []);
  const judges = conditions.map(({ column, passes }): CodedJudge => ({ place: placeOf(ofRecords, column), passes }));
  return coded.length < axes.length ? null : { ofRecords, ofLines, coded, judges, placeOfLine };
};

const multipleOf = ({ amount, factor }: LineFeed, amounts: readonly LineAmount[], { grid, codes }: LineCodeGrid, { placeOfLine }: Plan): Multiple => {
  const base = grid.tallies[placeOf(amounts, amount)]!;
  if (!factor) return { base, factors: null };
  const place = placeOfLine(factor.column);
  return { base, factors: { place, ...inFewestPlaces(Float64Array.from(codes[place]!.cells, factor.of), factor.scale) } };
};

/**
 * From what all reports share: lines counted and summed by the codes of columns. Null where that does not tell all: several codes of lines make one key, so that a
 * record could count twice; records without lines have groups of their own; or an amount does not fit.
 */
export const fillKeptLines = ({ facts, conditions, axes, keys, linesOnly }: Filling, list: string, { records, lines: feeds }: Parted): Filled | null => {
  const byLine = axes.some(({ linePlain }) => linePlain);
  if (!conditions || records.length > 0 || (byLine && !linesOnly)) return null;
  const plan = planOf(conditions, axes, feeds);
  if (!plan) return null;
  const { ofRecords, ofLines, coded, judges, placeOfLine } = plan;
  const axesOn = (column: LineColumn): readonly number[] => coded.flatMap(({ place }, at) => (place === placeOfLine(column) ? [at] : []));
  if (byLine && ofLines.some((column) => axesOn(column).length === 0)) return null;

  const amounts = distinct(feeds.map(({ amount }) => amount));
  const all = byLine ? null : codeGrid(facts, ofRecords, []);
  const found = byLine || all ? lineCodeGrid(facts, list, ofRecords, ofLines, amounts) : null;
  if (!found) return null;
  const multiples = feeds.map((feed) => multipleOf(feed, amounts, found, plan));
  if (multiples.some(({ factors }) => factors?.of.some(isOutside))) return null;

  const asked = { axes: coded, judges, keys };
  const ofAll = all && chooseCells(all, asked);
  const chosen = chooseCells(found, asked);
  const tells = (column: LineColumn): boolean => axesOn(column).some((axis) => areDistinct(chosen.parts[axis]!));
  if (byLine && !ofLines.every(tells)) return null;

  const summed = multiples.map(({ base, factors }): Summed => ({ scale: base.scale + (factors?.scale ?? 0), extremes: false }));
  const groups = growing(summed, keys, 0);
  const { cells, groups: groupsOf } = ofAll ?? chosen;
  const { entries } = (all ?? found).grid;
  for (let at = 0; at < cells.length; at += 1) groups.entries[groupsOf[at]!]! += entries[cells[at]!]!;
  for (const [at, multiple] of multiples.entries()) mergeAll(groups.tallies[at]!, multiple, chosen, found.strides);
  if (!byLine) return { groups, total: totalOf(groups) };

  const having = chooseCells(recordsIn(found, ofRecords.length), { axes: [], judges, keys: createKeys(0) });
  const many = having.cells.reduce((sum, cell) => sum + found.having[cell]!, 0);
  return { groups, total: { ...totalOf(groups), entries: Int32Array.of(many) } };
};
