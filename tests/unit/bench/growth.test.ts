import { describe, expect, it } from "vitest";
import type { Comparison, Outcome } from "#tests/bench/harness/bench.ts";
import { beyondNLogN, growthsOf } from "#tests/bench/harness/growth.ts";
import { plotGrowth } from "#tests/bench/harness/plot.ts";

const took = (median: number): Outcome => ({ finished: true, sample: { median, min: median, max: median, runs: [median] } });
const failed: Outcome = { finished: false, reason: "out of memory" };

const line = (records: number, ours: Outcome, peer: Outcome, unit: Comparison["unit"] = "ms"): Comparison => ({
  what: `sort, ${records} rows`,
  unit,
  ours,
  peers: [{ name: "Peer", outcome: peer }],
  size: { of: "sort", records },
});

describe("growth of a benchmark's costs", () => {
  it("lines of one name make a curve by size, and a peer that did not finish at one size has no point there", () => {
    const [growth] = growthsOf([line(4, took(2), took(9)), line(2, took(1), took(3)), line(8, took(5), failed)]);
    expect(growth?.ours.points).toEqual([{ size: 2, cost: 1 }, { size: 4, cost: 2 }, { size: 8, cost: 5 }]);
    expect(growth?.peers[0]?.points).toEqual([{ size: 2, cost: 3 }, { size: 4, cost: 9 }]);
  });

  it("one size, and lines without a size, make none", () => {
    const { size: _, ...plain } = line(2, took(1), took(1));
    expect(growthsOf([line(2, took(1), took(1)), plain])).toEqual([]);
  });

  it("a cost that grows with n log n is 1, a rate counts as the time of one row", () => {
    const cost = (size: number): Outcome => took(size * Math.log2(size));
    const [exact] = growthsOf([line(1_024, cost(1_024), failed), line(65_536, cost(65_536), failed)]);
    expect(exact && beyondNLogN(exact.ours)).toBeCloseTo(1);
    const [rate] = growthsOf([line(10, took(1_000), failed, "rows/s"), line(100, took(500), failed, "rows/s")]);
    expect(rate).toMatchObject({ unit: "ms", ours: { points: [{ cost: 1 }, { cost: 2 }] } });
  });

  it("a plot has a line for ours, for each peer and for n log n", () => {
    const svg = plotGrowth(growthsOf([line(10, took(1), took(20)), line(1_000, took(300), took(4_000))]));
    expect(svg.match(/class="line/g)).toHaveLength(2);
    expect(svg.match(/class="floor"/g)).toHaveLength(1);
    expect(svg).not.toContain("NaN");
  });
});
