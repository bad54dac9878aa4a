import { ENTITIES } from "#domain/entities/registry.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { PERIOD_UNITS, type PeriodUnit } from "#domain/query/period.ts";
import { REPORTS } from "#domain/reports/catalogue.ts";
import { bindDimension, dimensionsOf } from "#domain/reports/dimension.ts";
import { factsOfRows } from "#domain/reports/facts.ts";
import { bindMeasure, measuresOf } from "#domain/reports/measure.ts";
import type { ReportDefinition } from "#domain/reports/report.ts";
import { runReport } from "#domain/reports/run.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { entityNamed, listOf, wholeNumber } from "./arguments.ts";
import { facetsOf } from "./cells.ts";
import { fail } from "./exit.ts";
import { writeJson, type Io } from "./io.ts";
import { compareFrom, refuseReport, reportFilter, spanFrom, type Asked } from "./report-options.ts";
import { printTable } from "./report-table.ts";
import { needRight } from "./session.ts";

const DEFAULT_KIND = "opportunity";

const unitFrom = (period: string | undefined): PeriodUnit | undefined =>
  period === undefined ? undefined : (PERIOD_UNITS.find((unit) => unit === period) ?? fail("usage", `--period ${period}: choose one of ${PERIOD_UNITS.join(", ")}`));

const answers = (entity: Entity, measures: readonly string[], by: readonly string[], context: QueryContext): boolean =>
  measures.every((id) => typeof bindMeasure(id, entity, context) !== "string") && by.every((id) => typeof bindDimension(id, "month", entity, context) !== "string");

/** The kind that measures and dimensions are about: opportunities when it can be, else the only kind that knows them all. */
const inferKind = (measures: readonly string[], by: readonly string[], context: QueryContext): Entity => {
  const usual = entityNamed(DEFAULT_KIND);
  if (answers(usual, measures, by, context)) return usual;
  const [only, ...others] = ENTITIES.filter((entity) => answers(entity, measures, by, context));
  // Where no kind knows them all, the report itself says which word is not understood.
  if (!only) return usual;
  return others.length === 0 ? only : fail("usage", `say which records with --of: ${[only, ...others].map(({ kind }) => kind).join(", ")} all have these`);
};

/** Runs a definition for somebody who may see all of it, narrowed as asked, and prints it. The days between `--from` and `--to` are those of `on` unless `--on` says otherwise. */
export const printReport = (name: string | null, definition: ReportDefinition, asked: Asked, io: Io, on?: string): void => {
  const { values, session, records } = asked;
  const { context, source } = records;
  const entity = entityNamed(definition.kind);
  const filter = reportFilter(asked, entity, definition.filter);
  const dated = definition.by.find((id) => {
    const dimension = bindDimension(id, "month", entity, context);
    return typeof dimension !== "string" && dimension.unit !== undefined;
  });
  const unit = unitFrom(values.period);
  if (unit && dated === undefined) fail("usage", "--period needs a date in --by, such as --by expectedSignDate");
  const span = spanFrom(values, on ?? dated?.split(":")[0]);
  const compare = compareFrom(values);
  const { filter: _filter, ...rest } = definition;
  const question: ReportDefinition = {
    ...rest,
    by: unit ? definition.by.map((id) => (id === dated && name !== null ? `${id.split(":")[0] ?? id}:${unit}` : id)) : definition.by,
    ...(filter ? { filter } : {}),
    ...(unit ? { unit } : {}),
    ...(span ? { span } : {}),
    ...(compare ? { compare } : {}),
    ...(values.top === undefined ? {} : { top: { count: wholeNumber(values.top, "--top", 1) } }),
  };
  const report = runReport(question, factsOfRows(source), context);
  const { table } = report.ok ? report.value : refuseReport(report.error);
  // A margin that silently left out what may not be seen would be a wrong figure.
  for (const { facet } of table.measures) if (facet) needRight(session, facet);
  for (const facet of table.dimensions.flatMap(({ path }) => facetsOf(entity, path, context))) needRight(session, facet);
  printTable(name, table, context, values.json, io);
};

export const reportOfMeasures = (asked: Asked, io: Io): void => {
  const { values, records } = asked;
  const measures = listOf(values.measure);
  const by = listOf(values.by);
  if (measures.length === 0) fail("usage", 'Which figures? Give --measure, such as count,expectedAmount; "tidebook report --list" shows them.');
  const entity = values.of === undefined ? inferKind(measures, by, records.context) : entityNamed(values.of);
  printReport(null, { kind: entity.kind, measures, by }, asked, io);
};

/** Everything a report can be asked of. */
export const listReports = ({ values, records }: Asked, io: Io): void => {
  const { context } = records;
  const kinds = (values.of === undefined ? ENTITIES.filter(({ internal }) => !internal) : [entityNamed(values.of)]).map((entity) => ({
    kind: entity.kind,
    measures: measuresOf(entity, context).map(({ id, kind, facet }) => ({ id, kind, ...(facet ? { right: facet } : {}) })),
    dimensions: dimensionsOf(entity, context).map(({ id, kind, unit, to }) => ({ id, kind, ...(unit ? { date: true } : {}), ...(to ? { to } : {}) })),
  }));
  const reports = ["margin", ...REPORTS.map(({ id }) => id)];
  if (values.json) {
    writeJson(io, { reports, kinds });
    return;
  }
  io.out(`Reports\n  ${reports.join(", ")}\n`);
  for (const { kind, measures, dimensions } of kinds) {
    io.out(`\n${kind}\n  measures: ${measures.map(({ id }) => id).join(", ")}\n  dimensions: ${dimensions.map(({ id, date }) => (date ? `${id}:month` : id)).join(", ")}\n`);
  }
};
