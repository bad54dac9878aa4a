import { stages } from "#domain/entities/opportunity/stages.ts";
import type { Filter } from "#domain/schema/entity.ts";
import { endedAs } from "#domain/stages/outcome.ts";
import type { ReportDefinition } from "./report.ts";

const SOLD: Filter = { field: "orderStatus", is: "not", value: "cancelled" };
const MARGIN = ["lines.revenue", "lines.cost", "lines.margin", "lines.marginPercent", "lines.revenueWithoutCost", "lines.quantity"];

const margin = (by: string): ReportDefinition => ({ kind: "order", measures: MARGIN, by: [by], filter: SOLD });
const opportunities = (...by: string[]): ReportDefinition => ({ kind: "opportunity", measures: ["count", "expectedAmount"], by });
const customers = (...by: string[]): ReportDefinition => ({ kind: "customer", measures: ["count"], by });
const followUps = (...by: string[]): ReportDefinition => ({ kind: "followUp", measures: ["count"], by });

/**
 * Reports that have a name. Margins count the lines of orders that were not cancelled; revenue of products without a known cost
 * stands in a column of its own and is in neither cost nor margin.
 */
export const NAMED_REPORTS = {
  marginByProduct: { ...margin("lines.product"), sortBy: 0 },
  marginByCustomer: { ...margin("customer"), sortBy: 0 },
  marginByMonth: margin("date:month"),
  winRateByOwner: { kind: "opportunity", measures: ["winRate", "count"], by: ["owner"], sortBy: 0 },
  winRateByMonth: { kind: "opportunity", measures: ["winRate", "count"], by: ["closedOn:month"] },
  wonByDepartment: {
    kind: "opportunity",
    measures: ["count", "expectedAmount"],
    by: ["owner.department"],
    filter: endedAs(stages, "won"),
  },
  opportunitiesByDiscovery: opportunities("discoveredOn:month"),
  opportunitiesByOwner: opportunities("owner"),
  opportunitiesByOwnerAndStatus: opportunities("owner", "status"),
  opportunitiesBySource: opportunities("source"),
  opportunitiesBySignMonth: opportunities("expectedSignDate:month"),
  opportunitiesByType: opportunities("type"),
  customersByCategory: customers("category"),
  customersByCategoryAndStage: customers("category", "stage"),
  customersByOwner: customers("owner"),
  customersByIndustry: customers("industry"),
  customersByRegion: customers("region"),
  topCustomersByOrders: { kind: "order", measures: ["total", "count"], by: ["customer"], filter: SOLD, top: { count: 10 } },
  topCustomersByPayments: { kind: "order", measures: ["paidAmount", "count"], by: ["customer"], filter: SOLD, top: { count: 10 } },
  topProductsByRevenue: { kind: "order", measures: ["lines.revenue", "lines.quantity"], by: ["lines.product"], filter: SOLD, top: { count: 10 } },
  followUpsByMonth: followUps("at:month"),
  followUpsByOwner: { ...followUps("owner"), sortBy: 0 },
  followUpsByOwnerAndMethod: followUps("owner", "method"),
  topCustomersByFollowUps: { ...followUps("customer"), top: { count: 10 } },
} as const satisfies Readonly<Record<string, ReportDefinition>>;

export type NamedReport = keyof typeof NAMED_REPORTS;
