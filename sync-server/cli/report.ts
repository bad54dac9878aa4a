import { definitionOf, findReport, REPORTS } from "#domain/reports/catalogue.ts";
import { factsOfRows } from "#domain/reports/facts.ts";
import { runForecast, type ForecastFigures } from "#domain/reports/forecast.ts";
import { runFunnel } from "#domain/reports/funnel.ts";
import type { ReportDefinition } from "#domain/reports/report.ts";
import { PERIOD_UNITS } from "#domain/query/period.ts";
import type { Command } from "./arguments.ts";
import { entityNamed } from "./arguments.ts";
import { optionLabel, titleFor } from "./cells.ts";
import { fail } from "./exit.ts";
import { FILTER_HELP } from "./filters.ts";
import { writeJson, type Io } from "./io.ts";
import { recordsOf } from "./records.ts";
import { listReports, printReport, reportOfMeasures } from "./report-measures.ts";
import { compareFrom, readReportArguments, refuseReport, reportFilter, spanFrom, type Asked } from "./report-options.ts";
import { needRight, withSession } from "./session.ts";
import { textTable } from "./table.ts";
import { headingWord, type Heading } from "./words/words.ts";
import type { Locale } from "#domain/schema/words.ts";

const columnsIn = (locale: Locale) => {
  const left = (heading: Heading) => ({ heading: headingWord(locale, heading) });
  return { left, right: (heading: Heading) => ({ ...left(heading), right: true }), word: (heading: Heading) => headingWord(locale, heading) };
};

const funnel = (asked: Asked, io: Io): void => {
  const { values, records } = asked;
  const { source, context } = records;
  const entity = entityNamed(values.of ?? "opportunity");
  const filter = reportFilter(asked, entity);
  const span = spanFrom(values, "discoveredOn");
  const compare = compareFrom(values);
  if (compare && !span) fail("usage", "--compare of a funnel needs the days: --from and --to");
  const outcome = runFunnel({ kind: entity.kind, ...(filter ? { filter } : {}), ...(span ? { span } : {}), ...(compare ? { compare } : {}) }, factsOfRows(source), context);
  const found = outcome.ok ? outcome.value : refuseReport(outcome.error);
  const stages = found.stages.map(({ stage, ...figures }) => ({ stage, name: optionLabel(entity, entity.stages?.field ?? "", stage, context), ...figures }));
  if (values.json) {
    writeJson(io, { report: "funnel", kind: found.kind, count: found.count, amount: found.amount, stages });
    return;
  }
  const rows = stages.map(({ name, count, countShare, amount, amountShare, conversion }) => [name, String(count), countShare ?? "", amount, amountShare ?? "", conversion ?? ""]);
  const { left, right, word } = columnsIn(asked.session.locale);
  io.out(textTable([left("stage"), right("number"), right("share"), right("amount"), right("share"), right("toNext")], [...rows, [word("total"), String(found.count), "", found.amount]]));
};

const forecast = (asked: Asked, io: Io): void => {
  const { values, records } = asked;
  const { source, context } = records;
  const filter = reportFilter(asked, entityNamed("opportunity"));
  const span = spanFrom(values, "expectedSignDate");
  const unit = PERIOD_UNITS.find((each) => each === (values.period ?? "month")) ?? fail("usage", `--period ${values.period}: choose one of ${PERIOD_UNITS.join(", ")}`);
  const outcome = runForecast({ unit, ...(filter ? { filter } : {}), ...(span ? { span } : {}) }, factsOfRows(source), context);
  const { periods, total, borderline } = outcome.ok ? outcome.value : refuseReport(outcome.error);
  if (values.json) {
    writeJson(io, {
      report: "forecast",
      unit,
      periods,
      total,
      borderline: borderline.map((deal) => ({ ...deal, title: titleFor(deal.id, context) })),
    });
    return;
  }
  const row = (name: string, { count, amount, weighted, best, likely, committed }: ForecastFigures) => [name, String(count), amount, weighted, best, likely, committed];
  const { left, right, word } = columnsIn(asked.session.locale);
  const columns = [left(unit), right("number"), right("amount"), right("weighted"), right("best"), right("likely"), right("committed")];
  io.out(textTable(columns, [...periods.map(({ period, ...figures }) => row(period ?? word("noDate"), figures)), row(word("total"), total)]));
};

const MARGINS: Readonly<Record<string, ReportDefinition>> = {
  product: definitionOf("marginByProduct"),
  customer: definitionOf("marginByCustomer"),
  month: definitionOf("marginByMonth"),
};

const margin = (asked: Asked, io: Io): void => {
  const { values, session } = asked;
  needRight(session, "cost");
  const by = values.by ?? "product";
  const definition = MARGINS[by] ?? fail("usage", `--by ${by}: a margin is by product, customer or month`);
  printReport("margin", definition, asked, io, "date");
};

const named = (name: string, asked: Asked, io: Io): void => {
  const entry = findReport(name);
  if (!entry) return fail("usage", `there is no report "${name}"; there are margin, ${REPORTS.map(({ id }) => id).join(", ")}`);
  if (entry.ask !== "table") return entry.ask === "funnel" ? funnel(asked, io) : forecast(asked, io);
  printReport(name, entry.definition, asked, io, entry.on);
};

const answer = (name: string | undefined, asked: Asked, io: Io): void => {
  if (asked.values.list) return listReports(asked, io);
  if (name === "margin") return margin(asked, io);
  return name === undefined ? reportOfMeasures(asked, io) : named(name, asked, io);
};

export const report: Command = {
  name: "report",
  summary: "compute a report",
  help: `Usage: tidebook report funnel | forecast | margin | <name> [options]
       tidebook report [--of <kind>] --measure <M[,M2]> --by <D1[,D2]> [--period month|quarter|year] [options]
       tidebook report --list [--of <kind>]

  funnel             per stage: number, %, amount, %, conversion to the next stage
  forecast           open deals by expected sign date: amount, weighted, best, likely, committed; --period (month)
  margin             of orders: revenue, cost, margin; --by product, customer or month (product); needs the right "cost"
  --list             every named report, and the measures and dimensions of each kind

  --of <kind>        records to count (opportunity, or the only kind that has these measures and dimensions)
  --measure <ids>    count, winRate, a numeric column (its sum), avg(column), min(column), max(column), lines.revenue …
  --by <ids>         columns, also through references: owner.department, lines.product, customer.sector; dates as closedOn:month
  --period <unit>    unit of dates in --by that name none: day, week, month, quarter or year (month)
  --filter <filter>  only records that match; --where means the same
  --owner <name>     only records of this person
  --department <name>  only records of people in this department and below
  --from, --to <day> only between these days; --on names the date (the one in --by; a named report has its own)
  --compare year | period  the same days a year before, or the period before, and growth in % (of a rate, in points);
                     what is not over is compared as far as it has come
  --top <number>     only the largest groups by the first measure
  --json             {"groups": [{"by": names, "keys": ids, "values", "records"}], "total"}; counts are numbers, money and
                     percentages decimal strings

${FILTER_HELP}`,
  run: async (argv, io) => {
    const { values, positionals } = readReportArguments(argv);
    const [name, ...more] = positionals;
    if (more.length > 0) fail("usage", `one report at a time; "${more.join(" ")}" is not understood`);
    await withSession(values, io, async (session) => answer(name, { values, session, records: recordsOf(session) }, io));
  },
};
