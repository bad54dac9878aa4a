import type { Value } from "./postgres-connection.ts";

/** One statement with its values, ready to be sent with others. */
export interface Statement {
  readonly text: string;
  readonly values: readonly Value[];
}

type Cell = string | number | boolean | null;

/** Lines that one statement writes at most: its arrays stay small enough to be parsed at once. */
export const LINES = 5_000;

/** Lines in portions, none of them empty. */
export const portions = <T>(lines: readonly T[], size = LINES): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(lines.length / size) }, (_, index) => lines.slice(index * size, (index + 1) * size));

/** Turns lines into one array per column: as statements whose `unnest` makes lines of them again, none where there are no lines. */
export const columnsOf = <T>(text: string, lines: readonly T[], cellsOf: (line: T) => readonly Cell[]): readonly Statement[] =>
  portions(lines).map((portion) => {
    const cells = portion.map(cellsOf);
    return { text, values: (cells[0] ?? []).map((_, column) => cells.map((line) => line[column] ?? null)) };
  });

/** Of lines with the same key the last one: one statement cannot write a line twice. */
export const lastOf = <T>(lines: readonly T[], keyOf: (line: T) => string): readonly T[] => [...new Map(lines.map((line) => [keyOf(line), line])).values()];
