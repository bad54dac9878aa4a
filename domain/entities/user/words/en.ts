import type { EntityWords } from "#domain/schema/words.ts";

export const user: EntityWords = {
  one: "Person",
  many: "People",
  fields: {
    name: "Name", account: "Account", role: "Role", department: "Department", mobile: "Mobile", email: "E-mail", disabled: "Deactivated",
    rights: "Rights", customRole: "Own role", rank: "Rank", external: "Partner", units: "Further units", functions: "Job functions", assists: "Assistant of",
  },
  options: {
    role: { boss: "Boss", director: "Director", manager: "Manager", assistantDirector: "Assistant director", assistantManager: "Assistant manager", sales: "Sales", service: "Service", warehouse: "Warehouse", purchasing: "Purchasing", finance: "Finance", partner: "Partner" },
    rights: { admin: "Administration", cost: "See costs", credit: "See credit terms", products: "Edit products", export: "Export", import: "Import", purge: "Delete for good", exportReports: "Export single reports", allReports: "See comprehensive reports", lookUp: "Check whether a customer is taken" },
  },
  views: { internal: "Own people", partners: "Partners" },
  sections: { basic: "Person", place: "Place and rights" },
  related: { "user.assists": "Assistants" },
};
