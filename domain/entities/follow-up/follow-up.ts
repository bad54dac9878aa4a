import { defineEntity } from "#domain/schema/entity.ts";

export const followUp = defineEntity({
  kind: "followUp",
  icon: "message-square-text",
  title: "content",
  subtitle: "customer",
  chip: "method",
  access: { kind: "owned", follows: ["customer", "opportunity"] },
  appendOnly: true,
  fields: {
    content: { kind: "text", required: true, max: 20_000, multiline: true, search: "text" },
    subject: { kind: "text", max: 200, search: "text" },
    method: {
      kind: "option",
      initial: "call",
      options: [{ id: "call" }, { id: "visit" }, { id: "meeting" }, { id: "email" }, { id: "message" }, { id: "demo" }, { id: "dinner" }, { id: "other" }],
    },
    at: { kind: "instant" },
    customer: { kind: "ref", to: "customer" },
    opportunity: { kind: "ref", to: "opportunity" },
    contact: { kind: "ref", to: "contact" },
  },
  searchedThrough: ["customer"],
  list: {
    columns: ["at", "method", "customer", "opportunity", "content", "contact", "owner"],
    sort: [{ by: "at", down: true }],
  },
  views: [
    { id: "mine", filter: { field: "owner", is: "equals", value: "me" } },
    { id: "today", filter: { field: "at", is: "equals", value: { days: 0 } } },
    { id: "thisWeek", filter: { field: "at", is: "atLeast", value: { days: -7 } } },
  ],
  form: [{ id: "basic", fields: ["content", "subject", "method", "at", "customer", "opportunity", "contact"] }],
});
