import { broughtIn } from "#domain/approval/bring-in.ts";
import { flowsIn } from "#domain/approval/flow.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { createKeySource, kindOf, type RecordId } from "#domain/id.ts";
import { ok, type Result } from "#domain/result.ts";
import type { Query } from "#domain/query/query.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Locale } from "#domain/schema/words.ts";
import { kindsNeeded, type MapFault } from "#domain/transfer/import-map.ts";
import type { ImportPlan, PlanIssue } from "#domain/transfer/import-plan.ts";
import type { BulkApi, Edit } from "#workers/replica/api.ts";
import { accessEditsOf } from "./import-edits.ts";
import { createImportRuns, type ImportOutcome, type ImportRuns, type RunDeps, type RunProgress } from "./import-run.ts";
import { summarise, type PlanSummary } from "./plan-summary.ts";
import type { Cancelled, FileProblem } from "./read-csv.ts";
import { createTransfer, type PlanRequest, type Progress, type Transfer, type TransferDeps } from "./transfer.ts";

export interface ListExport {
  readonly query: Query;
  /** The chosen records only; null exports the whole result. */
  readonly only: readonly RecordId[] | null;
  readonly columns: readonly string[];
  readonly locale: Locale;
  readonly offsetMinutes: number;
}

export interface ListFile {
  readonly file: Blob;
  readonly rows: number;
}

/** Import and export for one page, with the replica as source and target. Only summaries reach the page. */
export interface Importer extends Pick<Transfer, "inspect" | "suggest" | "exportRejected"> {
  readonly plan: (request: Omit<PlanRequest, "existing">, onProgress: (progress: Progress) => void) => Promise<Result<PlanSummary, FileProblem | MapFault | Cancelled>>;
  /** Every error of the last plan, for the file of rejected rows. */
  readonly errors: () => readonly PlanIssue[];
  /** Writes the last plan; `bringIn`: an administrator brings in what needs approval without it. Null when there is no plan. */
  readonly start: (request: { readonly file: string; readonly me: RecordId; readonly bringIn: boolean }, onProgress: (progress: RunProgress) => void) => Promise<ImportOutcome | null>;
  /** Of the last plan, that which can change who may do what: its effect is shown before it is written. */
  readonly accessEdits: () => readonly Edit[];
  readonly accessEditsOf: ImportRuns["accessEdits"];
  readonly proceed: ImportRuns["proceed"];
  readonly imports: ImportRuns["list"];
  readonly undo: ImportRuns["undo"];
  readonly undoEdits: ImportRuns["undoEdits"];
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
  readonly exportList: (request: ListExport, onProgress: (progress: RunProgress) => void) => Promise<ListFile>;
}

export type ImporterDeps = TransferDeps & Pick<RunDeps, "lock">;

/** Records named by references and sets of the rows, and by references in their lines. */
const referredIn = (rows: readonly Row[]): readonly RecordId[] => {
  const ids = new Set<RecordId>();
  const note = (value: unknown): void => {
    if (typeof value === "string" && value.includes("/") && findEntity(kindOf(value))) ids.add(value as RecordId);
  };
  for (const row of rows) {
    for (const value of Object.values(row)) {
      if (!Array.isArray(value)) note(value);
      else for (const member of value as readonly unknown[]) for (const part of typeof member === "object" && member !== null ? Object.values(member) : [member]) note(part);
    }
    ids.delete(row.id);
  }
  return [...ids];
};

export const createImporter = (replica: BulkApi, deps: ImporterDeps): Importer => {
  const transfer = createTransfer(deps);
  const keys = createKeySource(deps.clock, deps.random);
  const runs = createImportRuns(replica, { clock: deps.clock, keys, lock: deps.lock });
  const flows = async () => flowsIn(await replica.allRows("approvalFlow"), findEntity);
  let last: { readonly plan: ImportPlan; readonly kind: string; readonly rejected: number } | null = null;

  return {
    inspect: transfer.inspect,
    suggest: transfer.suggest,
    exportRejected: transfer.exportRejected,
    plan: async (request, onProgress) => {
      last = null;
      const existing: Record<string, readonly Row[]> = {};
      for (const kind of kindsNeeded(request.map)) existing[kind] = await replica.allRows(kind);
      const planned = await transfer.plan({ ...request, existing }, onProgress);
      if (!planned.ok) return planned;
      const summary = summarise(planned.value, request.map.columns, await flows(), transfer.rowsOn);
      last = { plan: planned.value, kind: request.map.entity, rejected: summary.rejected };
      return ok(summary);
    },
    errors: () => last?.plan.issues.filter(({ level }) => level === "error") ?? [],
    start: async ({ file, me, bringIn }, onProgress) => {
      if (!last) return null;
      const plan = bringIn ? broughtIn(last.plan, await flows(), () => ({ me, now: deps.clock.now(), key: keys.next() })) : last.plan;
      return runs.start({ ...last, plan, file, me }, onProgress);
    },
    accessEdits: () => (last ? accessEditsOf(last.plan) : []),
    accessEditsOf: runs.accessEdits,
    proceed: runs.proceed,
    imports: runs.list,
    undo: runs.undo,
    undoEdits: runs.undoEdits,
    pause: () => {
      transfer.pause();
      runs.pause();
    },
    resume: () => {
      transfer.resume();
      runs.resume();
    },
    cancel: () => {
      transfer.cancel();
      runs.cancel();
    },
    exportList: async ({ query, only, columns, locale, offsetMinutes }, onProgress) => {
      const all = await replica.result(query);
      const chosen = only && new Set<string>(only);
      const rows = chosen ? all.filter((row) => chosen.has(row.id)) : all;
      onProgress({ done: 1, total: 3 });
      const referred = await replica.rows(referredIn(rows));
      onProgress({ done: 2, total: 3 });
      await deps.yieldNow();
      return { file: transfer.exportRows({ kind: query.kind, columns, rows, referred, locale, offsetMinutes }), rows: rows.length };
    },
  };
};
