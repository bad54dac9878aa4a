import { proxy, type Remote } from "comlink";
import type { Narrowing } from "#domain/reports/narrow.ts";
import type { ReportDefinition, ReportTable } from "#domain/reports/report.ts";
import type { LiveReport, PivotTable, ReplicaApi } from "#workers/replica/api.ts";

/** What answers a table; two dimensions against each other come with the totals of both. */
export type TableAnswer = PivotTable | ReportTable;

export const isPivot = (answer: TableAnswer): answer is PivotTable => "cells" in answer;

export const tableOf = (answer: TableAnswer): ReportTable => (isPivot(answer) ? answer.cells : answer);

/** Asks for a table of a live answer (`createAnswer`). */
export const askTable = (api: Remote<ReplicaApi>, definition: ReportDefinition, pivot: boolean, call: (answer: TableAnswer | null) => void, narrowing?: Narrowing): Promise<LiveReport> =>
  pivot ? api.pivot(definition, proxy(call), narrowing) : api.report(definition, proxy(call), narrowing);
