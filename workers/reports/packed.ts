import type { Cell } from "#domain/schema/entity.ts";
import type { Codes } from "#domain/reports/facts.ts";

/** Keeps one thing per slot of what is put there. */
export interface Packed<R> {
  readonly put: (slot: number, of: R) => void;
  readonly drop: (slot: number) => void;
}

export interface PackedCodes<R> extends Packed<R> {
  readonly now: () => Codes;
}

export interface PackedUnits<R> extends Packed<R> {
  readonly now: () => Float64Array;
}

/** What there is to begin with. */
export interface Beginning<R> {
  /** Slots are numbered below this. */
  readonly size: number;
  /** Visits what is in each slot that is not free. */
  readonly each: (visit: (slot: number, of: R) => void) => void;
}

/** The same, read without looking at any of them. */
export interface StoredCodes {
  readonly size: number;
  readonly has: (slot: number) => boolean;
  /** Belongs to whoever is given it; the cell of code 0 is that of no slot, or absent. */
  readonly stored: Codes;
}

export interface StoredUnits {
  readonly size: number;
  readonly has: (slot: number) => boolean;
  readonly stored: Float64Array;
}

/** Codes that took another cell and are remembered for those who follow them. */
const MOST_LOGGED = 1_024;

/** Of a free slot, and of one where there is nothing. */
const NO_CODE = 0;

export const roomFor = (size: number): number => Math.max(64, Math.ceil((size + 1) * 1.25));

export const grown = <T extends Int32Array | Float64Array | Uint8Array>(from: T, larger: T, fill: number): T => {
  larger.fill(fill, from.length);
  larger.set(from.subarray(0, larger.length));
  return larger;
};

/** Cells as codes. A cell that no slot has any longer is let go, and its code is given to another. */
export const packCodes = <R>(begin: Beginning<R> | StoredCodes, { read }: { readonly read: (of: R) => Cell }): PackedCodes<R> => {
  const stored = "stored" in begin ? begin.stored : null;
  const cells: Cell[] = stored ? [...stored.cells] : [undefined];
  const known = new Map(cells.map((cell, code) => [cell, code]));
  const uses: number[] = cells.map(() => 0);
  const free: number[] = [];
  let codes = grown(stored?.codes ?? new Int32Array(0), new Int32Array(roomFor(begin.size)), NO_CODE);

  let logged: number[] = [];
  let forgotten = 0;

  const note = (code: number): void => {
    if (logged.length >= MOST_LOGGED) {
      forgotten += logged.length;
      logged = [];
    }
    logged.push(code);
  };

  const release = (code: number): void => {
    uses[code]! -= 1;
    if (uses[code]! > 0) return;
    note(code);
    known.delete(cells[code]);
    cells[code] = undefined;
    free.push(code);
  };

  const codeOf = (cell: Cell): number => {
    let code = known.get(cell);
    if (code === undefined) {
      code = free.pop() ?? cells.length;
      known.set(cell, code);
      cells[code] = cell;
      uses[code] = 0;
      note(code);
    }
    uses[code]! += 1;
    return code;
  };

  const write = (slot: number, code: number): void => {
    const before = codes[slot] ?? NO_CODE;
    if (slot >= codes.length) codes = grown(codes, new Int32Array(roomFor(slot)), NO_CODE);
    codes[slot] = code;
    if (before !== NO_CODE) release(before);
  };

  if ("stored" in begin) {
    for (let slot = 0; slot < codes.length; slot += 1) {
      if (!begin.has(slot)) codes[slot] = NO_CODE;
      uses[codes[slot]!]! += 1;
    }
    for (let code = NO_CODE + 1; code < uses.length; code += 1) if (uses[code] === 0) release(code);
  } else {
    begin.each((slot, of) => write(slot, codeOf(read(of))));
  }

  return {
    put: (slot, of) => write(slot, codeOf(read(of))),
    drop: (slot) => write(slot, NO_CODE),
    now: () => ({ codes, cells, log: { count: forgotten + logged.length, since: (count) => (count < forgotten ? null : logged.slice(count - forgotten)) } }),
  };
};

export const packUnits = <R>(begin: Beginning<R> | StoredUnits, { units }: { readonly units: (of: R) => number }): PackedUnits<R> => {
  let numbers = grown("stored" in begin ? begin.stored : new Float64Array(0), new Float64Array(roomFor(begin.size)), Number.NaN);
  const write = (slot: number, number: number): void => {
    if (slot >= numbers.length) numbers = grown(numbers, new Float64Array(roomFor(slot)), Number.NaN);
    numbers[slot] = number;
  };
  if ("stored" in begin) {
    for (let slot = 0; slot < begin.size; slot += 1) if (!begin.has(slot)) numbers[slot] = Number.NaN;
  } else {
    begin.each((slot, of) => {
      numbers[slot] = units(of);
    });
  }
  return { put: (slot, of) => write(slot, units(of)), drop: (slot) => write(slot, Number.NaN), now: () => numbers };
};
