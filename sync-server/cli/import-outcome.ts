import type { ImportPlan, PlannedRecord, PlannedUpdate, PossibleDuplicate, TolerantMatch } from "#domain/transfer/import-plan.ts";
import type { Locale } from "#domain/schema/words.ts";
import { issueSentence } from "./sentences.ts";
import type { RefusedRecord } from "./write.ts";

export interface RejectedLine {
  /** Line of the file, counted from 1. */
  readonly line: number;
  readonly column: string | null;
  /** Who found it: the reading of the file, the user's own rights, or the relay. */
  readonly by: "file" | RefusedRecord["by"];
  readonly reason: string;
  readonly message: string;
}

/** What an import has done, as `--json` prints it. */
export interface ImportOutcome {
  readonly file: string;
  readonly kind: string;
  readonly dryRun: boolean;
  readonly rows: number;
  /** Records by kind, those that rows only refer to included. */
  readonly created: Readonly<Record<string, number>>;
  readonly updated: Readonly<Record<string, number>>;
  /** Rows whose record was already as the row says. */
  readonly unchanged: number;
  /** Rows left out without being faulty: empty, or told to skip by the map. */
  readonly skipped: number;
  readonly rejected: readonly RejectedLine[];
  readonly matches: readonly TolerantMatch[];
  readonly possibleDuplicates: readonly PossibleDuplicate[];
  readonly seconds: number;
  readonly rowsPerSecond: number;
}

export interface Done {
  readonly file: string;
  readonly kind: string;
  readonly plan: ImportPlan;
  readonly refused: readonly RefusedRecord[];
  readonly dryRun: boolean;
  readonly milliseconds: number;
  readonly locale: Locale;
}

const countByKind = (records: readonly (PlannedRecord | PlannedUpdate)[], refused: ReadonlySet<string>): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { id, kind } of records) if (!refused.has(id)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

export const importOutcome = ({ file, kind, plan, refused, dryRun, milliseconds, locale }: Done): ImportOutcome => {
  const ids = new Set<string>(refused.map(({ record }) => record));
  const made = [...plan.references, ...plan.creates];
  const linesOf = new Map([...made, ...plan.updates].map(({ id, lines }) => [id, lines]));
  const inFile = plan.issues
    .filter(({ level }) => level === "error")
    .map((issue): RejectedLine => ({ line: issue.line, column: issue.column, by: "file", reason: issue.reason, message: issueSentence(locale, issue) }));
  const later = refused.flatMap(({ record, by, reason, message }) => (linesOf.get(record) ?? []).map((line): RejectedLine => ({ line, column: null, by, reason, message })));
  return {
    file,
    kind,
    dryRun,
    rows: plan.rows,
    created: countByKind(made, ids),
    updated: countByKind(plan.updates, ids),
    unchanged: plan.unchanged.length,
    skipped: plan.skipped.filter(({ why }) => why !== "fault").length,
    rejected: [...inFile, ...later].sort((a, b) => a.line - b.line),
    matches: plan.matches,
    possibleDuplicates: plan.duplicates,
    seconds: Math.round(milliseconds / 10) / 100,
    rowsPerSecond: Math.round((plan.rows * 1_000) / Math.max(1, milliseconds)),
  };
};
