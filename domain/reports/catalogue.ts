import { stages } from "#domain/entities/opportunity/stages.ts";
import type { Right } from "#domain/policy/right.ts";
import type { Filter } from "#domain/schema/entity.ts";
import { endedAs } from "#domain/stages/outcome.ts";
import type { ReportDefinition } from "./report.ts";

/** How a report is drawn. `auto` follows its dimensions: time as bars, few parts as a ring, the rest as ranked bars. */
export type Drawing = "auto" | "ring" | "rank";

/** What a report's period is about: the past, what lies ahead, or what there is altogether. */
export type PeriodUse = "behind" | "ahead" | "standing";

interface Common {
  readonly group: ReportGroupId;
  readonly kind: string;
  /** The date that the chosen period is about. */
  readonly on: string;
  readonly period: PeriodUse;
  /** Of use only to those who have this right. */
  readonly needs?: Right;
}

/** The deals of a kind with stages, by engines of their own. */
interface Pipeline extends Common {
  readonly ask: "funnel" | "forecast";
}

interface Table extends Common {
  readonly ask: "table";
  readonly definition: ReportDefinition;
  readonly drawing: Drawing;
  /** The measure that is drawn unless somebody chooses another; the first unless given. */
  readonly draws?: string;
  /** Which measures also show their share of the total, by index. */
  readonly shares: readonly number[];
  /** Kinds whose lists show it among their charts. */
  readonly charts: readonly string[];
}

/** The report's name, also its place in the app's address. Its title is the message `report.name.<id>`. */
interface Named {
  readonly id: string;
}

export type PipelineEntry = Pipeline & Named;
export type TableEntry = Table & Named;
export type ReportEntry = PipelineEntry | TableEntry;

export const REPORT_GROUPS = ["pipeline", "margin", "winRate", "orders", "opportunities", "customers", "followUps"] as const;
export type ReportGroupId = (typeof REPORT_GROUPS)[number];

const tables =
  (group: ReportGroupId, kind: string, on: string, shared: Partial<Table> = {}) =>
  (definition: Omit<ReportDefinition, "kind">, own: Partial<Table> = {}): Table => ({
    ask: "table",
    group,
    kind,
    on,
    period: "behind",
    drawing: "auto",
    shares: [0, 1],
    charts: [],
    ...shared,
    ...own,
    definition: { kind, ...definition },
  });

const SOLD: Filter = { field: "orderStatus", is: "not", value: "cancelled" };
const MARGIN = ["lines.revenue", "lines.cost", "lines.margin", "lines.marginPercent", "lines.revenueWithoutCost", "lines.quantity"];
const RATE = ["winRate", "count"];
const WORTH = ["count", "expectedAmount"];
const COUNT = ["count"];
const TEN = { count: 10 };

const margin = tables("margin", "order", "date", { shares: [0], draws: "lines.margin", needs: "cost" });
const winRate = tables("winRate", "opportunity", "closedOn", { shares: [] });
const orders = tables("orders", "order", "date");
const opportunities = tables("opportunities", "opportunity", "discoveredOn");
const customers = tables("customers", "customer", "created", { period: "standing", charts: ["customer"] });
const followUps = tables("followUps", "followUp", "at", { charts: ["followUp"] });

const ranked = { drawing: "rank" } as const;
const ring = { drawing: "ring" } as const;
const chart = (...charts: string[]): Pick<Table, "charts"> => ({ charts });

/**
 * Every report that has a name, for the app and the command line. Margins count the lines of orders that were not cancelled;
 * revenue of products without a known cost stands in a column of its own and is in neither cost nor margin.
 */
