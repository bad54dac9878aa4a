import { entityOf } from "#domain/entities/registry.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { kindsReferred, missingHeading, type ImportMap, type MapFault } from "./import-map.ts";
import type { ImportPlan, PlannedRecord } from "./import-plan.ts";
import { fieldOfRecord, keyedOfRecord } from "./planned-record.ts";
import { createContext, type PlanContext, type PlanInput } from "./plan-context.ts";
import { createKindPlanner } from "./plan-kind.ts";
import { isGrave, type SheetColumn, type SheetRow } from "./sheet.ts";

export interface Planner {
  /** Plans the next rows of the file, in order. */
  readonly add: (rows: readonly SheetRow[]) => void;
  /** The plan of all rows. Call it once, after the last row. */
  readonly finish: () => ImportPlan;
}

/**
 * Plans an import without writing anything. Rows may be added in pieces, so that a large file neither blocks the thread nor
 * has to be whole. Fails only when the map names headings that the file does not have.
 */
export const createPlanner = (map: ImportMap, columns: readonly SheetColumn[], input: PlanInput): Result<Planner, MapFault> => {
  const names = columns.map(({ name }) => name);
  const missing = missingHeading(map, names);
  if (missing) return err(missing);
  const parts = [...(map.also ?? []), map];
  const context = createContext(input, new Set(parts.map(({ entity }) => entity)), kindsReferred(map));
  const planners = parts.map((part) => createKindPlanner(context, part, names));
  let rows = 0;

  const add = (next: readonly SheetRow[]): void => {
    for (const row of next) {
      rows++;
      if (row.fault) reportFault(context, row);
      if (isGrave(row.fault)) context.ledger.skipped.push({ line: row.line, why: "fault" });
      else for (const planner of planners) planner.add(row);
    }
  };

  const finish = (): ImportPlan => {
    for (const planner of planners) planner.finish();
    return planOf(context, rows);
  };

  return ok({ add, finish });
};

const reportFault = ({ ledger }: PlanContext, row: SheetRow): void => {
  if (!row.fault) return;
  const { code, limit } = row.fault;
  const level = isGrave(row.fault) ? "error" : "notice";
  const text = row.cells.join(" | ").slice(0, 200);
  ledger.issues.push({ level, line: row.line, column: null, to: null, reason: code, text, ...(limit === undefined ? {} : { limit }) });
};

/** A record that rows only name belongs to whom the first of them belongs: who imports for others does not keep their customers. */
const belongingTo = (record: PlannedRecord, owner: FieldValue): PlannedRecord =>
  owner === null || entityOf(record.kind).access.kind !== "owned" ? record : { ...record, values: { ...record.values, owner } };

const refNames = new Map<string, readonly string[]>();

/** Fields of a kind that refer to records. */
const refs = (kind: string): readonly string[] => {
  const known = refNames.get(kind) ?? Object.entries(entityOf(kind).fields).flatMap(([name, field]) => (field.kind === "ref" ? [name] : []));
  refNames.set(kind, known);
  return known;
};

/** A record made for a reference of a row that was left out after all is not made. */
const usedReferences = ({ ledger }: PlanContext): ImportPlan["references"] => {
  if (ledger.references.size === 0) return [];
  const owners = new Map<string, FieldValue>();
  const note = (path: string, value: FieldValue, owner: FieldValue): void => {
    const id = path.startsWith("set/") ? path.slice(path.indexOf("/", 4) + 1) : value;
    if (typeof id === "string" && ledger.references.has(id) && !owners.has(id)) owners.set(id, owner);
  };
  for (const record of ledger.creates.values()) {
    const owner = fieldOfRecord(record, "owner") ?? null;
    for (const name of refs(record.kind)) note(name, fieldOfRecord(record, name) ?? null, owner);
    for (const [path, value] of keyedOfRecord(record)) note(path, value, owner);
  }
  for (const { changes } of ledger.updates.values()) for (const { path, to } of changes) note(path, to, null);
  return [...ledger.references.values()].flatMap((record) => {
    const owner = owners.get(record.id);
    return owner === undefined ? [] : [belongingTo(record, owner)];
  });
};

const planOf = (context: PlanContext, rows: number): ImportPlan => {
  const { ledger } = context;
  return {
    creates: [...ledger.creates.values()],
    references: usedReferences(context),
    updates: [...ledger.updates.values()],
    issues: [...ledger.issues].sort((a, b) => a.line - b.line),
    duplicates: ledger.duplicates,
    matches: [...ledger.matches.values()],
    skipped: [...ledger.skipped].sort((a, b) => a.line - b.line),
    unchanged: ledger.unchanged,
    rows,
  };
};

export interface PlanRun {
  /** Lets the thread do other work; awaited after every piece. A paused import waits here. */
  readonly yieldNow: () => Promise<void>;
  readonly onProgress?: (done: number, total: number) => void;
  readonly isCancelled?: () => boolean;
  /** Rows per piece; 500 unless given. */
  readonly piece?: number;
}

/** Plans `rows` piece by piece; null when it was cancelled. */
export const planInPieces = async (planner: Planner, rows: readonly SheetRow[], { yieldNow, onProgress, isCancelled, piece = 500 }: PlanRun): Promise<ImportPlan | null> => {
  for (let at = 0; at < rows.length; at += piece) {
    if (isCancelled?.()) return null;
    planner.add(rows.slice(at, at + piece));
    onProgress?.(Math.min(rows.length, at + piece), rows.length);
    await yieldNow();
  }
  return isCancelled?.() ? null : planner.finish();
};
