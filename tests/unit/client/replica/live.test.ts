import { describe, expect, it } from "vitest";
import { renewedList } from "#client/replica/live.ts";
import type { ListResult } from "#workers/replica/api.ts";

const answer = (...names: readonly string[]): ListResult => ({
  count: names.length,
  first: 0,
  rows: names.map((name, at) => ({ id: `customer/${at}`, name })) as unknown as ListResult["rows"],
  totals: { amount: "5" },
  pageTotals: {},
});

describe("an answer of a list", () => {
  it("that says nothing new has the very rows that stand there", () => {
    const first = answer("A", "B");
    expect(renewedList(null, first)).toBe(first);
    const next = renewedList(first, answer("A", "B"));
    expect(next).toEqual(first);
    expect(next.rows.every((row, at) => row === first.rows[at])).toBe(true);
  });

  it("brings only the rows that changed", () => {
    const first = answer("A", "B", "C");
    const next = renewedList(first, answer("A", "b", "C"));
    expect(next).toEqual(answer("A", "b", "C"));
    expect(next.rows.map((row, at) => row === first.rows[at])).toEqual([true, false, true]);
    expect(renewedList(first, { ...answer("A", "B", "C"), totals: { amount: "6" } }).totals).toEqual({ amount: "6" });
  });
});
