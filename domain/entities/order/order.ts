import { pricedLineFields } from "#domain/entities/priced-line-fields.ts";
import { defineEntity } from "#domain/schema/entity.ts";
import { orderTotal } from "./figures.ts";

/* What is delivered stands beside what was ordered. */
const { product, quantity, ...price } = pricedLineFields;

export const order = defineEntity({
  kind: "order",
  icon: "receipt-text",
  title: "subject",
  subtitle: "orderNo",
  chip: "orderStatus",
  access: { kind: "owned" },
  number: { field: "orderNo", prefix: "SO", yearly: true },
  fields: {
    subject: { kind: "text", required: true, max: 200, search: "pinyin" },
    orderNo: { kind: "text", max: 40, format: "number", search: "text" },
    customer: { kind: "ref", to: "customer", required: true },
    opportunity: { kind: "ref", to: "opportunity" },
    date: { kind: "day", initial: "today" },
    paymentMethod: {
      kind: "option",
      options: [{ id: "transfer" }, { id: "cash" }, { id: "cheque" }, { id: "acceptance" }, { id: "card" }, { id: "monthly" }],
    },
    latestDeliveryDate: { kind: "day" },
    orderStatus: {
      kind: "option",
      initial: "draft",
      options: [{ id: "draft" }, { id: "confirmed", tone: "accent" }, { id: "completed", tone: "positive" }, { id: "cancelled", tone: "muted" }],
    },
    deliveryStatus: {
      kind: "option",
      initial: "none",
      options: [{ id: "none" }, { id: "partial", tone: "warning" }, { id: "delivered", tone: "positive" }],
    },
    manualTotal: { kind: "money", min: 0 },
    paidAmount: { kind: "money", min: 0 },
    remarks: { kind: "text", max: 20_000, multiline: true },
  },
  lines: {
    lines: {
      priced: true,
      fields: { product, quantity, deliveredQuantity: { kind: "decimal", min: 0, places: "quantity" }, ...price },
    },
  },
  derived: { total: { kind: "money", of: orderTotal, from: ["manualTotal", "lines.quantity", "lines.unitPrice", "lines.discount"] } },
  approvable: { holds: { field: "orderStatus", values: ["confirmed", "completed"] } },
  searchedThrough: ["customer"],
  list: {
    columns: ["orderNo", "subject", "customer", "date", "orderStatus", "deliveryStatus", "total", "paidAmount", "owner"],
    sort: [{ by: "date", down: true }],
    totals: ["total", "paidAmount"],
  },
  views: [
    { id: "mine", filter: { field: "owner", is: "equals", value: "me" } },
    { id: "open", filter: { field: "orderStatus", is: "in", value: ["draft", "confirmed"] } },
    { id: "toDeliver", filter: { all: [{ field: "orderStatus", is: "equals", value: "confirmed" }, { field: "deliveryStatus", is: "not", value: "delivered" }] } },
    { id: "thisMonth", filter: { field: "date", is: "within", value: { period: "month" } } },
    { id: "thisYear", filter: { field: "date", is: "within", value: { period: "year" } } },
  ],
  form: [
    { id: "basic", fields: ["subject", "orderNo", "customer", "opportunity", "date", "owner"] },
    { id: "terms", fields: ["orderStatus", "deliveryStatus", "latestDeliveryDate", "paymentMethod", "manualTotal", "paidAmount"] },
    { id: "remarks", fields: ["remarks"] },
  ],
  duplicates: [["orderNo"]],
});
