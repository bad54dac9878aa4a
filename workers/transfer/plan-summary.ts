import { heldBackIn } from "#domain/approval/bring-in.ts";
import type { Flow } from "#domain/approval/flow.ts";
import { entityOf } from "#domain/entities/registry.ts";
import type { ColumnMap } from "#domain/transfer/import-map.ts";
import type { ImportPlan, PlanIssue, PossibleDuplicate, TolerantMatch } from "#domain/transfer/import-plan.ts";
import type { SheetRow } from "#domain/transfer/sheet.ts";
import { groupUnknown, type UnknownText } from "./group-unknown.ts";

/** A plan as the page shows it: counts, and of each list as much as a person looks through. The plan itself stays in the worker. */
export interface PlanSummary {
  /** Records of the file in rows, and what becomes of them. */
  readonly rows: number;
  readonly created: Readonly<Record<string, number>>;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: { readonly exists: number; readonly duplicate: number; readonly empty: number };
  /** Rows that do not fit. */
  readonly rejected: number;
  /** Everything that is written when the import starts. */
  readonly writes: number;
  readonly issues: readonly PlanIssue[];
  readonly issueCount: number;
  /** Texts that many rows share and that mean nothing here, the commonest first. */
  readonly unknown: readonly UnknownText[];
  readonly notices: readonly PlanIssue[];
  readonly noticeCount: number;
  /** The rows of `issues`, to be corrected in place. */
  readonly rejectedRows: readonly SheetRow[];
  readonly duplicates: readonly PossibleDuplicate[];
  readonly duplicateCount: number;
  /** Possible duplicates about which the person has yet to decide. */
  readonly undecided: number;
  readonly matches: readonly TolerantMatch[];
  readonly matchCount: number;
  /** Records that need approval before they can be as the file has them. */
  readonly heldBack: number;
  /** Records that are made because rows name them, by kind, with some of their names. */
  readonly made: readonly { readonly kind: string; readonly count: number; readonly titles: readonly string[] }[];
}

export const MOST_ROWS = 500;
const MOST = 200;
const MOST_TITLES = 8;
const MOST_UNKNOWN = 20;

const countBy = (kinds: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

const madeOf = ({ references }: ImportPlan): PlanSummary["made"] =>
  Object.entries(countBy(references.map(({ kind }) => kind))).map(([kind, count]) => ({
    kind,
    count,
    titles: references
      .filter((record) => record.kind === kind)
      .slice(0, MOST_TITLES)
      .map(({ values }) => String(values[entityOf(kind).title] ?? "")),
  }));

export const summarise = (plan: ImportPlan, columns: readonly ColumnMap[], flows: readonly Flow[], rowsOn: (lines: ReadonlySet<number>) => readonly SheetRow[]): PlanSummary => {
  const errors = plan.issues.filter(({ level }) => level === "error");
  const lines = [...new Set(errors.map(({ line }) => line))];
  const shown = new Set(lines.slice(0, MOST_ROWS));
  const notices = plan.issues.filter(({ level }) => level === "notice");
  const skipped = countBy(plan.skipped.map(({ why }) => why));
  return {
    rows: plan.rows,
    heldBack: heldBackIn(plan, flows),
    created: countBy(plan.creates.map(({ kind }) => kind)),
    updated: plan.updates.length,
    unchanged: plan.unchanged.length,
    skipped: { exists: skipped["exists"] ?? 0, duplicate: skipped["duplicate"] ?? 0, empty: skipped["empty"] ?? 0 },
    rejected: lines.length,
    writes: plan.creates.length + plan.references.length + plan.updates.length,
    issues: errors.filter(({ line }) => shown.has(line)),
    issueCount: errors.length,
    unknown: groupUnknown(errors, columns).slice(0, MOST_UNKNOWN),
    notices: notices.slice(0, MOST),
    noticeCount: notices.length,
    rejectedRows: rowsOn(shown),
    duplicates: plan.duplicates.slice(0, MOST),
    duplicateCount: plan.duplicates.length,
    undecided: plan.duplicates.filter(({ open }) => open).length,
    matches: plan.matches.slice(0, MOST),
    matchCount: plan.matches.length,
    made: madeOf(plan),
  };
};
