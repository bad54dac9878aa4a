import type { Cell, Figure } from "#domain/reports/report.ts";
import type { Filter } from "#domain/schema/entity.ts";
import type { Tone } from "#domain/schema/field.ts";
import { csvLine } from "#domain/transfer/export-csv.ts";

/** Which records stand behind a figure. */
export interface Behind {
  /** To be asked of the report by cell, or found by the filter. */
  readonly at: { readonly cell: Cell } | { readonly list: true };
  /** Asks a list for the same records; null where a list's filter cannot say it. */
  readonly filter: Filter | null;
}

export type FigureKind = "count" | "integer" | "money" | "decimal" | "percent" | "growth" | "points";

export interface SheetColumn {
  readonly id: string;
  readonly label: string;
  /** What a file calls it, where the columns around it do not explain `label`. */
  readonly heading?: string | undefined;
  readonly kind: FigureKind;
  /** What the colour of the option that it stands for means. */
  readonly tone?: Tone | undefined;
  /** Follows from the column before it, such as a share: drawn quieter. */
  readonly quiet?: true;
}

export interface SheetCell {
  readonly value: Figure;
  /** Whether a change is good news; absent where it is neither. */
  readonly news?: "good" | "bad" | undefined;
  readonly behind: Behind | null;
}

export interface SheetHead {
  readonly label: string;
  /** The record that the group is about. */
  readonly record: string | null;
}

export interface SheetRow {
  readonly id: string;
  readonly heads: readonly SheetHead[];
  readonly cells: readonly SheetCell[];
}

/** A report as its table shows it. Chart, table and file are drawn from the same one, so they never differ. */
export interface Sheet {
  readonly kind: string;
  readonly heads: readonly string[];
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly SheetRow[];
  readonly total: SheetRow | null;
}

export const TOTAL_ROW = "total";

/** A figure's place, stable while the figures change. */
export interface SheetPlace {
  readonly row: string;
  readonly column: string;
}

/** A place in words that an address can carry. */
export const writePlace = ({ row, column }: SheetPlace): string => JSON.stringify([row, column]);

export const readPlace = (text: string | undefined): SheetPlace | null => {
  try {
    const [row, column] = JSON.parse(text ?? "[]") as readonly unknown[];
    return typeof row === "string" && typeof column === "string" ? { row, column } : null;
  } catch {
    return null;
  }
};

export interface FoundCell {
  readonly row: SheetRow;
  readonly column: SheetColumn;
  readonly cell: SheetCell;
}

export const findCell = (sheet: Sheet, place: SheetPlace): FoundCell | null => {
  const row = place.row === TOTAL_ROW ? sheet.total : sheet.rows.find((each) => each.id === place.row);
  const index = sheet.columns.findIndex((column) => column.id === place.column);
  const column = sheet.columns[index];
  const cell = row?.cells[index];
  return row && column && cell ? { row, column, cell } : null;
};

/** Number for drawing alone; absent figures are 0. */
export const sizeOf = (value: Figure | undefined): number => (value == null ? 0 : Number(value));

/** The rows by the size of one column, largest first, as bars and rings are drawn. */
export const largestFirst = (sheet: Sheet, column: string): Sheet => {
  const at = sheet.columns.findIndex(({ id }) => id === column);
  return { ...sheet, rows: sheet.rows.toSorted((a, b) => sizeOf(b.cells[at]?.value) - sizeOf(a.cells[at]?.value)) };
};

const csvFigure = (column: SheetColumn, { value }: SheetCell): string => {
  if (value === null) return "";
  return column.kind === "percent" || column.kind === "growth" ? `${value}%` : value;
};

/** The table as CSV: exact figures without grouping, safe to open in a spreadsheet. */
export const sheetCsv = (sheet: Sheet): string => {
  const { heads, columns, rows, total } = sheet;
  const width = Math.max(1, heads.length);
  const lineOf = (row: SheetRow): string => {
    const labels = Array.from({ length: width }, (_, at) => row.heads[at]?.label ?? "");
    return csvLine([...labels, ...columns.map((column, at) => csvFigure(column, row.cells[at] ?? { value: null, behind: null }))]);
  };
  const first = csvLine([...Array.from({ length: width }, (_, at) => heads[at] ?? ""), ...columns.map((column) => column.heading ?? column.label)]);
  return `\ufeff${first}${rows.map(lineOf).join("")}${total ? lineOf(total) : ""}`;
};
