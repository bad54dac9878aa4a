import type { Field } from "#domain/schema/field.ts";

/** What a line that sells something has; its amount follows by `lineAmount`. */
export const pricedLineFields = {
  product: { kind: "ref", to: "product", required: true },
  quantity: { kind: "decimal", min: 0, places: "quantity", initial: "1" },
  unitPrice: { kind: "money", scale: 4, min: 0, places: "price" },
  discount: { kind: "percent" },
  remark: { kind: "text", max: 300 },
} as const satisfies Record<string, Field>;
