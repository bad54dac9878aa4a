import type { Live, LiveReport, PivotTable } from "#workers/replica/api.ts";
import { createColumnStore } from "#workers/reports/columns.ts";
import { findEntity } from "#domain/entities/registry.ts";
import type { RecordId } from "#domain/id.ts";
import { runForecast, type Forecast, type ForecastQuestion } from "#domain/reports/forecast.ts";
import { runFunnel, type Funnel, type FunnelQuestion } from "#domain/reports/funnel.ts";
import { kindsOfReport } from "#domain/reports/kinds-of-report.ts";
import { narrow, type Narrowing } from "#domain/reports/narrow.ts";
import type { Cell, Report, ReportDefinition, ReportTable } from "#domain/reports/report.ts";
import { runReport } from "#domain/reports/run.ts";
import type { Filter } from "#domain/schema/entity.ts";
import type { Core } from "./core.ts";
import type { Lives } from "./live.ts";

export interface Reports {
  readonly report: (definition: ReportDefinition, call: (table: ReportTable | null) => void, narrowing?: Narrowing) => LiveReport;
  readonly pivot: (definition: ReportDefinition, call: (table: PivotTable | null) => void, narrowing?: Narrowing) => LiveReport;
  readonly funnel: (question: FunnelQuestion, call: (funnel: Funnel | null) => void, narrowing?: Narrowing) => Live;
  readonly forecast: (question: ForecastQuestion, call: (forecast: Forecast | null) => void, narrowing?: Narrowing) => Live;
}

/** Reports that stay right while records change. One set of columns serves all of them. */
export const createReports = (core: Core, lives: Lives): Reports => {
  const columns = createColumnStore(core.rows);

  /** Only records with an owner can be narrowed to owners and their departments. */
  const narrowed = <Q extends { readonly filter?: Filter }>(kind: string, question: Q, narrowing: Narrowing | undefined): Q => {
    if (!narrowing || !findEntity(kind)?.fields.owner) return question;
    const filter = narrow(question.filter, narrowing, core.rows.rows("department"));
    return filter ? { ...question, filter } : question;
  };

  const follow = (asked: ReportDefinition, narrowing: Narrowing | undefined, compute: (definition: ReportDefinition) => void): Live => {
    // Who belongs to a department, and which one lies below which, may change while the report is open.
    const kinds = new Set([...kindsOfReport(narrowed(asked.kind, asked, narrowing), lives.context()), ...(narrowing?.department ? ["department"] : [])]);
    return lives.follow(
      () => compute(narrowed(asked.kind, asked, narrowing)),
      (changes) => changes.some(({ kind }) => kinds.has(kind)),
    );
  };

  const drilled = (report: Report | null, cell: Cell): readonly RecordId[] => (report?.drill(cell) ?? []) as readonly RecordId[];

  return {
    report: (asked, call, narrowing) => {
      let report: Report | null = null;
      const live = follow(asked, narrowing, (definition) => {
        const outcome = runReport(definition, columns, lives.context());
        report = outcome.ok ? outcome.value : null;
        call(report?.table ?? null);
      });
      return { stop: live.stop, drill: async (cell) => drilled(report, cell) };
    },
    pivot: (asked, call, narrowing) => {
      let report: Report | null = null;
      const live = follow(asked, narrowing, (definition) => {
        const [first, second, ...others] = definition.by;
        const ask = (by: readonly string[]) => runReport({ ...definition, by }, columns, lives.context());
        report = null;
        if (first === undefined || second === undefined || others.length > 0) {
          call(null);
          return;
        }
        const cells = ask([first, second]);
        const rows = ask([first]);
        const heads = ask([second]);
        if (!cells.ok || !rows.ok || !heads.ok) {
          call(null);
          return;
        }
        report = cells.value;
        call({ cells: cells.value.table, rows: rows.value.table.groups, columns: heads.value.table.groups });
      });
      return { stop: live.stop, drill: async (cell) => drilled(report, cell) };
    },
    funnel: (question, call, narrowing) =>
      follow({ ...question, measures: [], by: [] }, narrowing, ({ filter }) => {
        const outcome = runFunnel({ ...question, ...(filter ? { filter } : {}) }, columns, lives.context());
        call(outcome.ok ? outcome.value : null);
      }),
    forecast: (question, call, narrowing) =>
      follow({ ...question, kind: "opportunity", measures: [], by: [] }, narrowing, ({ filter }) => {
        const outcome = runForecast({ ...question, ...(filter ? { filter } : {}) }, columns, lives.context());
        call(outcome.ok ? outcome.value : null);
      }),
  };
};
