import { describe, expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import { EMPTY_GROUP } from "#client/query/filter-tree.ts";
import { criteriaFault, groupOfCriteria, textOfGroup } from "#client/query/criteria.ts";

describe("the criteria of a sharing rule on its page", () => {
  it("[OG-27] go from text to the filter builder and back, and say what cannot be a criterion", () => {
    expect(groupOfCriteria(null)).toEqual(EMPTY_GROUP);
    expect(groupOfCriteria("category=")).toBe(null);
    const group = groupOfCriteria("category=vip and country is not empty");
    expect(group && textOfGroup(group)).toBe("category=vip and country is not empty");
    expect(textOfGroup(EMPTY_GROUP)).toBe(null);
    const customer = entityOf("customer");
    expect(criteriaFault("category=vip", customer)).toBe(null);
    expect(criteriaFault("", customer)).toBe(null);
    expect(criteriaFault("owner=me", customer)).toMatchObject({ reason: "relative" });
    expect(criteriaFault("colour=red", customer)).toMatchObject({ reason: "unknownField", at: "colour" });
    expect(criteriaFault("daysSinceFollowUp>3", customer)).toMatchObject({ reason: "notStored" });
    expect(criteriaFault("category=", customer)).toMatchObject({ reason: "syntax" });
  });
});
