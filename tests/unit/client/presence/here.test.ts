import { describe, expect, it } from "vitest";
import { othersOf } from "#client/presence/here.ts";

const ada = { id: "user/a", name: "Ada" };
const kim = { id: "user/k", name: "김유진" };

describe("who else is on a record", () => {
  it("a person with two tabs is one face with both places", () => {
    const states = new Map([
      [1, { user: kim, field: "budget" }],
      [2, { user: kim, field: "prose/requirement" }],
      [3, { user: ada }],
    ]);
    expect(othersOf(states, 3)).toEqual([{ ...kim, places: ["budget", "prose/requirement"] }]);
  });

  it("a state without an identity is nobody", () => {
    expect(othersOf(new Map<number, Record<string, unknown>>([[1, { field: "budget" }], [2, { user: { id: 7 } }]]), 3)).toEqual([]);
  });
});
