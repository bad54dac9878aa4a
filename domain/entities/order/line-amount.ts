import { divide, multiply, round, subtract, type Decimal } from "#domain/schema/decimal.ts";
import { fromUnits, unitsOf, type Units } from "#domain/query/exact-sum.ts";
import type { LineRow } from "#domain/schema/entity.ts";

const text = (value: unknown, fallback: Decimal): Decimal => (typeof value === "string" ? value : fallback);

/** Places after the point that the division below keeps. */
const PLACES = 12;

/** The amount in whole hundredths; null when it does not fit whole numbers on the way. */
export const quickCents = (many: Units, price: Units, off: Units): number | null => {
  const units = many.units * price.units * (100 * 10 ** off.scale - off.units);
  const scale = many.scale + price.scale + off.scale + 2;
  if (!Number.isSafeInteger(units) || scale > PLACES) return null;
  const cent = 10 ** (scale - 2);
  const size = Math.abs(units);
  const cents = Math.floor(size / cent) + (2 * (size % cent) >= cent ? 1 : 0);
  return units < 0 ? -cents : cents;
};

const quickAmount = (quantity: Decimal, unitPrice: Decimal, discount: Decimal): Decimal | null => {
  const many = unitsOf(quantity);
  const price = unitsOf(unitPrice);
  const off = unitsOf(discount);
  const cents = many && price && off && quickCents(many, price, off);
  return cents === null ? null : fromUnits(cents, 2);
};

/** quantity × unit price × (100 % − discount), rounded to cents. Derived, never stored, so it cannot disagree after a merge. */
export const lineAmount = (line: LineRow): Decimal => {
  const [quantity, unitPrice, discount] = [text(line.quantity, "0"), text(line.unitPrice, "0"), text(line.discount, "0")];
  const quick = quickAmount(quantity, unitPrice, discount);
  if (quick !== null) return quick;
  return round(divide(multiply(multiply(quantity, unitPrice), subtract("100", discount)), "100", PLACES) ?? "0", 2);
};

/** The discount that makes the line come to `amount`; null when quantity or price is zero. */
export const discountFor = (line: LineRow, amount: Decimal): Decimal | null => {
  const share = divide(multiply(amount, "100"), multiply(text(line.quantity, "0"), text(line.unitPrice, "0")), 8);
  return share === null ? null : round(subtract("100", share), 4);
};
