import { defineEntity } from "#domain/schema/entity.ts";

/** What somebody has laid out for the company, to be approved and paid back. */
export const expense = defineEntity({
  kind: "expense",
  icon: "wallet",
  title: "subject",
  chip: "status",
  access: { kind: "owned" },
  fields: {
    subject: { kind: "text", required: true, max: 200, search: "pinyin" },
    category: { kind: "option", options: [{ id: "travel" }, { id: "hospitality" }, { id: "gift" }, { id: "exhibition" }, { id: "other" }] },
    amount: { kind: "money", required: true, min: 0 },
    date: { kind: "day", initial: "today" },
    customer: { kind: "ref", to: "customer" },
    status: { kind: "option", initial: "open", options: [{ id: "open" }, { id: "paid", tone: "positive" }] },
    remarks: { kind: "text", max: 2_000, multiline: true },
  },
  approvable: { holds: { field: "status", values: ["paid"] } },
  searchedThrough: ["customer"],
  list: { columns: ["subject", "category", "amount", "date", "customer", "approval", "status", "owner"], sort: [{ by: "date", down: true }], totals: ["amount"] },
  views: [
    { id: "mine", filter: { field: "owner", is: "equals", value: "me" } },
    { id: "waiting", filter: { field: "approval", is: "equals", value: "running" } },
    { id: "toPay", filter: { all: [{ field: "approval", is: "equals", value: "approved" }, { field: "status", is: "equals", value: "open" }] } },
  ],
  form: [
    { id: "basic", fields: ["subject", "category", "amount", "date", "customer", "owner", "status"] },
    { id: "remarks", fields: ["remarks"] },
  ],
});
