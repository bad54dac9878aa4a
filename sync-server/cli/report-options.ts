import type { Entity, Filter } from "#domain/schema/entity.ts";
import { createDirectory } from "#domain/transfer/directory.ts";
import { narrow, type Narrowing } from "#domain/reports/narrow.ts";
import type { ReportDefinition, ReportError, ReportSpan } from "#domain/reports/report.ts";
import { CONNECTION, dayFrom, readArguments } from "./arguments.ts";
import { fail } from "./exit.ts";
import { filterFrom } from "./filters.ts";
import type { Records } from "./records.ts";
import type { Session } from "./session.ts";

const OPTIONS = {
  ...CONNECTION,
  of: { type: "string" },
  measure: { type: "string" },
  by: { type: "string" },
  period: { type: "string" },
  filter: { type: "string" },
  where: { type: "string" },
  owner: { type: "string" },
  department: { type: "string" },
  on: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  compare: { type: "string" },
  top: { type: "string" },
  list: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

export const readReportArguments = (argv: readonly string[]) => readArguments(argv, OPTIONS);
export type ReportValues = ReturnType<typeof readReportArguments>["values"];

/** Everything a report is asked with. */
export interface Asked {
  readonly values: ReportValues;
  readonly session: Session;
  readonly records: Records;
}

const narrowingFrom = ({ values, records }: Asked): Narrowing => {
  const directory = createDirectory(records.source.rows);
  const idOf = (kind: string, name: string): string => {
    const found = directory.find(kind, name, true);
    if (found.kind === "found") return found.id;
    return fail("usage", found.kind === "none" ? `no ${kind} is called "${name}"` : `several records of the kind ${kind} are called "${name}"`);
  };
  return {
    ...(values.owner === undefined ? {} : { owner: idOf("user", values.owner) }),
    ...(values.department === undefined ? {} : { department: idOf("department", values.department) }),
  };
};

/** The filter of `--filter` together with `--owner` and `--department` (with those below), and what the report itself asks. */
export const reportFilter = (asked: Asked, entity: Entity, own?: Filter): Filter | undefined => {
  const { values, session, records } = asked;
  const typed = filterFrom("--filter", values.filter ?? values.where, entity, records.context, session);
  const narrowing = narrowingFrom(asked);
  if ((narrowing.owner ?? narrowing.department) !== undefined && !entity.fields.owner) fail("usage", `${entity.kind} has no owner, so --owner and --department mean nothing here`);
  const parts = [own, typed].filter((part) => part !== undefined);
  return narrow(parts.length > 1 ? { all: parts } : parts[0], narrowing, records.source.rows("department"));
};

/** The days between `--from` and `--to`; `on` is the date that they mean unless `--on` names another. */
export const spanFrom = ({ from, to, on: named }: ReportValues, on: string | undefined): ReportSpan | undefined => {
  if (from === undefined && to === undefined) return undefined;
  const date = named ?? on ?? fail("usage", "--from and --to of which date? Name it with --on, such as --on expectedSignDate");
  return { on: date, ...(from === undefined ? {} : { from: dayFrom(from, "--from") }), ...(to === undefined ? {} : { to: dayFrom(to, "--to") }) };
};

const COMPARE: Readonly<Record<string, NonNullable<ReportDefinition["compare"]>>> = { year: "previousYear", previousYear: "previousYear", period: "previousPeriod", previousPeriod: "previousPeriod" };

export const compareFrom = ({ compare }: ReportValues): ReportDefinition["compare"] =>
  compare === undefined ? undefined : (COMPARE[compare] ?? fail("usage", `--compare ${compare}: choose year or period`));

/** Ends the command with what could not be understood. */
export const refuseReport = ({ reason, at }: ReportError): never => {
  const sentences: Readonly<Record<ReportError["reason"], string>> = {
    unknownKind: `there is no such report of "${at}"`,
    unknownMeasure: `there is no measure "${at}"`,
    unknownDimension: `there is no dimension "${at}"`,
    notDate: `"${at}" is not a date, or there is no date to go by; name one with --on`,
    badFilter: `there is no column "${at}"`,
    notNumeric: `"${at}" is not a number, so it cannot be added up`,
  };
  return fail("usage", `${sentences[reason]}; "tidebook report --list" shows what there is`);
};
