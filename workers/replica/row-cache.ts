import type { Row } from "#domain/schema/entity.ts";

/** Rows that somebody may still hold, by slot: while anybody holds one, asking again gives the same. */
export interface RowCache {
  readonly get: (slot: number) => Row | undefined;
  readonly set: (slot: number, row: Row) => void;
  readonly drop: (slot: number) => void;
  readonly clear: () => void;
}

/** Remembered rows above which those that nobody holds any longer are looked for. */
const FIRST_SWEEP = 1_024;

export const createRowCache = (): RowCache => {
  const rows = new Map<number, WeakRef<Row>>();
  let sweepAt = FIRST_SWEEP;

  const sweep = (): void => {
    for (const [slot, row] of rows) if (row.deref() === undefined) rows.delete(slot);
    sweepAt = Math.max(FIRST_SWEEP, rows.size * 2);
  };

  return {
    get: (slot) => rows.get(slot)?.deref(),
    set: (slot, row) => {
      rows.set(slot, new WeakRef(row));
      if (rows.size > sweepAt) sweep();
    },
    drop: (slot) => {
      rows.delete(slot);
    },
    clear: () => {
      rows.clear();
      sweepAt = FIRST_SWEEP;
    },
  };
};
