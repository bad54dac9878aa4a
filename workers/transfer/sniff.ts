import type { SheetRow } from "#domain/transfer/sheet.ts";
import { createRowParser } from "./row-parser.ts";

/** Kinds of file that people drop on a CSV import by mistake. */
export type ForeignFormat = "spreadsheet" | "oldSpreadsheet" | "pdf" | "image" | "archive" | "web" | "rtf" | "binary";

const SIGNATURES: readonly (readonly [ForeignFormat, readonly number[]])[] = [
  ["spreadsheet", [0x50, 0x4b, 0x03, 0x04]],
  ["oldSpreadsheet", [0xd0, 0xcf, 0x11, 0xe0]],
  ["pdf", [0x25, 0x50, 0x44, 0x46]],
  ["image", [0x89, 0x50, 0x4e, 0x47]],
  ["image", [0xff, 0xd8, 0xff]],
  ["image", [0x47, 0x49, 0x46, 0x38]],
  ["archive", [0x1f, 0x8b]],
  ["archive", [0x37, 0x7a, 0xbc, 0xaf]],
  ["archive", [0x52, 0x61, 0x72, 0x21]],
  ["archive", [0x50, 0x4b, 0x05, 0x06]],
  ["rtf", [0x7b, 0x5c, 0x72, 0x74, 0x66]],
];

export const foreignFormat = (bytes: Uint8Array): ForeignFormat | null =>
  SIGNATURES.find(([, signature]) => signature.every((byte, at) => bytes[at] === byte))?.[0] ?? null;

/** Text that is not a table: a saved web page, or bytes that no text has. */
export const foreignText = (text: string): ForeignFormat | null => {
  if (/^\s*<(!doctype|html|\?xml|table|head|body)[\s>]/i.test(text)) return "web";
  let odd = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 0xfffd || (code >= 0x7f && code < 0xa0)) odd++;
  }
  return odd > Math.max(8, text.length * 0.02) ? "binary" : null;
};

/** CR alone ends lines only where the file has no LF at all. */
export const detectNewline = (text: string): "\n" | "\r" => (text.includes("\n") || !text.includes("\r") ? "\n" : "\r");

const DELIMITERS = [",", ";", "\t", "|", ", "] as const;

const modeOf = (widths: readonly number[]): { readonly width: number; readonly share: number } => {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  let best = { width: 1, share: 0 };
  for (const [width, count] of counts) {
    const share = count / widths.length;
    if (share > best.share || (share === best.share && width > best.width)) best = { width, share };
  }
  return best;
};

export const sampleRows = (text: string, delimiter: string, newline: "\n" | "\r", whole: boolean, limit = 200): SheetRow[] =>
  createRowParser({ delimiter, newline, width: 1 }).push(text, whole).slice(0, limit);

const isPadded = (rows: readonly SheetRow[]): boolean => rows.every(({ cells }) => cells.slice(1).every((cell) => cell.startsWith(" ")));

/** How many cells most records have. */
export const commonWidth = (rows: readonly SheetRow[]): number => modeOf(rows.map(({ cells }) => cells.length)).width;

/**
 * The delimiter under which the records of `text` have most nearly the same number of cells, quoted text taken into account;
 * a comma for files of one column.
 */
export const detectDelimiter = (text: string, newline: "\n" | "\r", whole: boolean): string => {
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    if (!text.includes(delimiter)) continue;
    const rows = sampleRows(text, delimiter, newline, whole);
    if (rows.length === 0) continue;
    const { width, share } = modeOf(rows.map(({ cells }) => cells.length));
    if (width < 2) continue;
    const tidy = 1 - rows.filter(({ fault }) => fault?.code === "strayQuote" || fault?.code === "quotesNotClosed").length / rows.length / 2;
    const score = share ** 2 * (1 - 1 / (width + 1)) * tidy;
    const padded = delimiter === ", " && score >= best.score - 1e-9 && isPadded(sampleRows(text, ",", newline, whole).filter((row) => row.cells.length === width));
    if (padded || (delimiter !== ", " && score > best.score + 1e-9)) best = { delimiter, score };
  }
  return best.delimiter;
};

const TYPED = /^[\s(]*[-+]?[$€£¥￥₩]?\s?\d[\d\s.,'’/:-]*%?\)?$|@.+\.|^https?:/;

const isTyped = (cell: string): boolean => TYPED.test(cell.trim());

/** Index of the row of headings among the first rows, or -1 when the file starts with data. Titles above the table are passed over. */
export const findHeader = (rows: readonly SheetRow[], knows: (heading: string) => boolean = () => false): number => {
  const width = commonWidth(rows);
  const filled = (row: SheetRow): number => row.cells.filter((cell) => cell.trim() !== "").length;
  const first = rows.findIndex((row) => filled(row) >= Math.max(1, Math.ceil(width / 2)));
  const header = rows[first];
  if (!header) return -1;
  const names = header.cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  if (names.some(knows)) return first;
  if (names.some((name) => isTyped(name) || name.length > 80)) return -1;
  const below = rows.slice(first + 1, first + 51);
  const repeats = header.cells.filter((cell, at) => cell !== "" && below.some((row) => row.cells[at] === cell)).length;
  return repeats > header.cells.length / 2 && new Set(below.map((row) => row.cells.join("\u0000"))).size > 1 ? -1 : first;
};
