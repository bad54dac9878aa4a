import type { QueryContext } from "#domain/query/context.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { FactSource } from "./facts.ts";
import type { GroupKey, Report, ReportDefinition, ReportError, ReportGroup } from "./report.ts";
import { runReport } from "./run.ts";

/** Two dimensions against each other. Margins are computed from the records, so shares and averages are right there too. */
export interface Pivot {
  readonly rows: readonly ReportGroup[];
  readonly columns: readonly ReportGroup[];
  /** The group where a row and a column meet; undefined where no record is. */
  readonly cell: (row: GroupKey, column: GroupKey) => ReportGroup | undefined;
  readonly total: ReportGroup;
  readonly drill: Report["drill"];
}

/** The same question with its dimensions turned: what stood in rows stands in columns. */
export const rotate = (definition: ReportDefinition): ReportDefinition => ({ ...definition, by: definition.by.toReversed() });

/** Answers a definition of exactly two dimensions as a table of rows × columns. */
export const runPivot = (definition: ReportDefinition, source: FactSource, context: QueryContext): Result<Pivot, ReportError> => {
  const [first, second, ...others] = definition.by;
  if (first === undefined || second === undefined || others.length > 0) {
    return err({ type: "ReportError", reason: "unknownDimension", at: definition.by.join(", ") });
  }
  const { top: _top, having: _having, sortBy: _sortBy, ...open } = definition;
  const cells = runReport(open, source, context);
  if (!cells.ok) return cells;
  const rows = runReport({ ...definition, by: [first] }, source, context);
  if (!rows.ok) return rows;
  const columns = runReport({ ...open, by: [second] }, source, context);
  if (!columns.ok) return columns;
  const byKey = new Map(cells.value.table.groups.map((group) => [JSON.stringify(group.key), group]));
  return ok({
    rows: rows.value.table.groups,
    columns: columns.value.table.groups,
    cell: (row, column) => byKey.get(JSON.stringify([row, column])),
    total: cells.value.table.total,
    drill: cells.value.drill,
  });
};
