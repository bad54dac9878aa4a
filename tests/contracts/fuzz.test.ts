import { describe, expect, it } from "vitest";
import { besiege } from "#tests/fuzz/siege.ts";

const SEEDS = [1, 2, 3, 4];
const FRAMES = 25_000;

describe("fuzz", () => {
  it.each(SEEDS)("[G-05] [H-10] malformed frames by the ten thousand harm neither the relay nor who edits the same record (seed %i)", { timeout: 240_000 }, async (seed) => {
    const { sent, accepted, refused, closed, edits } = await besiege({ seed, frames: FRAMES });
    expect(sent).toBe(FRAMES);
    expect(edits).toBe(FRAMES / 1_000);
    expect(refused).toBeGreaterThan(FRAMES / 4);
    expect(closed).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(FRAMES / 4);
  });

  it("a seed gives the same frames every time", async () => {
    expect(await besiege({ seed: 7, frames: 1_000 })).toEqual(await besiege({ seed: 7, frames: 1_000 }));
    expect((await besiege({ seed: 8, frames: 1_000 })).sum).not.toBe((await besiege({ seed: 7, frames: 1_000 })).sum);
  });
});
