/** A column of a file. `name` is unique in the file: the heading, or `C` where it is empty, or `Name (2)` where it repeats. */
export interface SheetColumn {
  readonly index: number;
  readonly name: string;
  /** As written in the file; empty when the file has no headings. */
  readonly heading: string;
}

/** One record of a file. `line` is the line that it starts on, counted from 1 as an editor does. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly fault?: RowFault;
}

/**
 * What is wrong with the form of a record.
 * - tooManyFields, tooFewFields: `limit` is how many the file has; cells may stand in the wrong columns.
 * - quotesNotClosed: an opening quote without its end; the line was read as if the quote were text.
 * - strayQuote: a quote inside a cell that is not written twice; the cell is kept as it stands.
 * - cellTooLong: a cell of more than `limit` characters.
 */
export interface RowFault {
  readonly code: "tooManyFields" | "tooFewFields" | "quotesNotClosed" | "strayQuote" | "cellTooLong";
  readonly limit?: number;
}

/** Faults after which the cells cannot be trusted: the row is left out until somebody has corrected it. */
export const isGrave = (fault: RowFault | undefined): boolean => fault !== undefined && fault.code !== "strayQuote";

/** `A`, `B` … `Z`, `AA` …: what spreadsheets call the column at `index`. */
export const columnLetters = (index: number): string =>
  (index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));

/** Gives every column a name of its own. `width` may exceed the number of headings. */
export const nameColumns = (headings: readonly string[], width = headings.length): readonly SheetColumn[] => {
  const used = new Set<string>();
  return Array.from({ length: Math.max(width, headings.length) }, (_, index) => {
    const heading = (headings[index] ?? "").trim();
    const base = heading || columnLetters(index);
    let name = base;
    for (let n = 2; used.has(name); n++) name = `${base} (${n})`;
    used.add(name);
    return { index, name, heading };
  });
};
