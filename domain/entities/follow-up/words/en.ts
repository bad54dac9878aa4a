import type { EntityWords } from "#domain/schema/words.ts";

export const followUp: EntityWords = {
  one: "Follow-up",
  many: "Follow-ups",
  fields: { subject: "Subject", content: "Content", method: "Method", at: "Time", customer: "Customer", opportunity: "Opportunity", contact: "Contact" },
  aliases: {
    content: ["Notes", "Note", "Comments", "Description", "Body", "Summary"],
    method: ["Activity Type", "Type", "Channel"],
    at: ["Date", "Activity Date", "Contacted On", "Date/Time", "Timestamp"],
    customer: ["Account Name", "Company", "Company Name", "Customer Name"],
    opportunity: ["Opportunity Name", "Deal Name", "Deal", "Related To"],
    contact: ["Contact Name", "Name"],
    owner: ["Assigned To", "Owner", "Created By", "Author"],
  },
  options: {
    method: { call: "Call", visit: "Visit", meeting: "Meeting", email: "E-mail", message: "Message", demo: "Demonstration", dinner: "Meal", other: "Other" },
  },
  views: { mine: "My follow-ups", today: "Today", thisWeek: "Last 7 days" },
  sections: { basic: "Follow-up" },
};
