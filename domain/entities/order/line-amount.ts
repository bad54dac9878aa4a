import { divide, multiply, round, subtract, type Decimal } from "#domain/schema/decimal.ts";
import type { LineRow } from "#domain/schema/entity.ts";

const text = (value: unknown, fallback: Decimal): Decimal => (typeof value === "string" ? value : fallback);

/** quantity × unit price × (100 % − discount), rounded to cents. Derived, never stored, so it cannot disagree after a merge. */
export const lineAmount = (line: LineRow): Decimal => {
  const full = multiply(text(line.quantity, "0"), text(line.unitPrice, "0"));
  return round(divide(multiply(full, subtract("100", text(line.discount, "0"))), "100", 12) ?? "0", 2);
};

/** The discount that makes the line come to `amount`; null when quantity or price is zero. */
export const discountFor = (line: LineRow, amount: Decimal): Decimal | null => {
  const share = divide(multiply(amount, "100"), multiply(text(line.quantity, "0"), text(line.unitPrice, "0")), 8);
  return share === null ? null : round(subtract("100", share), 4);
};
