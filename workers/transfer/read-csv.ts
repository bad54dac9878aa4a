import { err, ok, type Result } from "#domain/result.ts";
import { nameColumns, type SheetColumn, type SheetRow } from "#domain/transfer/sheet.ts";
import type { StreamDecoder } from "./cp949.ts";
import { createDecoder, type Encoding } from "./decoder.ts";
import { detectEncoding, type EncodingGuess } from "./encoding.ts";
import { createRowParser } from "./row-parser.ts";
import { commonWidth, detectDelimiter, detectNewline, findHeader, foreignFormat, foreignText, sampleRows, type ForeignFormat } from "./sniff.ts";

/** Largest file: 256 MB. A larger one is refused before it is read; it can be split by rows and imported in parts. */
export const MAX_BYTES = 256_000_000;
export const MAX_ROWS = 500_000;
export const MAX_COLUMNS = 1_000;
const SAMPLE = 64 * 1024;
const PIECE = 256 * 1024;

/**
 * Why a file cannot be read at all.
 * - empty: no characters. noRows: headings without records (reported beside the result, it is not an error in itself).
 * - notText: `format` says what the file seems to be. tooLarge: `limit` and `size` in bytes.
 * - tooManyRows, tooManyColumns: `limit`. undecodable: bytes that `encoding` does not have, first met about line `line`.
 * - unreadable: the file vanished or the device refused to read it.
 */
export type FileProblem =
  | { readonly type: "FileProblem"; readonly code: "empty" | "unreadable"; readonly line: 1 }
  | { readonly type: "FileProblem"; readonly code: "notText"; readonly format: ForeignFormat; readonly line: 1 }
  | { readonly type: "FileProblem"; readonly code: "tooLarge"; readonly limit: number; readonly size: number }
  | { readonly type: "FileProblem"; readonly code: "tooManyRows" | "tooManyColumns"; readonly limit: number; readonly line: number }
  | { readonly type: "FileProblem"; readonly code: "undecodable"; readonly encoding: Encoding; readonly line: number }
  | { readonly type: "FileProblem"; readonly code: "noRows"; readonly line: number };

export interface Cancelled {
  readonly type: "Cancelled";
}

/** How a file is written: found by `inspectCsv`, every part changeable by the user. */
export interface CsvDialect {
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly newline: "\n" | "\r";
  readonly quote?: string;
  readonly escape?: string;
  /** Line of the headings, 0 for none. */
  readonly headerLine: number;
  readonly width: number;
}

export interface CsvInspection {
  readonly dialect: CsvDialect;
  readonly guess: EncodingGuess;
  readonly columns: readonly SheetColumn[];
  /** First records below the headings, at most 200. */
  readonly sample: readonly SheetRow[];
  /** Number of records, exact when the whole file fits the sample. */
  readonly estimate: number;
  readonly size: number;
  /** What the user should know before going on: `noRows`, or a fault of the headings. */
  readonly notes: readonly FileProblem[];
}

export type CsvChoice = Partial<Omit<CsvDialect, "width">>;

const problem = <P extends Omit<FileProblem, "type">>(of: P): P & { readonly type: "FileProblem" } => ({ type: "FileProblem", ...of });

const decodePiece = (decoder: StreamDecoder, bytes: Uint8Array, last: boolean): string | null => {
  try {
    return decoder.decode(bytes, last);
  } catch {
    return null;
  }
};

/** Null when the file has vanished or changed since it was chosen. */
const readPiece = async (file: Blob, from: number): Promise<Uint8Array | null> => {
  try {
    return new Uint8Array(await file.slice(from, from + PIECE).arrayBuffer());
  } catch {
    return null;
  }
};

