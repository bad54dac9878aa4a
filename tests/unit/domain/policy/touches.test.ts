import { describe, expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import { ORGANISATION } from "#domain/policy/organisation.ts";
import { touchesAccess } from "#domain/policy/touches.ts";

describe("what has to be asked before it is changed", () => {
  it("[S-11] is everything of the organisation that the policy reads, and neither names nor telephone numbers", () => {
    const asks = (kind: string): readonly string[] => {
      const { fields, sets } = entityOf(kind);
      return [...Object.keys(fields), ...Object.keys(sets ?? {}).map((set) => `set/${set}/x`)].filter((path) => path !== "created" && touchesAccess(`${kind}/a`, [path]));
    };
    expect(Object.fromEntries(ORGANISATION.map((kind) => [kind, asks(kind)]))).toEqual({
      user: ["role", "customRole", "department", "disabled", "deleted", "set/rights/x", "set/units/x", "set/functions/x", "set/assists/x"],
      department: ["parent", "dimension", "deleted"],
      role: ["data", "dimension", "readOnly", "addressBook", "deleted", "set/whole/x"],
      jobFunction: ["deleted", "set/features/x", "set/may/x", "set/readOnly/x", "set/hidden/x"],
      group: ["deleted", "set/users/x", "set/units/x", "set/groups/x"],
      sharingRule: ["of", "criteria", "level", "disabled", "deleted", "set/owners/x", "set/ownerUnits/x", "set/ownerGroups/x", "set/users/x", "set/units/x", "set/groups/x"],
      pool: ["deleted", "set/users/x", "set/units/x", "set/groups/x", "set/managers/x"],
    });
    expect(touchesAccess("customer/a", ["owner"])).toBe(false);
    expect(touchesAccess("user/a", ["name", "department"])).toBe(true);
  });
});
