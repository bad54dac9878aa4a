import Papa from "papaparse";
import type { RowFault, SheetRow } from "#domain/transfer/sheet.ts";
import { repairRow, splitPlain } from "./repair-row.ts";

export interface RowDialect {
  /** One or two characters. */
  readonly delimiter: string;
  readonly newline: "\n" | "\r";
  readonly quote?: string;
  /** Character before a quote that makes it text; the quote itself unless given. */
  readonly escape?: string;
  /** How many cells a record has; that of the first record unless given. */
  readonly width?: number;
  readonly keepBlankLines?: boolean;
}

export interface RowParser {
  /** The records that are complete after `text`; with `last`, also the one that ends with the file. */
  readonly push: (text: string, last: boolean) => SheetRow[];
}

export const MAX_CELL = 100_000;
/** A record longer than this has an opening quote without its end. */
const MAX_RECORD = 2_000_000;

const countOf = (text: string, part: string, end: number): number => {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0 && at < end; at = text.indexOf(part, at + 1)) count++;
  return count;
};

/** Drops the CR of a CRLF that the parser, told to break at LF, has left on a last cell without quotes. */
const dropReturn = (cells: string[], raw: string, delimiter: string): void => {
  const last = cells.length - 1;
  const cell = cells[last] ?? "";
  const end = raw.endsWith("\n") ? raw.length - 1 : raw.length;
  if (!cell.endsWith("\r") || raw[end - 1] !== "\r") return;
  const before = raw.slice(0, end - 1);
  const unquoted = cell.length > 1 ? before.endsWith(cell.slice(0, -1).slice(-1)) : before === "" || before.endsWith(delimiter);
  if (unquoted) cells[last] = cell.slice(0, -1);
};

const hasStrayQuote = (cells: readonly string[], raw: string, quote: string, escape: string): boolean =>
  cells.some((cell) => cell.includes(quote) && !raw.includes(quote + cell.replaceAll(quote, escape + quote) + quote));

