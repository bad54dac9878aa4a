import type { Cell } from "#domain/schema/entity.ts";
import type { LineAmount, LineFacts } from "./facts.ts";
import { groupFinder, growing, merge, mergeTallies, MOST_CELLS, numbered, product, sidesOf, stridesOf, summandOf, totalOf, usedCells, type Filled, type Filling, type Numbered, type Parted } from "./filling.ts";
import { decimalIn, type Factor, type LineFeed } from "./gather.ts";
import { emptyGrid, gatherGrid, mergeCell, mergeProduct, type Grid, type Side, type Summand, type Summed } from "./grid.ts";
import { gatherLines, type LineGathering, type LineSummand } from "./line-grid.ts";

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

/** 1 for each record that counts and has lines, or has none. */
const withLines = (mask: Uint8Array | null, { lengths }: LineFacts, size: number, some: boolean): Uint8Array => {
  const found = new Uint8Array(size);
  for (let slot = 0; slot < size; slot += 1) found[slot] = (mask ? mask[slot]! : 1) & Number(lengths[slot]! > 0 === some);
  return found;
};

/** An axis of lines, and what its codes stand for. */
interface LineAxis extends Numbered {
  readonly column: string;
  readonly cells: readonly Cell[];
}

/** By the part of an axis's key what a factor says of its lines; null where lines of one part have different factors, or one does not fit. */
const factorsOf = ({ parts, width, cells }: LineAxis, { of }: Factor): Float64Array | null => {
  const factors = new Float64Array(width).fill(Number.NaN);
  const known = new Uint8Array(width);
  for (let code = 0; code < parts.length; code += 1) {
    const part = parts[code]!;
    const factor = of(cells[code]);
    if (Math.abs(factor) === Number.POSITIVE_INFINITY || (known[part] === 1 && !Object.is(factor, factors[part]))) return null;
    factors[part] = factor;
    known[part] = 1;
  }
  return factors;
};

/** One feed as an amount of the lines, times what the part of a key says. */
interface Multiple {
  readonly amount: LineAmount;
  readonly factors: { readonly axis: number; readonly of: Float64Array } | null;
}

const multipleOf = ({ amount, factor }: LineFeed, axes: readonly LineAxis[]): Multiple | null => {
  if (!factor) return { amount, factors: null };
  const axis = axes.findIndex(({ column }) => column === factor.column.name);
  const of = axis < 0 ? null : factorsOf(axes[axis]!, factor);
  return of && { amount, factors: { axis, of } };
};

/**
 * Lines gathered by feed. Where each factor follows from a key, what is multiplied is summed once for all feeds, and whole sums are multiplied; an amount that does
 * not fit is left to those who take line by line.
 */
const gatherFeeds = (gathering: Omit<LineGathering, "ofLines">, feeds: readonly LineFeed[], axes: readonly LineAxis[], lines: LineFacts): Grid => {
  const byLine = (): Grid => gatherLines({ ...gathering, ofLines: feeds.map((feed) => lineSummandOf(feed, lines)) });
  const multiples = feeds.flatMap((feed) => multipleOf(feed, axes) ?? []);
  if (multiples.length < feeds.length || multiples.every(({ factors }) => !factors)) return byLine();
  const amounts = [...new Map(multiples.map(({ amount }) => [amount.name, amount])).values()];
  let fits = true;
  const exact = (): null => {
    fits = false;
    return null;
  };
  const sums = gatherLines({ ...gathering, ofLines: amounts.map((amount) => ({ scale: amount.scale, extremes: false, units: lines.units(amount), factor: null, exact })) });
  if (!fits) return byLine();
  const { tallies } = emptyGrid(gathering.cells, feeds.map(({ amount, factor }) => ({ scale: amount.scale + (factor?.scale ?? 0), extremes: false })));
  const bases = multiples.map(({ amount }) => sums.tallies[amounts.findIndex(({ name }) => name === amount.name)]!);
  const strides = stridesOf(axes);
  for (let cell = 0; cell < gathering.cells; cell += 1) {
    if (sums.entries[cell] === 0) continue;
    for (const [at, { factors }] of multiples.entries()) {
      if (!factors) mergeCell(tallies[at]!, cell, bases[at]!, cell);
      else mergeProduct(tallies[at]!, cell, bases[at]!, cell, factors.of[Math.floor(cell / strides[factors.axis]!) % axes[factors.axis]!.width]!);
    }
  }
  return { entries: sums.entries, tallies: [...tallies, ...sums.tallies.slice(amounts.length)] };
};

/** What of a line decides about its cell, and what of its record. */
export const fillLines = (filling: Filling, list: string, { records, recordPlaces, lines: ofLines, linePlaces }: Parted, scales: readonly Summed[]): Filled | null => {
  const { facts, axes, keys, linesOnly } = filling;
  const lines = facts.lines(list);
  const ofRecord: Numbered[] = [];
  const ofLine: LineAxis[] = [];
  for (const [axis, { plain, linePlain, lineKeys }] of axes.entries()) {
    if (plain) ofRecord.push(numbered({ key: plain.key, codes: facts.codes(plain.column) }, axis, keys));
    else if (linePlain && lineKeys) {
      const codes = lines.codes(linePlain.column);
      ofLine.push({ ...numbered({ key: linePlain.key, codes }, axis, keys), column: linePlain.column.name, cells: codes.cells });
    } else return null;
  }
  const width = product(ofLine.map((axis) => axis.width));
  const cells = product(ofRecord.map((axis) => axis.width)) * width;
  if (cells > MOST_CELLS) return null;
  const byLine = ofLine.length > 0;
  const mask = filling.mask();
  const recordCells = cellsOfRecords(sidesOf(ofRecord, width), mask, facts.size, cells);
  const ofRecords = byLine ? records.map((feed) => summandOf(feed, facts)) : [];
  const grid = gatherFeeds({ size: lines.size, parents: lines.parents, recordCells, sides: sidesOf(ofLine, 1), cells, width, ofRecords }, ofLines, ofLine, lines);
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
