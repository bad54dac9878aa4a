import type { Row } from "#domain/schema/entity.ts";
import type { GridCode, Side, Summand } from "#domain/reports/grid.ts";
import type { Amount, CodeGrid } from "#domain/reports/facts.ts";
import type { PackedCodes, PackedUnits } from "./packed.ts";

/** Records counted and summed by the codes of some columns, kept up record by record. */
export interface KeptGrid {
  readonly cells: number;
  /** Adds the row that a slot holds, or takes it away while it still has its codes; false when the grid has no room for one of them. */
  readonly take: (slot: number, row: Row, sign: 1 | -1) => boolean;
  readonly now: () => CodeGrid;
}

/** More cells than this are farther from the processor than a grid saves. */
const MOST_CELLS = 2 ** 16;

/** Room for codes that will come. */
const widthFor = (codes: number): number => Math.ceil(codes * 1.125) + 4;

export interface GridColumns {
  readonly size: number;
  /** 1 for each slot that holds a record; null when all do. */
  readonly alive: Uint8Array | null;
  readonly row: (slot: number) => Row | undefined;
  readonly codes: readonly PackedCodes<Row>[];
  readonly amounts: readonly { readonly amount: Amount; readonly packed: PackedUnits<Row> }[];
}

/** Null when there would be too many cells. */
export const gatherCodeGrid = ({ gatherGrid, takeOne }: GridCode, { size, alive, row, codes, amounts }: GridColumns): KeptGrid | null => {
  const widths = codes.map((packed) => widthFor(packed.now().cells.length));
  const strides = widths.map((_, at) => widths.slice(at + 1).reduce((all, width) => all * width, 1));
  const cells = widths.reduce((all, width) => all * width, 1);
  if (cells > MOST_CELLS) return null;
  const sides: readonly Side[] = codes.map((packed, at) => {
    const now = packed.now();
    return { codes: now.codes, steps: Int32Array.from(now.cells, (_, code) => code * strides[at]!) };
  });
  const summandOf = ({ amount, packed }: GridColumns["amounts"][number]): Summand => ({ scale: amount.scale, extremes: false, units: packed.now(), exact: (slot) => amount.exact(row(slot)!) });
  const grid = gatherGrid({ size, mask: alive, sides, direct: sides.length === 1, cells, summands: amounts.map(summandOf) });

  return {
    cells,
    take: (slot, of, sign) => {
      let cell = 0;
      for (const [at, packed] of codes.entries()) {
        const code = packed.now().codes[slot]!;
        if (code >= widths[at]!) return false;
        cell += code * strides[at]!;
      }
      grid.entries[cell]! += sign;
      for (const [at, { amount, packed }] of amounts.entries()) takeOne(grid.tallies[at]!, cell, packed.now()[slot]!, () => amount.exact(of), slot, sign);
      return true;
    },
    now: () => ({ grid, cells, codes: codes.map((packed) => packed.now()), strides }),
  };
};
