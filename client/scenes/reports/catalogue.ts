import { NAMED_REPORTS } from "#domain/reports/named.ts";
import type { ReportDefinition } from "#domain/reports/report.ts";
import type { Right } from "#domain/policy/right.ts";
import type { PeriodUse } from "./report-settings.ts";

/** How a report is drawn. `auto` follows its dimensions: time as bars, few parts as a ring, the rest as ranked bars. */
export type Drawing = "auto" | "ring" | "rank";

interface Common {
  /** Also its place in the address. Its title is the message `report.name.<id>`. */
  readonly id: string;
  readonly group: ReportGroupId;
  readonly kind: string;
  /** The date that the chosen period is about. */
  readonly on: string;
  /** Which of the chosen periods holds for it. */
  readonly period: PeriodUse;
  readonly needs?: Right;
}

/** A report as the chooser offers it. Adding one is adding an entry here and its title in the languages. */
export type ReportEntry = PipelineEntry | TableEntry;

export interface PipelineEntry extends Common {
  readonly ask: "funnel" | "forecast";
}

export interface TableEntry extends Common {
  readonly ask: "table";
  readonly definition: ReportDefinition;
  readonly drawing: Drawing;
  /** Which measures also show their share of the total, by index. */
  readonly shares: readonly number[];
}

export const REPORT_GROUPS = ["pipeline", "margin", "winRate", "orders", "opportunities", "customers", "followUps"] as const;
export type ReportGroupId = (typeof REPORT_GROUPS)[number];

/** The report that the person puts together. */
export const OWN_REPORT = "own";

const table = (
  id: string,
  group: ReportGroupId,
  on: string,
  definition: ReportDefinition,
  more: { readonly drawing?: Drawing; readonly shares?: readonly number[]; readonly needs?: Right; readonly period?: PeriodUse } = {},
): ReportEntry => ({ ask: "table", kind: definition.kind, id, group, on, definition, drawing: "auto", period: "behind", shares: [0, 1], ...more });

const MARGIN = { shares: [0], needs: "cost" } as const;
const STANDING = { period: "standing" } as const;
const RATE = { drawing: "rank", shares: [] } as const;
const SOLD = NAMED_REPORTS.topCustomersByOrders.filter;
const OPPORTUNITY = "opportunity";
const FOUND = "discoveredOn";

export const REPORTS: readonly ReportEntry[] = [
  { ask: "funnel", id: "funnel", group: "pipeline", kind: OPPORTUNITY, on: FOUND, period: "behind" },
  { ask: "forecast", id: "forecast", group: "pipeline", kind: OPPORTUNITY, on: "expectedSignDate", period: "ahead" },

  table("marginByProduct", "margin", "date", NAMED_REPORTS.marginByProduct, { ...MARGIN, drawing: "rank" }),
  table("marginByCustomer", "margin", "date", NAMED_REPORTS.marginByCustomer, { ...MARGIN, drawing: "rank" }),
  table("marginByMonth", "margin", "date", NAMED_REPORTS.marginByMonth, MARGIN),

  table("winRateByOwner", "winRate", "closedOn", NAMED_REPORTS.winRateByOwner, RATE),
  table("winRateBySource", "winRate", "closedOn", { kind: OPPORTUNITY, measures: ["winRate", "count"], by: ["source"], sortBy: 0 }, RATE),
  table("winRateByProduct", "winRate", "closedOn", { kind: OPPORTUNITY, measures: ["winRate", "count"], by: ["lines.product"], sortBy: 0 }, RATE),

  table("ordersByMonth", "orders", "date", { kind: "order", measures: ["total", "count"], by: ["date:month"], filter: SOLD }),
  table("ordersByOwner", "orders", "date", { kind: "order", measures: ["total", "count"], by: ["owner"], filter: SOLD, sortBy: 0 }, { drawing: "rank" }),
  table("topCustomersByOrders", "orders", "date", NAMED_REPORTS.topCustomersByOrders, { drawing: "rank" }),
  table("topCustomersByPayments", "orders", "date", NAMED_REPORTS.topCustomersByPayments, { drawing: "rank" }),

  table("opportunitiesByDiscovery", "opportunities", FOUND, NAMED_REPORTS.opportunitiesByDiscovery),
  table("opportunitiesBySignMonth", "opportunities", "expectedSignDate", NAMED_REPORTS.opportunitiesBySignMonth, { period: "ahead" }),
  table("opportunitiesByOwner", "opportunities", FOUND, NAMED_REPORTS.opportunitiesByOwner, { drawing: "rank" }),
  table("opportunitiesByOwnerAndStage", "opportunities", FOUND, { kind: OPPORTUNITY, measures: ["count", "expectedAmount"], by: ["owner", "stage"] }),
  table("opportunitiesByOwnerAndStatus", "opportunities", FOUND, NAMED_REPORTS.opportunitiesByOwnerAndStatus),
  table("opportunitiesBySource", "opportunities", FOUND, NAMED_REPORTS.opportunitiesBySource, { drawing: "ring" }),
  table("opportunitiesByType", "opportunities", FOUND, NAMED_REPORTS.opportunitiesByType, { drawing: "ring" }),

  table("customersByCategory", "customers", "created", NAMED_REPORTS.customersByCategory, { ...STANDING, drawing: "ring" }),
  table("customersByStage", "customers", "created", { kind: "customer", measures: ["count"], by: ["stage"] }, { ...STANDING, drawing: "ring" }),
  table("customersByCategoryAndStage", "customers", "created", NAMED_REPORTS.customersByCategoryAndStage, STANDING),
  table("customersByIndustry", "customers", "created", { ...NAMED_REPORTS.customersByIndustry, sortBy: 0 }, { ...STANDING, drawing: "rank" }),
  table("customersByRegion", "customers", "created", { ...NAMED_REPORTS.customersByRegion, sortBy: 0 }, { ...STANDING, drawing: "rank" }),
  table("customersByOwner", "customers", "created", { ...NAMED_REPORTS.customersByOwner, sortBy: 0 }, { ...STANDING, drawing: "rank" }),

  table("followUpsByMonth", "followUps", "at", NAMED_REPORTS.followUpsByMonth),
  table("followUpsByOwner", "followUps", "at", NAMED_REPORTS.followUpsByOwner, { drawing: "rank" }),
  table("followUpsByOwnerAndMethod", "followUps", "at", NAMED_REPORTS.followUpsByOwnerAndMethod),
  table("topCustomersByFollowUps", "followUps", "at", NAMED_REPORTS.topCustomersByFollowUps, { drawing: "rank" }),
];

/** What a person with these rights is offered. */
export const offeredReports = (rights: readonly string[]): readonly ReportEntry[] =>
  REPORTS.filter((entry) => entry.needs === undefined || rights.includes(entry.needs));

export const findReport = (id: string): ReportEntry | undefined => REPORTS.find((entry) => entry.id === id);
