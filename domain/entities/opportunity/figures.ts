import { divide, multiply, sum, type Decimal } from "#domain/schema/decimal.ts";
import type { Row } from "#domain/schema/entity.ts";
import { linesOf, textOf } from "#domain/schema/read.ts";
import { lineAmount } from "#domain/entities/order/line-amount.ts";

/** Sum of the product lines; null when there are none. */
export const linesTotal = (row: Row): Decimal | null => {
  const lines = linesOf(row, "lines");
  return lines.length === 0 ? null : sum(lines.map(lineAmount));
};

/** Expected amount weighted by probability. */
export const forecastAmount = (row: Row): Decimal | null => {
  const amount = textOf(row, "expectedAmount");
  const probability = textOf(row, "probability");
  return amount === null || probability === null ? null : divide(multiply(amount, probability), "100", 2);
};