/** Looks at the start of a file: encoding, delimiter, headings and the first records. `knows` recognises a heading of ours. */
export const inspectCsv = async (
  file: Blob,
  choice: CsvChoice = {},
  knows?: (heading: string) => boolean,
): Promise<Result<CsvInspection, FileProblem>> => {
  if (file.size === 0) return err(problem({ code: "empty" as const, line: 1 as const }));
  if (file.size > MAX_BYTES) return err(problem({ code: "tooLarge" as const, limit: MAX_BYTES, size: file.size }));
  const bytes = (await readPiece(file, 0))?.subarray(0, SAMPLE);
  if (!bytes) return err(problem({ code: "unreadable" as const, line: 1 as const }));
  const foreign = foreignFormat(bytes);
  if (foreign) return err(problem({ code: "notText" as const, format: foreign, line: 1 as const }));
  const guess = detectEncoding(bytes);
  const encoding = choice.encoding ?? guess.encoding;
  const whole = bytes.length === file.size;
  const text = decodePiece(createDecoder(encoding), bytes, whole);
  if (text === null) {
    return guess.confidence === 0 && !choice.encoding
      ? err(problem({ code: "notText" as const, format: "binary" as const, line: 1 as const }))
      : err(problem({ code: "undecodable" as const, encoding, line: 1 }));
  }
  const strange = foreignText(text);
  if (strange) return err(problem({ code: "notText" as const, format: strange, line: 1 as const }));
  if (text.trim() === "") return err(problem({ code: "empty" as const, line: 1 as const }));
  return inspectText(text, { file, bytes, whole, guess, encoding, choice, ...(knows ? { knows } : {}) });
};

interface Sample {
  readonly file: Blob;
  readonly bytes: Uint8Array;
  readonly whole: boolean;
  readonly guess: EncodingGuess;
  readonly encoding: Encoding;
  readonly choice: CsvChoice;
  readonly knows?: (heading: string) => boolean;
}

const inspectText = (text: string, { file, bytes, whole, guess, encoding, choice, knows }: Sample): Result<CsvInspection, FileProblem> => {
  const newline = choice.newline ?? detectNewline(text);
  const delimiter = choice.delimiter ?? detectDelimiter(text, newline, whole);
  const loose = sampleRows(text, delimiter, newline, whole);
  const found = findHeader(loose, knows);
  const headerLine = choice.headerLine ?? loose[found]?.line ?? 0;
  const headings = loose.find((row) => row.line === headerLine);
  const width = headings ? headings.cells.length : commonWidth(loose);
  if (width > MAX_COLUMNS) return err(problem({ code: "tooManyColumns" as const, limit: MAX_COLUMNS, line: headerLine || 1 }));
  const dialect: CsvDialect = {
    encoding,
    delimiter,
    newline,
    headerLine,
    width,
    ...(choice.quote === undefined ? {} : { quote: choice.quote }),
    ...(choice.escape === undefined ? {} : { escape: choice.escape }),
  };
  const rows = createRowParser(dialect).push(text, whole);
  const head = rows.find((row) => row.line === headerLine);
  const below = rows.filter((row) => row.line > headerLine);
  const estimate = whole ? below.length : Math.round((below.length * file.size) / bytes.length);
  const notes = below.length === 0 ? [problem({ code: "noRows" as const, line: headerLine || 1 })] : [];
  return ok({ dialect, guess, columns: nameColumns(head?.cells ?? [], width), sample: below.slice(0, 200), estimate, size: file.size, notes });
};

export interface CsvReading {
  /** Called with the records of each piece in order; the next piece is read when it is done. */
  readonly onRows: (rows: readonly SheetRow[], bytesRead: number) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Reads a whole file in pieces, so that its size does not decide how much memory is used. Rows up to the headings are left
 * out. Faulty records are handed on with their fault; only what makes the rest unreadable ends the reading.
 */
export const readCsv = async (file: Blob, dialect: CsvDialect, { onRows, signal }: CsvReading): Promise<Result<{ readonly rows: number }, FileProblem | Cancelled>> => {
  if (file.size > MAX_BYTES) return err(problem({ code: "tooLarge" as const, limit: MAX_BYTES, size: file.size }));
  const decoder = createDecoder(dialect.encoding);
  const parser = createRowParser(dialect);
  let at = 0;
  let count = 0;
  let line = 1;
  for (;;) {
    if (signal?.aborted) return err({ type: "Cancelled" });
    const bytes = await readPiece(file, at);
    if (bytes === null) return err(problem({ code: "unreadable" as const, line: 1 as const }));
    at += bytes.length;
    const last = at >= file.size;
    const text = decodePiece(decoder, bytes, last);
    if (text === null) return err(problem({ code: "undecodable" as const, encoding: dialect.encoding, line }));
    const rows = parser.push(text, last).filter((row) => row.line > dialect.headerLine);
    count += rows.length;
    line = rows.at(-1)?.line ?? line;
    if (count > MAX_ROWS) return err(problem({ code: "tooManyRows" as const, limit: MAX_ROWS, line }));
    if (rows.length > 0) await onRows(rows, at);
    if (last) return ok({ rows: count });
  }
};
