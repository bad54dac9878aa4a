import type { EntityWords } from "#domain/schema/words.ts";

export const expense: EntityWords = {
  one: "Expense",
  many: "Expenses",
  fields: { subject: "Subject", category: "Category", amount: "Amount", date: "Date", customer: "Customer", status: "Payment", remarks: "Remarks" },
  options: {
    category: { travel: "Travel", hospitality: "Hospitality", gift: "Gift", exhibition: "Exhibition", other: "Other" },
    status: { open: "To be paid", paid: "Paid back" },
  },
  views: { mine: "My expenses", waiting: "Waiting for approval", toPay: "To be paid" },
  sections: { basic: "Basics", remarks: "Remarks" },
};
