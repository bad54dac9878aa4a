import { addDecimal, addRunning, addUnits, emptyRunning, fromUnits, totalOf, type Running } from "#domain/query/exact-sum.ts";
import { multiply, type Decimal } from "#domain/schema/decimal.ts";

/** Slots that are taken at a time: few enough that what is known of them stays in the processor's nearest memory. */
const BLOCK = 4_096;
const MOST = Number.MAX_SAFE_INTEGER;

/** The sum of one amount in each cell of a grid. */
export interface Tally {
  readonly scale: number;
  /** Whole units; each a safe integer. */
  readonly sums: Float64Array;
  /** How many amounts are in it. */
  readonly counts: Int32Array;
  /** What did not fit a safe integer, to be added. */
  readonly spilled: Map<number, Running>;
  /** Where they are asked for. */
  readonly extremes: Extremes | null;
}

/** The least and the greatest amount by cell; infinite in one that has none. */
export interface Extremes {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Entries counted and summed by cell. */
export interface Grid {
  readonly entries: Int32Array;
  readonly tallies: readonly Tally[];
}

/** One side of a grid: a code per slot, and what each code adds to the number of the cell. */
export interface Side {
  readonly codes: Int32Array;
  readonly steps: Int32Array;
}

/** One amount per slot: NaN when absent, infinite when it does not fit a safe integer, then `exact` has it. */
export interface Summand extends Summed {
  readonly units: Float64Array;
  readonly exact: (slot: number) => Decimal | null;
}

/** What is summed, and whether the least and the greatest of it are asked for. */
export interface Summed {
  readonly scale: number;
  readonly extremes: boolean;
}

const noExtremes = (cells: number): Extremes => ({ low: new Float64Array(cells).fill(Number.POSITIVE_INFINITY), high: new Float64Array(cells).fill(Number.NEGATIVE_INFINITY) });

export const emptyGrid = (cells: number, summed: readonly Summed[]): Grid => ({
  entries: new Int32Array(cells),
  tallies: summed.map(({ scale, extremes }) => ({
    scale,
    sums: new Float64Array(cells),
    counts: new Int32Array(cells),
    spilled: new Map(),
    extremes: extremes ? noExtremes(cells) : null,
  })),
});

const spilledIn = ({ spilled }: Tally, cell: number): Running => {
  let running = spilled.get(cell);
  if (!running) spilled.set(cell, (running = emptyRunning()));
  return running;
};

/** Adds what the sums cannot simply take, or takes it away. It was counted as an amount: one that is absent is counted back. */
const takeRest = (tally: Tally, cell: number, value: number, exact: Summand["exact"], slot: number, sign: 1 | -1): void => {
  if (Number.isSafeInteger(value)) {
    addUnits(spilledIn(tally, cell), tally.sums[cell]!, tally.scale);
    tally.sums[cell] = sign * value;
    return;
  }
  const decimal = Number.isNaN(value) ? null : exact(slot);
  if (decimal === null) tally.counts[cell]! -= sign;
  else addDecimal(spilledIn(tally, cell), decimal, sign);
};

/** Adds the amount of one slot to a cell, or takes it away. */
export const takeOne = (tally: Tally, cell: number, value: number, exact: Summand["exact"], slot: number, sign: 1 | -1): void => {
  tally.counts[cell]! += sign;
  const next = tally.sums[cell]! + sign * value;
  if (next <= MOST && next >= -MOST && Number.isSafeInteger(value)) tally.sums[cell] = next;
  else takeRest(tally, cell, value, exact, slot, sign);
};

/** Adds what one cell of another tally has. */
export const mergeCell = (into: Tally, cell: number, from: Tally, at: number): void => {
  into.counts[cell]! += from.counts[at]!;
  const next = into.sums[cell]! + from.sums[at]!;
  if (into.scale === from.scale && next <= MOST && next >= -MOST) into.sums[cell] = next;
  else addUnits(spilledIn(into, cell), from.sums[at]!, from.scale);
  const rest = from.spilled.size > 0 && from.spilled.get(at);
  if (rest) addRunning(spilledIn(into, cell), rest);
  if (!into.extremes || !from.extremes) return;
  into.extremes.low[cell] = Math.min(into.extremes.low[cell]!, from.extremes.low[at]!);
  into.extremes.high[cell] = Math.max(into.extremes.high[cell]!, from.extremes.high[at]!);
};

/** The same times `factor`, which is whole units of the difference of the scales; what is NaN adds nothing. */
export const mergeProduct = (into: Tally, cell: number, from: Tally, at: number, factor: number): void => {
  if (Number.isNaN(factor)) return;
  into.counts[cell]! += from.counts[at]!;
  const value = from.sums[at]! * factor;
  const next = into.sums[cell]! + value;
  const rest = from.spilled.size > 0 && from.spilled.get(at);
  if (Number.isSafeInteger(value) && next <= MOST && next >= -MOST) into.sums[cell] = next;
  else addDecimal(spilledIn(into, cell), multiply(fromUnits(from.sums[at]!, from.scale), fromUnits(factor, into.scale - from.scale)));
  if (rest) addDecimal(spilledIn(into, cell), multiply(totalOf(rest), fromUnits(factor, into.scale - from.scale)));
};

/*
 * The loops are functions of arrays and numbers alone. What a compiler makes of a loop that also sees an object or a function of one report is thrown away
 * with that object, and the next report begins slowly.
 */

const firstSide = (cells: Int32Array, codes: Int32Array, steps: Int32Array, from: number, count: number): void => {
  for (let at = 0; at < count; at += 1) cells[at] = steps[codes[from + at]!]!;
};

const nextSide = (cells: Int32Array, codes: Int32Array, steps: Int32Array, from: number, count: number): void => {
  for (let at = 0; at < count; at += 1) cells[at]! += steps[codes[from + at]!]!;
};

/** What is not chosen goes to a cell of its own, behind the others: no branch that the processor could guess wrong. */
const choose = (cells: Int32Array, mask: Uint8Array, spare: number, from: number, count: number): void => {
  for (let at = 0; at < count; at += 1) cells[at] = spare + (cells[at]! - spare) * mask[from + at]!;
};

/** `offset`: where in `cells` the block begins. */
const countBlock = (cells: Int32Array, offset: number, count: number, entries: Int32Array): void => {
  for (let at = 0; at < count; at += 1) entries[cells[offset + at]!]! += 1;
};

/** From `at` on, until an amount does not fit; answers where that is, or `count`. What is absent is counted back. */
const sumBlock = (cells: Int32Array, offset: number, at: number, count: number, from: number, units: Float64Array, sums: Float64Array, counts: Int32Array): number => {
  for (; at < count; at += 1) {
    const cell = cells[offset + at]!;
    const value = units[from + at]!;
    const next = sums[cell]! + value;
    if (next <= MOST && next >= -MOST) sums[cell] = next;
    else if (value !== value) counts[cell]! -= 1;
    else return at;
  }
  return count;
};

/** Both at once, for the amount that nearly every report has. */
const countAndSumBlock = (cells: Int32Array, offset: number, at: number, count: number, from: number, units: Float64Array, sums: Float64Array, counts: Int32Array, entries: Int32Array): number => {
  for (; at < count; at += 1) {
    const cell = cells[offset + at]!;
    const value = units[from + at]!;
    const next = sums[cell]! + value;
    entries[cell]! += 1;
    if (next <= MOST && next >= -MOST) sums[cell] = next;
    else if (value !== value) counts[cell]! -= 1;
    else return at;
  }
  return count;
};

/** `entries`: null when they are counted already. */
const takeBlock = (cells: Int32Array, offset: number, from: number, count: number, { units, exact }: Summand, tally: Tally, entries: Int32Array | null): void => {
  const { sums, counts } = tally;
  for (let at = 0; ; at += 1) {
    at = entries ? countAndSumBlock(cells, offset, at, count, from, units, sums, counts, entries) : sumBlock(cells, offset, at, count, from, units, sums, counts);
    if (at >= count) return;
    takeRest(tally, cells[offset + at]!, units[from + at]!, exact, from + at, 1);
  }
};

const extremesBlock = (cells: Int32Array, offset: number, from: number, count: number, units: Float64Array, { low, high }: Extremes): void => {
  for (let at = 0; at < count; at += 1) {
    const cell = cells[offset + at]!;
    const value = units[from + at]!;
    if (value < low[cell]!) low[cell] = value;
    if (value > high[cell]!) high[cell] = value;
  }
};

export interface Gathering {
  readonly size: number;
  /** 1 for each slot that counts; null when all do. */
  readonly mask: Uint8Array | null;
  readonly sides: readonly Side[];
  /** The codes of the only side are the cells. */
  readonly direct: boolean;
  readonly cells: number;
  readonly summands: readonly Summand[];
}

/** Calls `take` with the cells of each block of slots. */
const eachBlock = ({ size, mask, sides, direct, cells: spare }: Omit<Gathering, "summands">, take: (cells: Int32Array, offset: number, from: number, count: number) => void): void => {
  const [first, ...others] = sides;
  const cells = new Int32Array(BLOCK);
  for (let from = 0; from < size; from += BLOCK) {
    const count = Math.min(BLOCK, size - from);
    if (direct && first && !mask) {
      take(first.codes, from, from, count);
      continue;
    }
    if (first) firstSide(cells, first.codes, first.steps, from, count);
    else cells.fill(0);
    for (const { codes, steps } of others) nextSide(cells, codes, steps, from, count);
    if (mask) choose(cells, mask, spare, from, count);
    take(cells, 0, from, count);
  }
};

/** Counts and sums all slots by cell. What is not chosen ends in one cell more. */
export const gatherGrid = (gathering: Gathering): Grid => {
  const { cells, summands } = gathering;
  const grid = emptyGrid(cells + 1, summands);
  const { entries, tallies } = grid;
  eachBlock(gathering, (of, offset, from, count) => {
    if (summands.length === 0) countBlock(of, offset, count, entries);
    for (const [at, summand] of summands.entries()) {
      takeBlock(of, offset, from, count, summand, tallies[at]!, at === 0 ? entries : null);
      const { extremes } = tallies[at]!;
      if (extremes) extremesBlock(of, offset, from, count, summand.units, extremes);
    }
  });
  // So far only what was missing is counted, below zero.
  for (const { counts } of tallies) for (let cell = 0; cell < cells; cell += 1) counts[cell]! += entries[cell]!;
  return grid;
};
