import type { Live, LiveReport, PivotTable } from "#workers/replica/api.ts";
import { findEntity } from "#domain/entities/registry.ts";
import type { RecordId } from "#domain/id.ts";
import type { RowChange } from "#domain/query/context.ts";
import { readAll, type Reads } from "#domain/query/reads.ts";
import { openForecast, type Forecast, type ForecastQuestion } from "#domain/reports/forecast.ts";
import { openFunnel, type Funnel, type FunnelQuestion } from "#domain/reports/funnel.ts";
import { narrow, type Narrowing } from "#domain/reports/narrow.ts";
import { readsOfForecast, readsOfFunnel, readsOfReport, type ReportReads } from "#domain/reports/reads-of-report.ts";
import type { ReportDefinition, ReportError, ReportTable } from "#domain/reports/report.ts";
import { openReport } from "#domain/reports/run.ts";
import type { Standing } from "#domain/reports/standing.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Filter } from "#domain/schema/entity.ts";
import type { Core } from "./core.ts";
import type { Lives } from "./live.ts";
import type { KeptSums } from "./stored-sums.ts";

export { keepSums } from "./stored-sums.ts";

export interface Reports {
  readonly report: (definition: ReportDefinition, call: (table: ReportTable | null) => void, narrowing?: Narrowing) => LiveReport;
  readonly pivot: (definition: ReportDefinition, call: (table: PivotTable | null) => void, narrowing?: Narrowing) => LiveReport;
  readonly funnel: (question: FunnelQuestion, call: (funnel: Funnel | null) => void, narrowing?: Narrowing) => LiveReport;
  readonly forecast: (question: ForecastQuestion, call: (forecast: Forecast | null) => void, narrowing?: Narrowing) => LiveReport;
}

/** After an answer of sums that were stored, records are read once what the screen asked for besides is answered, in milliseconds. */
const SETTLE = 300;

/** A question that stays asked: whose records it counts, what it reads, and how it is answered. */
interface Asking<Q, A> {
  readonly kind: string;
  readonly question: Q;
  readonly reads: (question: Q) => ReportReads;
  readonly open: (question: Q) => Result<Standing<A>, ReportError>;
}

const withDepartments = (reads: Reads): Reads => {
  const wider = new Map(reads as Map<string, Set<string> | "all">);
  readAll(wider, "department");
  return wider;
};

/** A table and the totals of its rows and columns, as one answer. */
const openPivot = (definition: ReportDefinition, open: (definition: ReportDefinition) => Result<Standing<ReportTable>, ReportError>): Result<Standing<PivotTable>, ReportError> => {
  const [first, second, ...others] = definition.by;
  if (first === undefined || second === undefined || others.length > 0) return err({ type: "ReportError", reason: "unknownDimension", at: definition.by.join() });
  const cells = open(definition);
  const rows = open({ ...definition, by: [first] });
  const columns = open({ ...definition, by: [second] });
  if (!cells.ok) return cells;
  if (!rows.ok) return rows;
  if (!columns.ok) return columns;
  return ok({
    answer: () => ({ cells: cells.value.answer(), rows: rows.value.answer().groups, columns: columns.value.answer().groups }),
    follow: (changes) => {
      for (const part of [cells, rows, columns]) part.value.follow(changes);
    },
    drill: cells.value.drill,
  });
};

/**
 * Reports that stay right while records change. One set of columns serves all of them. A change of a report's own records is taken
 * into its figures; after a change of anything else it reads it is opened anew.
 */
export const createReports = (core: Core, lives: Lives, sums: KeptSums | null): Reports => {
  const columns = sums ?? lives.columns;

  /** Only records with an owner can be narrowed to owners and their departments. */
  const narrowed = <Q extends { readonly filter?: Filter }>(kind: string, question: Q, narrowing: Narrowing | undefined): Q => {
    if (!narrowing || !findEntity(kind)?.fields.owner) return question;
    const filter = narrow(question.filter, narrowing, core.rows.rows("department"));
    return filter ? { ...question, filter } : question;
  };

  const ask = <Q extends { readonly filter?: Filter }, A>({ kind, question, reads, open }: Asking<Q, A>, call: (answer: A | null) => void, narrowing: Narrowing | undefined): LiveReport => {
    let standing: Standing<A> | null = null;
    const { reads: read, alone } = reads(narrowed(kind, question, narrowing));
    const compute = (changes: readonly RowChange[] | null): void => {
      if (alone && standing && changes?.every((change) => change.kind === kind)) standing.follow(changes);
      else {
        const opened = open(narrowed(kind, question, narrowing));
        standing = opened.ok ? opened.value : null;
      }
      call(standing?.answer() ?? null);
    };
    // Who belongs to a department, and which one lies below which, may change while the report is open.
    const live: Live = lives.follow(compute, narrowing?.department ? withDepartments(read) : read);
    sums?.asked();
    const settling = sums?.isUsed(kind)
      ? core.deps.timers.set(() => {
          sums.settle(kind);
          compute(null);
        }, SETTLE)
      : null;
    const stop = (): void => {
      live.stop();
      if (settling !== null) core.deps.timers.clear(settling);
    };
    return { stop, drill: async (cell) => (standing?.drill(cell) ?? []) as readonly RecordId[] };
  };

  const reportIn = (definition: ReportDefinition): Result<Standing<ReportTable>, ReportError> => openReport(definition, columns, lives.context());
  const readsOfTable = (definition: ReportDefinition): ReportReads => readsOfReport(definition, lives.context());

  return {
    report: (question, call, narrowing) => ask({ kind: question.kind, question, reads: readsOfTable, open: reportIn }, call, narrowing),
    pivot: (question, call, narrowing) =>
      ask({ kind: question.kind, question, reads: readsOfTable, open: (definition) => openPivot(definition, reportIn) }, call, narrowing),
    funnel: (question, call, narrowing) =>
      ask(
        { kind: question.kind, question, reads: (asked) => readsOfFunnel(asked, lives.context()), open: (asked) => openFunnel(asked, columns, lives.context()) },
        call,
        narrowing,
      ),
    forecast: (question, call, narrowing) =>
      ask(
        { kind: "opportunity", question, reads: (asked) => readsOfForecast(asked, lives.context()), open: (asked) => openForecast(asked, columns, lives.context()) },
        call,
        narrowing,
      ),
  };
};
