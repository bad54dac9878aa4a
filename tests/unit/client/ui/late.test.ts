import { describe, expect, it } from "vitest";
import { partMissing, untilLoaded } from "#client/ui/late.ts";

describe("parts of the app that come later", () => {
  it("[D-13] one that does not come without a network comes once there is one, and is told until then", async () => {
    let tries = 0;
    const seen: boolean[] = [];
    const load = async (): Promise<string> => {
      tries += 1;
      if (tries < 3) throw new TypeError("Failed to fetch dynamically imported module");
      return "here";
    };
    const loaded = untilLoaded(load, async () => void seen.push(partMissing()));
    expect(await loaded).toBe("here");
    expect(seen).toEqual([true, true]);
    expect(partMissing()).toBe(false);
  });

  it("one that comes and fails is asked for once", async () => {
    let tries = 0;
    const load = async (): Promise<string> => {
      tries += 1;
      throw new TypeError("x is not a function");
    };
    await expect(untilLoaded(load, async () => undefined)).rejects.toThrow("x is not a function");
    expect([tries, partMissing()]).toEqual([1, false]);
  });
});
