import { assert, integer, pre, property, stringMatching, tuple } from "#tests/properties.ts";
import { describe, expect, it } from "vitest";
import { keyBetween, placeAfterMove } from "#client/record/line-order.ts";
import { isKey } from "#domain/id.ts";

const key = tuple(integer({ min: 1_500_000_000_000, max: 2_500_000_000_000 }), stringMatching(/^[0-9a-z]{7}$/)).map(([at, noise]) => at.toString(36).padStart(9, "0") + noise);

describe("the order of lines", () => {
  it("[OP-20] a line moved between two others sorts between them", () => {
    assert(
      property(key, key, (a, b) => {
        pre(a !== b);
        const [low, high] = a < b ? [a, b] : [b, a];
        const between = keyBetween(low, high);
        pre(between !== null);
        expect(isKey(between)).toBe(true);
        expect(low < between && between < high).toBe(true);
      }),
    );
  });

  it("[OP-20] a line moved to an open end sorts before the first or after the last", () => {
    assert(
      property(key, (only) => {
        const before = keyBetween(null, only);
        const after = keyBetween(only, null);
        expect(before !== null && before < only).toBe(true);
        expect(after !== null && after > only).toBe(true);
      }),
    );
  });

  it("[OP-20] neighbouring keys leave no room", () => {
    expect(keyBetween("0mb4wqrd5t9yp00a", "0mb4wqrd5t9yp00b")).toBeNull();
  });

  it("[OP-20] moving down lands between the next line and the one after it, moving up before the previous one", () => {
    expect(placeAfterMove(["a", "b", "c", "d"], "b", 1)).toEqual({ before: "c", after: "d" });
    expect(placeAfterMove(["a", "b", "c", "d"], "d", -1)).toEqual({ before: "b", after: "c" });
    expect(placeAfterMove(["a", "b"], "a", 1)).toEqual({ before: "b", after: null });
    expect(placeAfterMove(["a", "b"], "a", -1)).toBeNull();
  });
});
