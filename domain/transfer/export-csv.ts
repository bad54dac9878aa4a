import { entityOf } from "#domain/entities/registry.ts";
import { wordsOf } from "#domain/entities/every-language.ts";
import type { Instant } from "#domain/clock.ts";
import { kindOf } from "#domain/id.ts";
import type { DeriveContext, Entity, LineRow, Row } from "#domain/schema/entity.ts";
import type { Field } from "#domain/schema/field.ts";
import { linesOf, membersOf, titleOf } from "#domain/schema/read.ts";
import { isMark } from "#domain/schema/mark.ts";
import type { EntityWords, Locale } from "#domain/schema/words.ts";
import { guardFormula } from "./formula-guard.ts";
import type { PlanIssue } from "./import-plan.ts";
import type { SheetColumn, SheetRow } from "./sheet.ts";

export interface CsvExport {
  readonly entity: Entity;
  /** Names of fields, sets, lists of lines and derived columns, in order; `id` is the record's own id, by which import finds it again. */
  readonly columns: readonly string[];
  readonly rows: Iterable<Row>;
  readonly locale: Locale;
  /** Its offset is the one in which times are written. */
  readonly context: DeriveContext;
}

const BOM = "\ufeff";
const CRLF = "\r\n";
const SEPARATORS = /[;；、\n]/u;

/** One cell after RFC 4180, safe to open in a spreadsheet. Quoted whenever any usual delimiter or space could cut it. */
export const csvCell = (text: string): string => {
  const safe = guardFormula(text);
  return /[",;|\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const csvLine = (cells: readonly string[]): string => cells.map(csvCell).join(",") + CRLF;

/** Several names in one cell. A name that holds a separator itself makes the whole cell one name per line. */
const joinNames = (names: readonly string[]): string => {
  if (!names.some((name) => SEPARATORS.test(name))) return names.join("; ");
  return names.length === 1 ? `${names[0]}\n` : names.join("\n");
};

const pad = (value: number, size = 2): string => String(value).padStart(size, "0");

/** ISO 8601 with zone: exact to the millisecond, and a date that spreadsheets understand. */
const instantText = (instant: Instant, offsetMinutes: number): string => {
  const local = new Date(instant + offsetMinutes * 60_000).toISOString();
  const fraction = instant % 1000 === 0 ? "" : local.slice(19, 23);
  const size = Math.abs(offsetMinutes);
  return `${local.slice(0, 19)}${fraction}${offsetMinutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
};

const refTitle = (id: string, { row }: DeriveContext): string => {
  const target = row(id);
  return target ? titleOf(entityOf(kindOf(id)), target) : id;
};

const fieldText = (field: Field, name: string, value: unknown, words: EntityWords, { context }: CsvExport): string => {
  if (value === null || value === undefined) return "";
  switch (field.kind) {
    case "option":
      return words.options[name]?.[String(value)] ?? String(value);
    case "ref":
      return refTitle(String(value), context);
    case "percent":
      return `${String(value)}%`;
    case "instant":
      return typeof value === "number" ? instantText(value, context.offsetMinutes) : "";
    case "mark":
      return isMark(value) ? instantText(value.at, context.offsetMinutes) : "";
    default:
      return String(value);
  }
};

const linesText = (entity: Entity, list: string, lines: readonly LineRow[], context: DeriveContext): string => {
  const by = Object.entries(entity.lines?.[list]?.fields ?? {}).find(([, field]) => field.kind === "ref")?.[0];
  return by === undefined ? String(lines.length) : joinNames(lines.flatMap((line) => (typeof line[by] === "string" ? [refTitle(line[by], context)] : [])));
};

/** What the cell of a column says; empty for what the record does not have. */
export const cellText = (request: CsvExport, row: Row, column: string): string => {
  const { entity, context } = request;
  const words = wordsOf(request.locale, entity.kind);
  if (column === "id") return row.id;
  const field = entity.fields[column];
  if (field) return fieldText(field, column, row[column], words, request);
  const set = entity.sets?.[column];
  if (set) return joinNames(membersOf(row, column).map((member) => fieldText(set.of, column, member, words, request)));
  if (entity.lines?.[column]) return linesText(entity, column, linesOf(row, column), context);
  const derived = entity.derived?.[column];
  const value = derived?.of(row, context) ?? "";
  return derived?.kind === "percent" && value !== "" ? `${value}%` : String(value);
};

/** Pieces of a CSV file: UTF-8 with BOM (which the first piece starts with), CRLF, one line per row. */
export function* exportCsv(request: CsvExport): Generator<string> {
  const words = wordsOf(request.locale, request.entity.kind);
  yield BOM + csvLine(request.columns.map((column) => (column === "id" ? "ID" : (words.fields[column] ?? column))));
  let piece = "";
  for (const row of request.rows) {
    piece += csvLine(request.columns.map((column) => cellText(request, row, column)));
    if (piece.length < 64_000) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

export interface RejectedExport {
  readonly columns: readonly SheetColumn[];
  readonly rows: Iterable<SheetRow>;
  readonly issues: readonly PlanIssue[];
  /** Heading of the last column, and the sentence of one issue, in the user's language. */
  readonly heading: string;
  readonly reasonOf: (issue: PlanIssue) => string;
}

/** The rows that were left out, as they stand in the file, with a last column that says why. Corrected, the file can be imported again. */
export function* exportRejected({ columns, rows, issues, heading, reasonOf }: RejectedExport): Generator<string> {
  const reasons = new Map<number, string[]>();
  for (const issue of issues) {
    if (issue.level === "error") reasons.set(issue.line, [...(reasons.get(issue.line) ?? []), reasonOf(issue)]);
  }
  yield BOM + csvLine([...columns.map(({ heading, name }) => heading || name), heading]);
  for (const row of rows) {
    const why = reasons.get(row.line);
    if (!why) continue;
    const cells = columns.map((_, at) => row.cells[at] ?? "");
    const beyond = row.cells.slice(columns.length);
    yield csvLine([...cells, [...why, ...(beyond.length > 0 ? [beyond.join(" | ")] : [])].join("; ")]);
  }
}