/** Splits decoded text into records as it arrives. Memory is bounded by the longest record. */
export const createRowParser = (dialect: RowDialect): RowParser => {
  const { delimiter, newline, quote = '"', escape = quote, keepBlankLines = false } = dialect;
  const quoting = { delimiter, quote };
  let buffer = "";
  let line = 1;
  let width = dialect.width;

  const firstLine = (text: string): { readonly text: string; readonly length: number } => {
    const end = text.indexOf(newline);
    const whole = end < 0 ? text : text.slice(0, end);
    return { text: newline === "\n" && whole.endsWith("\r") ? whole.slice(0, -1) : whole, length: end < 0 ? text.length : end + 1 };
  };

  const faultOf = (cells: readonly string[], found: RowFault["code"] | undefined): RowFault | undefined => {
    const expected = width ?? cells.length;
    if (cells.some((cell) => cell.length > MAX_CELL)) return { code: "cellTooLong", limit: MAX_CELL };
    if (found === "quotesNotClosed") return { code: found };
    if (cells.length > expected) return { code: "tooManyFields", limit: expected };
    if (cells.length < expected) return { code: "tooFewFields", limit: expected };
    return found ? { code: found } : undefined;
  };

  const record = (rows: SheetRow[], read: readonly string[], raw: string, found?: RowFault["code"]): void => {
    const at = line;
    line += Math.max(1, countOf(raw, newline, raw.length));
    const blank = read.every((cell) => cell === "");
    if (blank && !keepBlankLines) return;
    let cells = read;
    if (width !== undefined && cells.length > width && cells.slice(width).every((cell) => cell === "")) cells = cells.slice(0, width);
    const fault = blank && cells.length === 1 ? undefined : faultOf(cells, found);
    if (width === undefined && !blank) width = cells.length;
    rows.push(fault ? { line: at, cells, fault } : { line: at, cells });
  };

  /** A record that does not read cleanly: its first line alone is tried again. Returns how much of `text` it took. */
  const mend = (rows: SheetRow[], text: string, cells: readonly string[], raw: string, code: RowFault["code"]): number => {
    const first = firstLine(text);
    const several = raw.length > first.length;
    if (!several && cells.length === (width ?? cells.length) && code === "strayQuote") {
      record(rows, cells, raw, code);
      return raw.length;
    }
    const repaired = repairRow(first.text, width ?? cells.length, quoting);
    if (repaired) {
      record(rows, repaired, text.slice(0, first.length), several ? "quotesNotClosed" : code);
      return first.length;
    }
    if (several && code === "strayQuote" && cells.length === width) {
      record(rows, cells, raw, code);
      return raw.length;
    }
    record(rows, several || code === "quotesNotClosed" ? splitPlain(first.text, quoting) : cells, text.slice(0, first.length), several ? "quotesNotClosed" : code);
    return first.length;
  };

  /** Parses one record from `text`; returns how much was taken. */
  const run = (text: string, last: boolean, rows: SheetRow[]): number => {
    let taken = 0;
    const step = (results: Papa.ParseStepResult<string[][]>): void => {
      const cells = results.data[0];
      const raw = text.slice(taken, results.meta.cursor);
      if (!cells || raw === "") return;
      dropReturn(cells, raw, delimiter);
      const unclosed = results.errors.some(({ code }) => code === "MissingQuotes");
      const several = raw.length > firstLine(raw).length;
      const misfit = several && width !== undefined && cells.length !== width;
      const repairs = misfit && results.errors.length === 0 && repairRow(firstLine(raw).text, width ?? 0, quoting) !== null;
      if (results.errors.length > 0 || repairs) {
        taken += mend(rows, text.slice(taken), cells, raw, unclosed || repairs ? "quotesNotClosed" : "strayQuote");
        parser.abort();
        return;
      }
      const stray = raw.includes(quote) && hasStrayQuote(cells, raw, quote, escape);
      record(rows, cells, raw, stray ? "strayQuote" : undefined);
      taken = results.meta.cursor;
      parser.abort();
    };
    const parser = new Papa.Parser({ delimiter, newline, quoteChar: quote, escapeChar: escape, step });
    parser.parse(text, 0, !last);
    return taken;
  };

  /** The end of the quoted cell that begins at `at`: behind its closing quote, or -1 where what follows is not as it should be. */
  const closing = (text: string, at: number): number => {
    for (let end = text.indexOf(quote, at + 1); end >= 0; end = text.indexOf(quote, end + 2)) {
      if (!text.startsWith(quote, end + 1)) return end + 1;
    }
    return -1;
  };

  /** The record at `from` where it is written as the book says and ends with a line break; answers where the next begins, or -1. */
  const tidy = (text: string, from: number, cells: string[]): number => {
    for (let at = from; ; ) {
      let end: number;
      if (text.startsWith(quote, at)) {
        end = closing(text, at);
        if (end < 0) return -1;
        const cell = text.slice(at + 1, end - 1);
        cells.push(cell.includes(quote) ? cell.replaceAll(quote + quote, quote) : cell);
        if (newline === "\n" && text.startsWith("\r\n", end)) return end + 2;
      } else {
        const stop = text.indexOf(newline, at);
        const next = text.indexOf(delimiter, at);
        if (stop < 0) return -1;
        const ends = next < 0 || next > stop;
        end = ends ? stop : next;
        const cell = text.slice(at, ends && newline === "\n" && text[stop - 1] === "\r" && stop > at ? stop - 1 : end);
        if (cell.includes(quote)) return -1;
        cells.push(cell);
      }
      if (text.startsWith(newline, end)) return end + 1;
      if (!text.startsWith(delimiter, end)) return -1;
      at = end + delimiter.length;
    }
  };

  /** Takes the records from `text` that are plain to read, up to the first that needs a closer look; returns how much was taken. */
  const skim = (text: string, rows: SheetRow[]): number => {
    let taken = 0;
    for (;;) {
      const end = text.indexOf(newline, taken);
      if (end < 0) return taken;
      const raw = text.slice(taken, end + 1);
      if (!raw.includes(quote)) {
        const whole = raw.slice(0, newline === "\n" && raw.endsWith("\r\n") ? -2 : -1);
        record(rows, whole.split(delimiter), raw);
        taken = end + 1;
        continue;
      }
      if (escape !== quote) return taken;
      const cells: string[] = [];
      const next = tidy(text, taken, cells);
      if (next < 0 || (width !== undefined && cells.length !== width)) return taken;
      record(rows, cells, text.slice(taken, next));
      taken = next;
    }
  };

  const push = (text: string, last: boolean): SheetRow[] => {
    const rows: SheetRow[] = [];
    buffer += text;
    for (;;) {
      buffer = buffer.slice(skim(buffer, rows));
      if (buffer === "") break;
      const taken = run(buffer, last, rows);
      buffer = buffer.slice(taken);
      if (buffer === "") break;
      if (taken > 0) continue;
      if (last) break;
      if (buffer.length <= MAX_RECORD) break;
      buffer = buffer.slice(mend(rows, buffer, [], buffer, "quotesNotClosed"));
    }
    return rows;
  };

  return { push };
};
