import { describe, expect, it } from "vitest";
import { keepSame, same } from "#domain/same.ts";

describe("answers that come as fresh copies", () => {
  it("hold the same when every value does, however deep", () => {
    const row = { id: "a", tags: ["x", "y"], created: { by: "me", at: 1 }, none: null };
    expect(same(row, structuredClone(row))).toBe(true);
    for (const other of [{ ...row, id: "b" }, { ...row, tags: ["y", "x"] }, { ...row, created: { by: "me", at: 2 } }, { ...row, none: undefined }, { ...row, more: 1 }, { id: "a" }, null, "a"]) expect(same(row, other), JSON.stringify(other)).toBe(false);
    expect(same([], {})).toBe(false);
    expect(same({ a: undefined }, { b: undefined })).toBe(false);
    expect(same(Number.NaN, Number.NaN)).toBe(true);
  });

  it("leave what they say nothing new of as the object that stood there, wherever it stands now", () => {
    const before = [{ id: "a", n: 1 }, { id: "b", n: 2 }];
    const next = keepSame(before, [{ id: "b", n: 2 }, { id: "a", n: 5 }, { id: "c", n: 3 }], ({ id }) => id);
    expect(next).toEqual([{ id: "b", n: 2 }, { id: "a", n: 5 }, { id: "c", n: 3 }]);
    expect(next[0]).toBe(before[1]);
    expect(next[1]).not.toBe(before[0]);
  });
});
