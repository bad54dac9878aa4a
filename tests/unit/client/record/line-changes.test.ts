import { describe, expect, it } from "vitest";
import { amountChange, moveLine, removeLine } from "#client/record/line-changes.ts";
import { lineAmount } from "#domain/entities/order/line-amount.ts";
import type { Key, RecordId } from "#domain/id.ts";
import type { LineRow } from "#domain/schema/entity.ts";

const added = { by: "user/0m3gls4g01km9jov" as RecordId, at: 1 };
const line = (fields: Readonly<Record<string, string>>): LineRow => ({ key: "0mb4wqrd5t9yp00a", added, ...fields });
const changed = (base: LineRow, change: ReturnType<typeof amountChange>): LineRow => ({ ...base, ...change });

describe("typing a line's amount", () => {
  it("[OR-04] a smaller amount becomes a discount that comes to it", () => {
    const base = line({ quantity: "4", unitPrice: "250" });
    const change = amountChange(base, "900");
    expect(change).toEqual({ discount: "10" });
    expect(lineAmount(changed(base, change))).toBe("900");
  });

  it("[OR-04] the full amount clears the discount", () => {
    expect(amountChange(line({ quantity: "4", unitPrice: "250", discount: "10" }), "1000")).toEqual({ discount: null });
  });

  it("[OR-04] an amount above the list price raises the unit price and keeps the discount", () => {
    const base = line({ quantity: "4", unitPrice: "250", discount: "20" });
    const change = amountChange(base, "1600");
    expect(change).toEqual({ unitPrice: "500" });
    expect(lineAmount(changed(base, change))).toBe("1600");
  });

  it("[OR-04] without a price the amount gives one", () => {
    expect(amountChange(line({ quantity: "4" }), "1000")).toEqual({ unitPrice: "250" });
  });

  it("[OR-04] without a quantity no amount can be reached", () => {
    expect(amountChange(line({ quantity: "0", unitPrice: "250" }), "1000")).toBeNull();
  });
});

describe("moving and removing a line", () => {
  it("[OP-20] a moved line takes its values to the new key and leaves the old one", () => {
    const base = line({ product: "product/0m3gv0ui1rnhw8bp", quantity: "2" });
    expect(moveLine("lines", base, "0mb4wqrd5t9yp00z" as Key, added)).toEqual({
      "line/lines/0mb4wqrd5t9yp00a": null,
      "line/lines/0mb4wqrd5t9yp00z": added,
      "line/lines/0mb4wqrd5t9yp00z/product": "product/0m3gv0ui1rnhw8bp",
      "line/lines/0mb4wqrd5t9yp00z/quantity": "2",
    });
    expect(removeLine("lines", base)).toEqual({ "line/lines/0mb4wqrd5t9yp00a": null });
  });
});
