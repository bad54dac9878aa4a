import type { Cell } from "#domain/schema/entity.ts";
import type { CodeGrid } from "./code-grid.ts";
import type { Keys } from "./keys.ts";
import type { GroupKey } from "./report.ts";

const UNKNOWN = -1;

/** What follows from the cell of one column: which of the grid's columns that is. */
interface OfColumn {
  readonly place: number;
}

export interface CodedAxis extends OfColumn {
  readonly key: (cell: Cell) => GroupKey;
}

export interface CodedJudge extends OfColumn {
  readonly passes: (cell: Cell) => boolean;
}

export interface Asked {
  readonly axes: readonly CodedAxis[];
  readonly judges: readonly CodedJudge[];
  readonly keys: Keys;
}

interface Named {
  readonly name: string;
}

/** Columns by name, each once. */
export const distinct = <C extends Named>(columns: readonly C[]): readonly C[] => [...new Map(columns.map((column) => [column.name, column])).values()];

export const placeOf = (columns: readonly Named[], { name }: Named): number => columns.findIndex((column) => column.name === name);

/** Cells of a grid that have records and meet all conditions. */
export interface Chosen {
  readonly cells: Int32Array;
  /** The group of each. */
  readonly groups: Int32Array;
  /** By axis and code: the part of the key, below zero for codes that were not met. */
  readonly parts: readonly Int32Array[];
}

/** What follows from a code is asked once per code. */
export const chooseCells = ({ grid: { entries }, cells, codes, strides }: CodeGrid, { axes, judges, keys }: Asked): Chosen => {
  const unknown = ({ place }: OfColumn): Int32Array => new Int32Array(codes[place]!.cells.length).fill(UNKNOWN);
  const sides = axes.map((axis) => ({ ...axis, known: unknown(axis) }));
  const checks = judges.map((judge) => ({ ...judge, known: unknown(judge) }));
  const of = new Int32Array(strides.length);
  const key = new Int32Array(axes.length);

  const passesAll = (): boolean => {
    for (let at = 0; at < checks.length; at += 1) {
      const { place, passes, known } = checks[at]!;
      const code = of[place]!;
      if (known[code] === UNKNOWN) known[code] = Number(passes(codes[place]!.cells[code]));
      if (known[code] === 0) return false;
    }
    return true;
  };
  const groupOf = (): number => {
    for (let at = 0; at < sides.length; at += 1) {
      const { place, key: keyOf, known } = sides[at]!;
      const code = of[place]!;
      if (known[code] === UNKNOWN) known[code] = keys.part(at, keyOf(codes[place]!.cells[code]));
      key[at] = known[code]!;
    }
    return keys.group(key);
  };

  const chosen = new Int32Array(cells);
  const groups = new Int32Array(cells);
  let many = 0;
  for (let cell = 0; cell < cells; cell += 1) {
    if (entries[cell] === 0) continue;
    let rest = cell;
    for (let at = 0; at < strides.length; at += 1) {
      of[at] = Math.floor(rest / strides[at]!);
      rest %= strides[at]!;
    }
    if (!passesAll()) continue;
    chosen[many] = cell;
    groups[many] = groupOf();
    many += 1;
  }
  return { cells: chosen.subarray(0, many), groups: groups.subarray(0, many), parts: sides.map(({ known }) => known) };
};
