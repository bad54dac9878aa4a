import { sum, type Decimal } from "#domain/schema/decimal.ts";
import type { Row } from "#domain/schema/entity.ts";
import { linesOf, textOf } from "#domain/schema/read.ts";
import { lineAmount } from "./line-amount.ts";

/** The manual total when one is set, else the sum of the lines. */
export const orderTotal = (row: Row): Decimal => textOf(row, "manualTotal") ?? sum(linesOf(row, "lines").map(lineAmount));
