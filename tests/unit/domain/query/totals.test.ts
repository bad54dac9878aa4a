import { describe, expect, it } from "vitest";
import { opportunity } from "#domain/entities/opportunity/opportunity.ts";
import { sum } from "#domain/schema/decimal.ts";
import { groupForBoard } from "#domain/query/board.ts";
import { countByText } from "#domain/query/counts.ts";
import type { Query } from "#domain/query/query.ts";
import { createExactSum } from "#domain/query/exact-sum.ts";
import { pageTotals } from "#domain/query/totals.ts";
import type { Row } from "#domain/schema/entity.ts";
import { answersOf } from "./answers-of.ts";
import { contextOf, createDice, createMemorySource, rowOf } from "./memory-source.ts";

const context = contextOf(createMemorySource());

describe("totals", () => {
  it("[OP-03] the expected amount is summed exactly for the page and for all results", () => {
    const rows = ["0.1", "0.2", null, "1000000000000000.07"].map((expectedAmount, at) => rowOf("opportunity", String(at), { expectedAmount, probability: "50" }));
    expect(pageTotals(rows, ["expectedAmount", "forecastAmount"], { start: 0, size: 2 }, opportunity, context)).toEqual({
      page: { expectedAmount: "0.3", forecastAmount: "0.15" },
      all: { expectedAmount: "1000000000000000.37", forecastAmount: "500000000000000.19" },
    });
  });

  it("the fast sum equals the exact one for any mix of sizes, signs and places", () => {
    const dice = createDice(11);
    for (let round = 0; round < 50; round += 1) {
      const values = Array.from({ length: 40 }, () => {
        const whole = String(dice.below(10 ** dice.pick([1, 3, 9, 15]))) + (dice.next() < 0.2 ? String(1 + dice.below(99_999)) : "");
        const text = `${whole}.${String(dice.below(10 ** dice.pick([1, 2, 6]))).padStart(3, "0")}1`;
        return dice.next() < 0.4 ? `-${text}` : text;
      });
      const fast = createExactSum();
      values.forEach(fast.add);
      expect(fast.total()).toBe(sum(values));
    }
  });
});

const boardOf = (rows: readonly Row[], most: number) => {
  const source = createMemorySource(rows);
  const { answers } = answersOf(source, () => context);
  const slots = answers.slots({ kind: "opportunity" }, context);
  return groupForBoard(slots, answers.facts("opportunity", context), most, (paths, own) => answers.totals(paths, own, "opportunity", context));
};

describe("counts of a text", () => {
  it("[CO-05] are of the records that filter and search leave", () => {
    const source = createMemorySource(["Ann Lee", "李 明", "李 华", "Bo Lee", null].map((name, at) => rowOf("contact", String(at), { name, role: at === 0 ? "user" : "decisionMaker" })));
    const { answers } = answersOf(source, () => context);
    const counted = (query: Omit<Query, "kind">): string =>
      countByText(answers.slots({ kind: "contact", ...query }, context), answers.facts("contact", context), "surname", context).map(({ text, count }) => `${text} ${count}`).sort().join();
    expect(counted({})).toBe("L 2,李 2");
    expect(counted({ filter: { field: "role", is: "equals", value: "decisionMaker" } })).toBe("L 1,李 2");
    expect(counted({ search: "bo" })).toBe("L 1");
  });
});

describe("board", () => {
  it("has every stage in order with its records, count and exact sum", () => {
    const rows = [
      rowOf("opportunity", "1", { stage: "won", expectedAmount: "0.1" }),
      rowOf("opportunity", "2", { stage: "prospecting", expectedAmount: "5" }),
      rowOf("opportunity", "3", { stage: "won", expectedAmount: "0.2" }),
    ];
    const board = boardOf(rows, 10);
    expect(board.map((column) => column.stage)).toEqual(opportunity.stages.steps.map((step) => step.id));
    expect(board.find((column) => column.stage === "won")).toEqual({ stage: "won", ids: ["opportunity/1", "opportunity/3"], count: 2, sum: "0.3" });
    expect(boardOf(rows, 1).find((column) => column.stage === "won")).toMatchObject({ ids: ["opportunity/1"], count: 2, sum: "0.3" });
    expect(board.find((column) => column.stage === "lost")).toEqual({ stage: "lost", ids: [], count: 0, sum: "0" });
  });

  it("a record in no known stage is shown, not lost", () => {
    const board = boardOf([rowOf("opportunity", "1", { stage: "gone", expectedAmount: "7" })], 10);
    expect(board.at(-1)).toEqual({ stage: null, ids: ["opportunity/1"], count: 1, sum: "7" });
  });
});
