import { describe, expect, it } from "vitest";
import { lineAmount } from "#domain/entities/order/line-amount.ts";
import { divide, multiply, round, subtract } from "#domain/schema/decimal.ts";
import { createDice, mark } from "../query/memory-source.ts";

const line = (quantity: string, unitPrice: string, discount: string) => ({ key: "1", added: mark("2026-01-01"), quantity, unitPrice, discount });

describe("the amount of a line", () => {
  it("is rounded half up to cents, whether or not it fits whole numbers", () => {
    expect([lineAmount(line("1", "0.005", "0")), lineAmount(line("-1", "0.005", "0")), lineAmount(line("3", "99999999999.99", "12.5"))]).toEqual(["0.01", "-0.01", "262499999999.97"]);
    const dice = createDice(5);
    const number = (): string => {
      const places = dice.below(5);
      return String(Number((dice.below(10 ** (1 + dice.below(8))) / 10 ** places).toFixed(places)));
    };
    for (let turn = 0; turn < 2_000; turn += 1) {
      const [quantity, price, discount] = [number(), number(), String(dice.below(1_000) / 10)];
      const exact = round(divide(multiply(multiply(quantity, price), subtract("100", discount)), "100", 12) ?? "0", 2);
      expect(lineAmount(line(quantity, price, discount)), `${quantity} × ${price} − ${discount} %`).toBe(exact);
    }
  });
});
