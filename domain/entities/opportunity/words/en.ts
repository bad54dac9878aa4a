import type { EntityWords } from "#domain/schema/words.ts";

export const opportunity: EntityWords = {
  one: "Opportunity",
  many: "Opportunities",
  fields: {
    wonReason: "Won because of", decisionProcess: "Decision process", competition: "Strengths and weaknesses of competitors", solution: "Solution",
    subject: "Subject", customer: "Customer", externalNo: "External no.", type: "Type", stage: "Stage", probability: "Probability",
    stageNote: "Stage note", status: "Status", commitment: "Forecast category", expectedAmount: "Expected amount",
    expectedSignDate: "Expected sign date", discoveredOn: "Discovered on", closedOn: "Closed on", source: "Source", provider: "Provided by",
    budget: "Customer's budget", purchaseMethod: "Purchase method", lostReason: "Lost reason", competitors: "Competitors", address: "Address",
    remarks: "Remarks", contacts: "People involved", lines: "Products", advances: "Stage history", requirement: "Requirement",
    daysInStage: "Days in stage", linesTotal: "Total of products", forecastAmount: "Weighted amount",
  },
  options: {
    wonReason: { fit: "Best fit", price: "Price", quality: "Quality", delivery: "Delivery time", service: "Service", relationship: "Relationship" },
    type: { new: "New business", expansion: "Expansion", renewal: "Renewal", project: "Project" },
    stage: {
      prospecting: "Prospecting", engaging: "Engaging", analysis: "Needs analysis", proposal: "Proposal", negotiation: "Negotiation",
      won: "Won", lost: "Lost",
    },
    status: { open: "In progress", paused: "Paused", abandoned: "Abandoned", won: "Won", lost: "Lost" },
    commitment: { best: "Best case", likely: "Likely", committed: "Committed" },
    source: {
      referral: "Referral", exhibition: "Exhibition", website: "Website", coldCall: "Cold call", advertising: "Advertising", partner: "Partner",
      existing: "Existing customer", other: "Other",
    },
    purchaseMethod: { direct: "Direct purchase", tender: "Tender", negotiated: "Competitive negotiation", framework: "Framework agreement" },
    lostReason: {
      price: "Price", competitor: "Chose a competitor", timing: "Timing", noBudget: "No budget", noDecision: "No decision", fit: "Did not fit",
    },
  },
  views: { mine: "My opportunities", open: "Open", closingSoon: "Signing within 30 days", newThisWeek: "New in 7 days", won: "Won", lost: "Lost" },
  sections: { basic: "Basics", deal: "Deal", buying: "Buying", remarks: "Remarks" },
  lines: {
    lines: { product: "Product", quantity: "Quantity", unitPrice: "Unit price", discount: "Discount", remark: "Remark" },
    advances: { stage: "Stage", probability: "Probability", note: "Note" },
  },
};
