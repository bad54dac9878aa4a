/** Rows that need elements: those in sight and a margin on both sides. */
export interface RowWindow {
  readonly first: number;
  readonly last: number;
}

const MARGIN = 8;

export const rowWindow = (top: number, height: number, row: number, count: number): RowWindow => {
  const first = Math.max(0, Math.floor(top / row) - MARGIN);
  const last = Math.min(count - 1, Math.ceil((top + height) / row) + MARGIN);
  return { first: Math.min(first, Math.max(0, last)), last };
};

/** How many elements serve any scroll position, so that scrolling reuses them instead of making new ones. */
export const poolSize = (height: number, row: number, count: number): number =>
  Math.min(count, Math.ceil(height / row) + 2 * MARGIN + 2);

/** The row that element `slot` shows: each row of the window has exactly one slot, and keeps it while it is in sight. */
export const rowOfSlot = (slot: number, first: number, pool: number): number => first + ((((slot - first) % pool) + pool) % pool);

/** Scroll offset that brings `row` into view between a sticky header and footer; the present one when it is in view. */
export const scrollToRow = (index: number, row: number, top: number, height: number): number => {
  const start = index * row;
  if (start < top) return start;
  return start + row > top + height ? start + row - height : top;
};
