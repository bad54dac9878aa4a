import { compare, round, type Decimal } from "#domain/schema/decimal.ts";

/** What is kept of a number that was typed: so many places of it. Typed again as it stands, it stays as it is, however many places that has. */
export const keptNumber = (typed: Decimal, present: Decimal | null, places: number): Decimal =>
  present !== null && compare(typed, present) === 0 ? present : round(typed, places);
