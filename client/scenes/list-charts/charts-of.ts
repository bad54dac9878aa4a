/** Reports that a list of a kind shows as its charts, by their id in the catalogue; kinds without an entry have none. */
export const CHARTS: Readonly<Record<string, readonly string[]>> = {
  customer: [
    "customersByCategory", "customersByCategoryAndStage", "topCustomersByOrders", "topCustomersByPayments", "customersByOwner", "customersByIndustry",
    "customersByRegion",
  ],
  opportunity: [
    "opportunitiesByDiscovery", "opportunitiesBySignMonth", "opportunitiesByOwner", "opportunitiesByOwnerAndStatus", "opportunitiesBySource",
    "opportunitiesByType",
  ],
  order: ["ordersByMonth", "ordersByOwner", "topCustomersByOrders", "topCustomersByPayments"],
  followUp: ["followUpsByMonth", "followUpsByOwner", "topCustomersByFollowUps", "followUpsByOwnerAndMethod"],
};

export const hasCharts = (kind: string): boolean => CHARTS[kind] !== undefined;
