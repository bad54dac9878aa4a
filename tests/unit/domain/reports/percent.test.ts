import { describe, expect, it } from "vitest";
import { divide, multiply } from "#domain/schema/decimal.ts";
import { percentOf } from "#domain/reports/percent.ts";
import { createDice } from "../query/memory-source.ts";

describe("a share in percent", () => {
  it("is rounded half up to two places, exact for any size and sign, and nothing of zero", () => {
    expect([percentOf("1", "3"), percentOf("-1", "800"), percentOf("0", "5"), percentOf("5", "0"), percentOf("12345678901234567890.5", "0.01")]).toEqual(["33.33", "-0.13", "0", null, "123456789012345678905000"]);
    const dice = createDice(3);
    const number = (): string => `${dice.pick(["", "-"])}${1 + dice.below(10 ** dice.pick([1, 4, 12]))}${dice.pick(["", ".5", ".07", ".123"])}`;
    for (let turn = 0; turn < 1_000; turn += 1) {
      const [part, whole] = [number(), number()];
      expect(percentOf(part, whole), `${part} of ${whole}`).toBe(divide(multiply(part, "100"), whole, 2));
    }
  });
});