const CATALOGUE = {
  funnel: { ask: "funnel", group: "pipeline", kind: "opportunity", on: "discoveredOn", period: "behind" },
  forecast: { ask: "forecast", group: "pipeline", kind: "opportunity", on: "expectedSignDate", period: "ahead" },

  marginByProduct: margin({ measures: MARGIN, by: ["lines.product"], filter: SOLD, sortBy: 0 }, ranked),
  marginByCustomer: margin({ measures: MARGIN, by: ["customer"], filter: SOLD, sortBy: 0 }, ranked),
  marginByMonth: margin({ measures: MARGIN, by: ["date:month"], filter: SOLD }),

  winRateByMonth: winRate({ measures: RATE, by: ["closedOn:month"] }),
  winRateByOwner: winRate({ measures: RATE, by: ["owner"], sortBy: 0 }, ranked),
  winRateBySource: winRate({ measures: RATE, by: ["source"], sortBy: 0 }, ranked),
  winRateByProduct: winRate({ measures: RATE, by: ["lines.product"], sortBy: 0 }, ranked),

  ordersByMonth: orders({ measures: ["total", "count"], by: ["date:month"], filter: SOLD }, chart("order")),
  ordersByOwner: orders({ measures: ["total", "count"], by: ["owner"], filter: SOLD, sortBy: 0 }, { ...ranked, ...chart("order") }),
  topCustomersByOrders: orders({ measures: ["total", "count"], by: ["customer"], filter: SOLD, top: TEN }, { ...ranked, ...chart("order", "customer") }),
  topCustomersByPayments: orders({ measures: ["paidAmount", "count"], by: ["customer"], filter: SOLD, top: TEN }, { ...ranked, ...chart("order", "customer") }),
  topProductsByRevenue: orders({ measures: ["lines.revenue", "lines.quantity"], by: ["lines.product"], filter: SOLD, top: TEN }, ranked),

  opportunitiesByDiscovery: opportunities({ measures: WORTH, by: ["discoveredOn:month"] }, chart("opportunity")),
  opportunitiesBySignMonth: opportunities({ measures: WORTH, by: ["expectedSignDate:month"], whole: true }, { on: "expectedSignDate", period: "ahead", ...chart("opportunity") }),
  opportunitiesByOwner: opportunities({ measures: WORTH, by: ["owner"] }, { ...ranked, ...chart("opportunity") }),
  opportunitiesByOwnerAndStage: opportunities({ measures: WORTH, by: ["owner", "stage"] }),
  opportunitiesByOwnerAndStatus: opportunities({ measures: WORTH, by: ["owner", "status"] }, chart("opportunity")),
  opportunitiesBySource: opportunities({ measures: WORTH, by: ["source"] }, { ...ring, ...chart("opportunity") }),
  opportunitiesByType: opportunities({ measures: WORTH, by: ["type"] }, { ...ring, ...chart("opportunity") }),
  wonByDepartment: opportunities({ measures: WORTH, by: ["owner.department"], filter: endedAs(stages, "won") }, { on: "closedOn", ...ranked }),

  customersByCategory: customers({ measures: COUNT, by: ["category"] }, ring),
  customersByStage: customers({ measures: COUNT, by: ["stage"] }, { ...ring, charts: [] }),
  customersByCategoryAndStage: customers({ measures: COUNT, by: ["category", "stage"] }),
  customersByIndustry: customers({ measures: COUNT, by: ["industry"], sortBy: 0 }, ranked),
  customersByRegion: customers({ measures: COUNT, by: ["region"], sortBy: 0 }, ranked),
  customersByOwner: customers({ measures: COUNT, by: ["owner"], sortBy: 0 }, ranked),

  followUpsByMonth: followUps({ measures: COUNT, by: ["at:month"] }),
  followUpsByOwner: followUps({ measures: COUNT, by: ["owner"], sortBy: 0 }, ranked),
  followUpsByOwnerAndMethod: followUps({ measures: COUNT, by: ["owner", "method"] }),
  topCustomersByFollowUps: followUps({ measures: COUNT, by: ["customer"], top: TEN }, ranked),
} as const satisfies Readonly<Record<string, Pipeline | Table>>;

export type ReportId = keyof typeof CATALOGUE;

export const REPORTS: readonly ReportEntry[] = Object.entries(CATALOGUE).map(([id, report]) => ({ id, ...report }));

export const findReport = (id: string): ReportEntry | undefined => REPORTS.find((report) => report.id === id);

/** Whether a date is a plan: there is a report of what lies ahead by it. */
export const isPlanned = (kind: string, on: string | null): boolean => REPORTS.some((report) => report.period === "ahead" && report.kind === kind && report.on === on);

type TableId = { readonly [I in ReportId]: (typeof CATALOGUE)[I] extends Table ? I : never }[ReportId];

export const definitionOf = (id: TableId): ReportDefinition => CATALOGUE[id].definition;

/** Whether a report puts people or departments side by side: a comprehensive one, which a company can keep to those with the feature `allReports`. */
export const isComprehensive = (entry: ReportEntry): boolean => entry.ask === "table" && entry.definition.by.some((id) => id === "owner" || id.startsWith("owner."));

/** What somebody with these rights lacks for a report; null: nothing. `guarded`: comprehensive reports need their feature. */
export const lackingFor = (entry: ReportEntry, rights: readonly string[], guarded: boolean): Right | null => {
  if (entry.needs !== undefined && !rights.includes(entry.needs)) return entry.needs;
  return guarded && isComprehensive(entry) && !rights.includes("allReports") ? "allReports" : null;
};

/** What a person with these rights is offered. */
export const offeredReports = (rights: readonly string[], guarded: boolean): readonly ReportEntry[] => REPORTS.filter((entry) => lackingFor(entry, rights, guarded) === null);

/** Whether a report's figures may be saved as a file: with the right to export anything, or single reports. */
export const mayExportReport = (rights: readonly string[]): boolean => rights.includes("export") || rights.includes("exportReports");

/** Charts of a kind's list, those about its own records first; without any, the list has no charts. `among`: what the person is offered. */
export const chartsOf = (kind: string, among: readonly ReportEntry[] = REPORTS): readonly TableEntry[] => {
  const charts = among.flatMap((report) => (report.ask === "table" && report.charts.includes(kind) ? [report] : []));
  return [...charts.filter((chart) => chart.kind === kind), ...charts.filter((chart) => chart.kind !== kind)];
};
