export interface WantedWidth {
  readonly wanted: number;
  /** Below this its content cannot be read. */
  readonly least: number;
}

/** Columns that stay however little room there is. */
const KEPT = 2;

/**
 * Widths in px for the columns that fit into `available`, the first ones first: stretched to fill the room, or pressed together
 * towards the least. Columns that do not fit even so are left out; before the room is known none is.
 */
export const fitWidths = (columns: readonly WantedWidth[], available: number): readonly number[] => {
  if (available <= 0) return columns.map((column) => column.wanted);
  let shown = columns;
  while (shown.length > KEPT && sum(shown, "least") > available) shown = shown.slice(0, -1);
  const wanted = sum(shown, "wanted");
  if (wanted <= available) return shown.map((column) => Math.floor((column.wanted * available) / wanted));
  const give = wanted - sum(shown, "least");
  const short = Math.min(wanted - available, give);
  return shown.map((column) => Math.floor(column.wanted - (give === 0 ? 0 : ((column.wanted - column.least) * short) / give)));
};

const sum = (columns: readonly WantedWidth[], part: keyof WantedWidth): number => columns.reduce((total, column) => total + column[part], 0);
