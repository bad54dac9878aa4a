import { describe, expect, it } from "vitest";
import { bothOf, countOf, EMPTY_GROUP, filterOf, groupOf, partAt, withAdded, withJoin, withoutPart, withPart } from "#client/query/filter-tree.ts";
import type { Condition, Filter } from "#domain/schema/entity.ts";

const vip: Condition = { field: "category", is: "in", value: ["vip"] };
const hot: Condition = { field: "hotLevel", is: "filled" };
const unfinished: Condition = { field: "region", is: "contains" };

describe("filter builder", () => {
  it("[CU-05] keeps any combination of all, any and none", () => {
    const filters: readonly Filter[] = [
      vip,
      { all: [vip, hot] },
      { any: [vip, { all: [hot, vip] }] },
      { not: { any: [vip, hot] } },
      { not: vip },
      { all: [vip, { not: { all: [hot, vip] } }] },
    ];
    for (const filter of filters) expect(filterOf(groupOf(filter))).toEqual(filter);
  });

  it("asks only what is finished", () => {
    expect(filterOf({ join: "all", parts: [vip, unfinished] })).toEqual(vip);
    expect(filterOf({ join: "any", parts: [unfinished] })).toBeNull();
    expect(filterOf({ join: "all", parts: [{ field: "x", is: "in", value: [] }, { field: "y", is: "within", value: ["1", ""] }] })).toBeNull();
    expect(filterOf(EMPTY_GROUP)).toBeNull();
  });

  it("counts a value of zero and null as finished", () => {
    expect(filterOf({ join: "all", parts: [{ field: "employees", is: "above", value: 0 }] })).not.toBeNull();
    expect(filterOf({ join: "all", parts: [{ field: "region", is: "equals", value: null }] })).not.toBeNull();
  });

  it("changes, adds and removes parts at any depth", () => {
    const start = withAdded(EMPTY_GROUP, [], { join: "any", parts: [vip] });
    const grown = withAdded(start, [0], hot);
    expect(partAt(grown, [0, 1])).toEqual(hot);
    expect(countOf(grown)).toBe(2);
    expect(filterOf(withJoin(grown, [0], "none"))).toEqual({ not: { any: [vip, hot] } });
    expect(partAt(withPart(grown, [0, 0], unfinished), [0, 0])).toEqual(unfinished);
    expect(withoutPart(grown, [0, 0])).toEqual({ join: "all", parts: [{ join: "any", parts: [hot] }] });
  });

  it("removes a group together with its last condition", () => {
    const nested = groupOf({ all: [hot, { any: [{ all: [vip, hot] }, vip] }] });
    const once = withoutPart(nested, [1, 1]);
    const twice = withoutPart(withoutPart(once, [1, 0, 1]), [1, 0, 0]);
    expect(twice).toEqual({ join: "all", parts: [hot] });
  });

  it("joins a tab's own conditions with the user's without nesting", () => {
    expect(bothOf(vip, { all: [hot, vip] })).toEqual({ all: [vip, hot, vip] });
    expect(bothOf(null, hot)).toEqual(hot);
    expect(bothOf({ any: [vip, hot] }, null)).toEqual({ any: [vip, hot] });
  });
});
