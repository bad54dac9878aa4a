import type { EntityWords } from "#domain/schema/words.ts";

export const customer: EntityWords = {
  one: "Customer",
  many: "Customers",
  fields: {
    group: "Customer group", supplier: "Also a supplier", hotNote: "Notes on the heat",
    name: "Name", shortName: "Short name", customerNo: "Customer no.", type: "Type", category: "Category", stage: "Relationship",
    industry: "Industry", sector: "Sector", country: "Country", region: "Province / region", size: "Size", employees: "Employees",
    revenue: "Annual revenue", foundedYear: "Founded", source: "Source", parent: "Parent company", phone: "Phone", website: "Website",
    address: "Address", remarks: "Remarks", hotLevel: "Heat", hotReason: "Why it is hot", creditLimit: "Credit limit",
    paymentTermDays: "Payment term (days)", creditInfo: "Credit information", daysSinceFollowUp: "Days since follow-up",
  },
  options: {
    type: { company: "Company", individual: "Individual" },
    category: { potential: "Potential", ordinary: "Ordinary", vip: "VIP", agent: "Agent", partner: "Partner", supplier: "Supplier", competitor: "Competitor", invalid: "Invalid" },
    stage: { contacted: "Contacted", intending: "Interested", customer: "Customer", repeat: "Repeat customer", lost: "Lost" },
    industry: {
      manufacturing: "Manufacturing", electronics: "Electronics", machinery: "Machinery", automotive: "Automotive", construction: "Construction",
      retail: "Retail", logistics: "Logistics", healthcare: "Healthcare", medical: "Medical devices", education: "Education", finance: "Finance",
      government: "Government", software: "Software", technology: "Technology", telecommunications: "Telecommunications", marketing: "Marketing",
      entertainment: "Entertainment", employment: "Employment services", services: "Business services", energy: "Energy", food: "Food and beverage", other: "Other",
    },
    size: { micro: "Micro (under 20)", small: "Small (20–299)", medium: "Medium (300–999)", large: "Large (1,000 and more)" },
    source: { referral: "Referral", exhibition: "Exhibition", website: "Website", coldCall: "Cold call", advertising: "Advertising", partner: "Partner", other: "Other" },
    hotLevel: { low: "Warm", medium: "Hot", high: "Very hot" },
  },
  views: {
    mine: "My customers", company: "Companies", individual: "Individuals", potential: "Potential", ordinary: "Ordinary", vip: "VIP", agent: "Agents",
    partner: "Partners", invalid: "Invalid", hot: "Hot", quiet: "Quiet for 30 days",
  },
  sections: { basic: "Basics", contact: "Phone and address", profile: "Profile", credit: "Credit", remarks: "Remarks" },
  related: { "customer.parent": "Subsidiaries" },
};
