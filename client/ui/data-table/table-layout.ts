import type { TableColumn, TableLayout } from "./table.ts";

export const DEFAULT_WIDTH = 160;
export const LEAST_WIDTH = 56;
export const MOST_WIDTH = 900;
export const SELECT_WIDTH = 40;

export const boundWidth = (width: number): number => Math.round(Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width)));

/** What the cells of a column need of it. How wide it is the grid of the table knows. */
export interface ColumnPlace<Row> {
  readonly column: TableColumn<Row>;
  /** Distance from the left at which a frozen column stays; null for the rest. */
  readonly sticky: number | null;
  /** The last frozen column, which has a line to its right. */
  readonly edge: boolean;
}

export interface PlacedColumn<Row> extends ColumnPlace<Row> {
  readonly width: number;
}

/** Those of `before` that are the same in `now`: what only became wider is not drawn anew. */
export const keepPlaces = <Row>(now: readonly ColumnPlace<Row>[], before: readonly ColumnPlace<Row>[]): readonly ColumnPlace<Row>[] =>
  now.map((place, index) => {
    const was = before[index];
    return was && was.column === place.column && was.sticky === place.sticky && was.edge === place.edge ? was : place;
  });

/** Columns in the layout's order. A column that the layout does not name keeps its own width, at the end. */
export const placeColumns = <Row>(
  columns: readonly TableColumn<Row>[],
  layout: TableLayout | undefined,
  lead: number,
): readonly PlacedColumn<Row>[] => {
  const rank = new Map((layout?.columns ?? []).map((entry, index) => [entry.id, index]));
  const width = new Map((layout?.columns ?? []).map((entry) => [entry.id, entry.width]));
  const ordered = layout
    ? columns.toSorted((a, b) => (rank.get(a.id) ?? Infinity) - (rank.get(b.id) ?? Infinity) || columns.indexOf(a) - columns.indexOf(b))
    : columns;
  let left = lead;
  return ordered.map((column, index) => {
    const own = width.get(column.id) ?? column.width ?? DEFAULT_WIDTH;
    const sticky = index < (layout?.frozen ?? 0) ? left : null;
    left += own;
    return { column, width: own, sticky, edge: index + 1 === (layout?.frozen ?? 0) };
  });
};

export const layoutOf = (placed: readonly PlacedColumn<never>[] | readonly { column: { id: string }; width: number }[], frozen: number): TableLayout => ({
  columns: placed.map((entry) => ({ id: entry.column.id, width: entry.width })),
  frozen,
});

/** Moves a column; one that crosses the frozen edge joins the side it lands on. */
export const moveColumn = (layout: TableLayout, from: number, to: number): TableLayout => {
  if (from === to || to < 0 || to >= layout.columns.length) return layout;
  const columns = layout.columns.filter((_, index) => index !== from);
  const taken = layout.columns[from];
  if (!taken) return layout;
  columns.splice(to, 0, taken);
  const wasFrozen = from < layout.frozen;
  const isFrozen = to < layout.frozen;
  const frozen = layout.frozen + (wasFrozen && !isFrozen ? -1 : !wasFrozen && isFrozen ? 1 : 0);
  return { columns, frozen };
};

export const resizeColumn = (layout: TableLayout, id: string, width: number): TableLayout => ({
  ...layout,
  columns: layout.columns.map((entry) => (entry.id === id ? { ...entry, width: boundWidth(width) } : entry)),
});

export const hideColumn = (layout: TableLayout, id: string): TableLayout => {
  const index = layout.columns.findIndex((entry) => entry.id === id);
  if (index < 0) return layout;
  return {
    columns: layout.columns.filter((entry) => entry.id !== id),
    frozen: index < layout.frozen ? layout.frozen - 1 : layout.frozen,
  };
};
