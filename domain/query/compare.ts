import { compare, type Decimal } from "#domain/schema/decimal.ts";

/** Order of two canonical decimals, exact beyond what a double tells apart. */
export const compareDecimals = (a: Decimal, b: Decimal): number => {
  const left = Number(a);
  const right = Number(b);
  if (left !== right) return left < right ? -1 : 1;
  return a === b ? 0 : compare(a, b);
};
