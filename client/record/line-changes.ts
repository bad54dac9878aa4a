import { discountFor } from "#domain/entities/order/line-amount.ts";
import type { Key } from "#domain/id.ts";
import { linePath } from "#domain/record/path.ts";
import type { Values } from "#domain/record/change.ts";
import { divide, multiply, subtract, type Decimal } from "#domain/schema/decimal.ts";
import type { LineRow } from "#domain/schema/entity.ts";
import type { FieldValue, Mark } from "#domain/schema/field.ts";

/**
 * What to write so that a line comes to `amount`: the discount, else (when it would be below 0 or above 100 %) the unit
 * price, with `places` after the point. Null when neither can, because the quantity is zero.
 */
export const amountChange = (line: LineRow, amount: Decimal, places = 2): Readonly<Record<string, FieldValue>> | null => {
  const discount = discountFor(line, amount);
  if (discount !== null && !discount.startsWith("-") && Number(discount) <= 100) return { discount: discount === "0" ? null : discount };
  const quantity = typeof line["quantity"] === "string" ? line["quantity"] : "0";
  const share = typeof line["discount"] === "string" ? subtract("100", line["discount"]) : "100";
  const price = divide(multiply(amount, "100"), multiply(quantity, share), places);
  if (price !== null) return { unitPrice: price };
  const full = divide(amount, quantity, places);
  return full === null ? null : { unitPrice: full, discount: null };
};

/** A new line and its fields. */
export const addLine = (list: string, key: Key, added: Mark, fields: Readonly<Record<string, FieldValue>>): Values => ({
  [linePath(list, key)]: added,
  ...lineFields(list, key, fields),
});

export const lineFields = (list: string, key: string, fields: Readonly<Record<string, FieldValue>>): Values =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [linePath(list, key, name), value]));

const contentOf = ({ key: _key, added: _added, ...fields }: LineRow): Readonly<Record<string, FieldValue>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Readonly<Record<string, FieldValue>>;

/** Takes a line away; the replica takes its fields along. */
export const removeLine = (list: string, line: LineRow): Values => ({ [linePath(list, line.key)]: null });

/** Puts a line under another key, which is its place in the order; `added` is the mark of who moves it. */
export const moveLine = (list: string, line: LineRow, key: Key, added: Mark): Values => ({
  ...removeLine(list, line),
  ...addLine(list, key, added, contentOf(line)),
});
