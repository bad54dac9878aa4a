import type { EntityWords } from "#domain/schema/words.ts";

export const followUp: EntityWords = {
  one: "Follow-up",
  many: "Follow-ups",
  fields: { subject: "Subject", content: "Content", method: "Method", at: "Time", customer: "Customer", opportunity: "Opportunity", contact: "Contact" },
  options: {
    method: { call: "Call", visit: "Visit", meeting: "Meeting", email: "E-mail", message: "Message", demo: "Demonstration", dinner: "Meal", other: "Other" },
  },
  views: { mine: "My follow-ups", today: "Today", thisWeek: "Last 7 days" },
  sections: { basic: "Follow-up" },
};
