import type { CellPlace, TableSort } from "./table.ts";

export interface TableSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows in sight. */
  readonly page: number;
}

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** What a key means on a cell that is not being edited. */
export type TableIntent =
  | { readonly type: "go"; readonly cell: CellPlace }
  | { readonly type: "selectTo"; readonly row: number }
  | { readonly type: "select" }
  | { readonly type: "selectAll" }
  | { readonly type: "edit"; readonly replace: boolean }
  | { readonly type: "open" }
  | { readonly type: "sort"; readonly further: boolean }
  | { readonly type: "columnMenu" }
  | { readonly type: "moveColumn"; readonly by: -1 | 1 };

const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

const place = (cell: CellPlace, size: TableSize): CellPlace => ({
  row: within(cell.row, -1, size.rows - 1),
  column: within(cell.column, 0, size.columns - 1),
});

const moved = (cell: CellPlace, press: KeyPress, size: TableSize): CellPlace | null => {
  const far = press.ctrlKey || press.metaKey;
  switch (press.key) {
    case "ArrowUp":
      return { ...cell, row: far ? Math.min(cell.row, 0) : cell.row - 1 };
    case "ArrowDown":
      return { ...cell, row: far ? size.rows - 1 : cell.row + 1 };
    case "ArrowLeft":
      return { ...cell, column: far ? 0 : cell.column - 1 };
    case "ArrowRight":
      return { ...cell, column: far ? size.columns - 1 : cell.column + 1 };
    case "Home":
      return { row: far ? 0 : cell.row, column: 0 };
    case "End":
      return { row: far ? size.rows - 1 : cell.row, column: size.columns - 1 };
    case "PageUp":
      return { ...cell, row: Math.max(cell.row - size.page, 0) };
    case "PageDown":
      return { ...cell, row: cell.row + size.page };
    default:
      return null;
  }
};

const headerIntent = (press: KeyPress): TableIntent | null => {
  if (press.altKey && press.key === "ArrowLeft") return { type: "moveColumn", by: -1 };
  if (press.altKey && press.key === "ArrowRight") return { type: "moveColumn", by: 1 };
  if (press.altKey && (press.key === "ArrowDown" || press.key === "Enter")) return { type: "columnMenu" };
  if (press.key === "F2" || press.key === "ContextMenu") return { type: "columnMenu" };
  if (press.key === "Enter" || press.key === " ") return { type: "sort", further: press.shiftKey };
  return null;
};

/** Null leaves the key to the browser: Tab leaves the table, app shortcuts go on to the app. */
export const tableIntent = (press: KeyPress, cell: CellPlace, size: TableSize): TableIntent | null => {
  if (cell.row === -1) {
    const intent = headerIntent(press);
    if (intent) return intent;
  }
  if (press.altKey) return null;
  const target = moved(cell, press, size);
  if (target) {
    const cellThere = place(target, size);
    const ranges = press.shiftKey && cell.row >= 0 && cellThere.row >= 0 && cellThere.row !== cell.row;
    return ranges ? { type: "selectTo", row: cellThere.row } : { type: "go", cell: cellThere };
  }
  const command = press.ctrlKey || press.metaKey;
  if (command && press.key.toLowerCase() === "a") return { type: "selectAll" };
  if (command && press.key === "Enter") return { type: "open" };
  if (command || cell.row < 0) return null;
  if (press.key === " ") return press.shiftKey ? { type: "selectTo", row: cell.row } : { type: "select" };
  if (press.key === "Enter" || press.key === "F2") return { type: "edit", replace: false };
  return press.key.length === 1 && press.key !== "?" && press.key !== "/" ? { type: "edit", replace: true } : null;
};

/** Where editing goes on after Enter or Tab; null keeps the cell (end of the table). */
export const afterEdit = (key: "Enter" | "Tab", back: boolean, cell: CellPlace, size: TableSize): CellPlace | null => {
  if (key === "Enter") {
    const row = cell.row + (back ? -1 : 1);
    return row >= 0 && row < size.rows ? { ...cell, row } : null;
  }
  const column = cell.column + (back ? -1 : 1);
  if (column >= 0 && column < size.columns) return { ...cell, column };
  const row = cell.row + (back ? -1 : 1);
  if (row < 0 || row >= size.rows) return null;
  return { row, column: back ? size.columns - 1 : 0 };
};

/** A press on a heading goes ascending, descending, unsorted; `further` keeps the other sorted columns. */
export const cycleSort = (sort: readonly TableSort[], column: string, further: boolean): readonly TableSort[] => {
  const present = sort.find((entry) => entry.by === column);
  const next: readonly TableSort[] = !present ? [{ by: column }] : present.down ? [] : [{ by: column, down: true }];
  if (!further) return next;
  return present ? sort.flatMap((entry) => (entry.by === column ? next : [entry])) : [...sort, ...next];
};
