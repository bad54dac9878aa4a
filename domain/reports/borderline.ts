import type { Decimal } from "#domain/schema/decimal.ts";
import type { Row } from "#domain/schema/entity.ts";
import { isDeleted, textOf } from "#domain/schema/read.ts";
import { compareDecimals } from "#domain/query/compare.ts";
import type { RowChange } from "#domain/query/context.ts";
import { minus } from "#domain/query/exact-sum.ts";
import { periodOf, type PeriodUnit } from "#domain/query/period.ts";
import type { FoldRecords } from "./fold.ts";

/** A deal in the balance: not yet committed, but likely enough that work on it can bring it in. */
export interface BorderlineDeal {
  readonly id: string;
  readonly period: string | null;
  readonly amount: Decimal;
  readonly probability: Decimal;
  /** What winning it adds to the weighted forecast. */
  readonly lift: Decimal;
}

export interface Borderline {
  /** Greatest lift first, at most ten. */
  readonly greatest: () => readonly BorderlineDeal[];
  readonly follow: (changes: readonly RowChange[]) => void;
}

const LIMITS = { from: "40", below: "80" } as const;
const MOST = 10;
/** Kept in reserve, so that losing one of the greatest seldom means looking at all deals again. */
const KEPT = 50;

const byLift = (a: BorderlineDeal, b: BorderlineDeal): number => compareDecimals(b.lift, a.lift) || (a.id < b.id ? -1 : 1);

/** The borderline deals among the chosen ones, with what each is worth weighted. */
export const createBorderline = ({ facts, mask, passes }: FoldRecords, weigh: (row: Row) => Decimal, unit: PeriodUnit): Borderline => {
  /** In order; every borderline deal that comes before the last of them is among them. */
  let kept: BorderlineDeal[] = [];
  /** Whether there are deals behind the last one. */
  let more = false;

  const dealOf = (row: Row): BorderlineDeal | null => {
    const amount = textOf(row, "expectedAmount");
    const probability = textOf(row, "probability");
    if (amount === null || probability === null || textOf(row, "commitment") === "committed") return null;
    if (compareDecimals(probability, LIMITS.from) < 0 || compareDecimals(probability, LIMITS.below) >= 0) return null;
    const day = textOf(row, "expectedSignDate");
    return { id: row.id, period: day === null ? null : periodOf(day, unit), amount, probability, lift: minus(amount, weigh(row)) };
  };

  const add = (deal: BorderlineDeal | null): void => {
    if (!deal) return;
    const least = kept.at(-1);
    if (least && byLift(deal, least) > 0 && (more || kept.length >= KEPT)) {
      more = true;
      return;
    }
    kept.push(deal);
    kept.sort(byLift);
    if (kept.length > KEPT) more = kept.pop() !== undefined;
  };

  const fill = (): void => {
    kept = [];
    more = false;
    const now = facts();
    for (const [slot, chosen] of mask(now).entries()) if (chosen === 1) add(dealOf(now.row(slot) as Row));
  };

  const dealIn = (row: Row | undefined): BorderlineDeal | null => (row && !isDeleted(row) && passes(row) ? dealOf(row) : null);

  fill();
  return {
    greatest: () => kept.slice(0, MOST),
    follow: (changes) => {
      for (const { id, before, after } of changes) {
        if (dealIn(before)) kept = kept.filter((deal) => deal.id !== id);
        add(dealIn(after));
      }
      if (more && kept.length < MOST) fill();
    },
  };
};
