import { describe, expect, it } from "vitest";
import { excerptOf } from "#client/scenes/record/excerpt.ts";

const filler = "The purchasing committee meets on every first Monday of the month and hears the plant manager first.";

describe("the excerpt of a change", () => {
  it("[C-04] short values, and those that are no text, are told whole", () => {
    expect(excerptOf("Ann", "Bea")).toEqual({ from: "Ann", to: "Bea" });
    expect(excerptOf(null, "12.50")).toEqual({ from: null, to: "12.50" });
    expect(excerptOf(1, null)).toEqual({ from: 1, to: null });
  });

  it("[C-04] of a long text what changed is told, with a little around it", () => {
    const { from, to } = excerptOf(`${filler} Budget 100. ${filler}`, `${filler} Budget 250. ${filler}`);
    expect(from).toBe("…r first. Budget 100. The purchasin…");
    expect(to).toBe("…r first. Budget 250. The purchasin…");
  });

  it("[C-04] what was added at the end, or removed altogether, is told up to a limit", () => {
    expect(excerptOf(filler, `${filler} And more.`)).toEqual({ from: "…t manager first.", to: "…t manager first. And more." });
    const gone = excerptOf(filler.repeat(5), null);
    expect(gone.to).toBeNull();
    expect(String(gone.from)).toHaveLength(161);
  });

  it("[C-04] letters made of two code units are never parted", () => {
    const { to } = excerptOf("😀".repeat(60), `${"😀".repeat(60)}😎`);
    expect(to).toBe(`…${"😀".repeat(16)}😎`);
  });
});
