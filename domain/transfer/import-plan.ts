import type { FieldValue } from "#domain/schema/field.ts";
import type { CellReason } from "./read-cell.ts";
import type { RowFault } from "./sheet.ts";

/**
 * What an import will do, before anything is written. Values stand under paths: a field under its name, a member of a set under
 * `set/<name>/<member>` with value 1, a line under `line/<list>/<key>` with its mark and `line/<list>/<key>/<field>`, an entry of a
 * log under `log/<name>/<key>`.
 */
export interface ImportPlan {
  readonly creates: readonly PlannedRecord[];
  /** Records that rows only refer to; they are written before the others. */
  readonly references: readonly PlannedRecord[];
  readonly updates: readonly PlannedUpdate[];
  readonly issues: readonly PlanIssue[];
  readonly duplicates: readonly PossibleDuplicate[];
  /** Names that were taken for a record whose name is written otherwise. */
  readonly matches: readonly TolerantMatch[];
  readonly skipped: readonly SkippedRow[];
  /** Lines of rows whose record exists and is already as the row says. */
  readonly unchanged: readonly number[];
  readonly rows: number;
}

export type Values = Record<string, FieldValue>;

export interface PlannedRecord {
  readonly id: string;
  readonly kind: string;
  /** Lines of the file that the record comes from. */
  readonly lines: readonly number[];
  readonly values: Readonly<Values>;
}

export interface PlannedUpdate {
  readonly id: string;
  readonly kind: string;
  readonly lines: readonly number[];
  readonly changes: readonly PlannedChange[];
}

export interface PlannedChange {
  readonly path: string;
  /** Null when there was nothing. */
  readonly from: FieldValue;
  readonly to: FieldValue;
}

export type PlanReason =
  | CellReason
  | RowFault["code"]
  | "unknownReference"
  | "ambiguousReference"
  | "cannotCreate"
  | "conflictInFile"
  | "unknownId"
  | "fixed";

/** A cell, or a row as a whole where `column` is null, that does not fit. An error keeps the row out; a notice does not. */
export interface PlanIssue {
  readonly level: "error" | "notice";
  readonly line: number;
  readonly column: string | null;
  readonly to: string | null;
  readonly reason: PlanReason;
  readonly text: string;
  readonly limit?: string | number;
}

export interface PossibleDuplicate {
  readonly line: number;
  readonly kind: string;
  /** The record as the row would make it. */
  readonly title: string;
  readonly fields: readonly string[];
  readonly twin: { readonly id: string; readonly title: string; readonly line: number | null };
  /** What this plan does with the row. */
  readonly does: "create" | "update" | "skip";
  /** Nobody has decided it: a person who can be asked is asked before anything is written. */
  readonly open: boolean;
}

export interface TolerantMatch {
  readonly column: string;
  readonly kind: string;
  /** As the file writes it. */
  readonly text: string;
  readonly id: string;
  /** As the record is called. */
  readonly title: string;
  readonly rows: number;
}

export interface SkippedRow {
  readonly line: number;
  readonly why: "fault" | "duplicate" | "exists" | "empty";
}
