import { describe, expect, it } from "vitest";
import { fitWidths } from "#client/record/fit-widths.ts";

const column = (wanted: number, least: number) => ({ wanted, least });

describe("the widths of a related list", () => {
  it("columns share the room they have", () => {
    expect(fitWidths([column(100, 50), column(300, 50)], 800)).toEqual([200, 600]);
  });

  it("with less room each gives what it can spare, so figures stay whole", () => {
    expect(fitWidths([column(200, 100), column(120, 120)], 260)).toEqual([140, 120]);
  });

  it("columns that cannot be read any more are left out from the end, but never the first two", () => {
    expect(fitWidths([column(200, 100), column(120, 100), column(120, 100)], 250)).toHaveLength(2);
    expect(fitWidths([column(200, 100), column(120, 100), column(120, 100)], 90)).toEqual([100, 100]);
  });
});
