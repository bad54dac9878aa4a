import { entityOf } from "#domain/entities/registry.ts";
import { dayOf, type Clock, type Random } from "#domain/clock.ts";
import { createKeySource, type RecordId } from "#domain/id.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Row } from "#domain/schema/entity.ts";
import { exportCsv, exportRejected } from "#domain/transfer/export-csv.ts";
import { isKnownHeading } from "#domain/transfer/headings.ts";
import type { ImportMap, MapFault } from "#domain/transfer/import-map.ts";
import type { ImportPlan, PlanIssue } from "#domain/transfer/import-plan.ts";
import { autoMap, suggestEntities, type Mapping } from "#domain/transfer/mapping.ts";
import { createPlanner, planInPieces } from "#domain/transfer/plan.ts";
import type { Choice } from "#domain/transfer/plan-context.ts";
import type { SheetColumn, SheetRow } from "#domain/transfer/sheet.ts";
import type { Locale } from "#domain/schema/words.ts";
import { inspectCsv, readCsv, type Cancelled, type CsvChoice, type CsvDialect, type CsvInspection, type FileProblem } from "./read-csv.ts";

export interface TransferDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** Lets messages in, so that pause and cancel are heard during long work. */
  readonly yieldNow: () => Promise<void>;
}

export interface PlanRequest {
  readonly file: Blob;
  readonly dialect: CsvDialect;
  readonly columns: readonly SheetColumn[];
  readonly map: ImportMap;
  /** Records that exist, by kind: those of `kindsNeeded(map)`. */
  readonly existing: Readonly<Record<string, readonly Row[]>>;
  readonly me: RecordId;
  readonly offsetMinutes: number;
  readonly choices?: Readonly<Record<number, Choice>>;
  /** Cells that the user has corrected in place, by line of the file. */
  readonly corrections?: Readonly<Record<number, readonly string[]>>;
}

export interface Progress {
  readonly step: "reading" | "planning";
  /** Bytes while reading, rows while planning. */
  readonly done: number;
  readonly total: number;
}

export interface ExportRequest {
  readonly kind: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Records that the rows refer to, for their titles. */
  readonly referred: readonly Row[];
  readonly locale: Locale;
  readonly offsetMinutes: number;
}

export interface RejectedRequest {
  readonly columns: readonly SheetColumn[];
  readonly issues: readonly PlanIssue[];
  readonly heading: string;
  /** The sentence of each issue, in the order of `issues`. */
  readonly reasons: readonly string[];
}

export interface Transfer {
  readonly inspect: (file: Blob, choice?: CsvChoice) => Promise<Result<CsvInspection, FileProblem>>;
  /** Kinds that the columns may hold, best first, and the mapping to the given kind or to the best. */
  readonly suggest: (columns: readonly SheetColumn[], sample: readonly SheetRow[], kind?: string) => { readonly kinds: ReturnType<typeof suggestEntities>; readonly mapping: Mapping | null };
  readonly plan: (request: PlanRequest, onProgress?: (progress: Progress) => void) => Promise<Result<ImportPlan, FileProblem | MapFault | Cancelled>>;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
  readonly exportRows: (request: ExportRequest) => Blob;
  /** The rows of the last plan on these lines, as they were planned. */
  readonly rowsOn: (lines: ReadonlySet<number>) => readonly SheetRow[];
  /** The rows of the last plan that were left out. */
  readonly exportRejected: (request: RejectedRequest) => Blob;
}

const CSV = { type: "text/csv;charset=utf-8" };

const corrected = (rows: readonly SheetRow[], corrections: PlanRequest["corrections"] = {}): readonly SheetRow[] =>
  Object.keys(corrections).length === 0 ? rows : rows.map((row) => (corrections[row.line] ? { line: row.line, cells: corrections[row.line] ?? row.cells } : row));

/** Import and export for one page. The rows of the file at hand are kept, so that a corrected cell is planned again at once. */
export const createTransfer = ({ clock, random, yieldNow }: TransferDeps): Transfer => {
  const keys = createKeySource(clock, random);
  let planned: readonly SheetRow[] = [];
  let kept: { readonly file: Blob; readonly dialect: string; readonly rows: readonly SheetRow[] } | null = null;
  let cancelled = false;
  let wake: (() => void) | null = null;
  let paused: Promise<void> | null = null;

  const rest = async (): Promise<void> => {
    await yieldNow();
    if (paused) await paused;
  };

  const rowsOf = async ({ file, dialect }: PlanRequest, onProgress?: (progress: Progress) => void): Promise<Result<readonly SheetRow[], FileProblem | Cancelled>> => {
    const key = JSON.stringify(dialect);
    if (kept && kept.file === file && kept.dialect === key) return ok(kept.rows);
    const rows: SheetRow[] = [];
    const stop = new AbortController();
    const onRows = async (piece: readonly SheetRow[], bytes: number): Promise<void> => {
      for (const row of piece) rows.push(row);
      onProgress?.({ step: "reading", done: bytes, total: file.size });
      await rest();
      if (cancelled) stop.abort();
    };
    const read = await readCsv(file, dialect, { onRows, signal: stop.signal });
    if (!read.ok) return read;
    kept = { file, dialect: key, rows };
    return ok(rows);
  };

  const plan: Transfer["plan"] = async (request, onProgress) => {
    cancelled = false;
    const rows = await rowsOf(request, onProgress);
    if (!rows.ok) return rows;
    const { map, columns, existing, me, offsetMinutes, choices, corrections } = request;
    const input = { rowsOf: (kind: string) => existing[kind] ?? [], keys, me, now: clock.now(), offsetMinutes, ...(choices ? { choices } : {}) };
    const planner = createPlanner(map, columns, input);
    if (!planner.ok) return planner;
    planned = corrected(rows.value, corrections);
    const made = await planInPieces(planner.value, planned, {
      yieldNow: rest,
      isCancelled: () => cancelled,
      onProgress: (done, total) => onProgress?.({ step: "planning", done, total }),
    });
    return made ? ok(made) : err({ type: "Cancelled" });
  };

  const resume = (): void => {
    wake?.();
    wake = null;
    paused = null;
  };

  return {
    inspect: (file, choice) => inspectCsv(file, choice, isKnownHeading),
    suggest: (columns, sample, kind) => {
      const kinds = suggestEntities(columns);
      const chosen = kind ?? kinds[0]?.kind;
      return { kinds, mapping: chosen === undefined ? null : autoMap(entityOf(chosen), columns, sample) };
    },
    plan,
    pause: () => {
      paused ??= new Promise((resolve) => {
        wake = resolve;
      });
    },
    resume,
    cancel: () => {
      cancelled = true;
      resume();
    },
    exportRows: ({ kind, columns, rows, referred, locale, offsetMinutes }) => {
      const byId = new Map([...referred, ...rows].map((row) => [row.id as string, row]));
      const now = clock.now();
      const context = { now, today: dayOf(now, offsetMinutes), offsetMinutes, row: (id: string) => byId.get(id) };
      return new Blob([...exportCsv({ entity: entityOf(kind), columns, rows, locale, context })], CSV);
    },
    rowsOn: (lines) => planned.filter(({ line }) => lines.has(line)),
    exportRejected: ({ columns, issues, heading, reasons }) => {
      const sentence = new Map(issues.map((issue, at) => [issue, reasons[at] ?? ""]));
      return new Blob([...exportRejected({ columns, rows: planned, issues, heading, reasonOf: (issue) => sentence.get(issue) ?? "" })], CSV);
    },
  };
};
