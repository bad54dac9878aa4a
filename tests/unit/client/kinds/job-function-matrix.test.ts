import { describe, expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import { cellsOf, levelOf, levelsOf, matrixFields, setLevel, switchCells, switchedIn } from "#client/kinds/job-function/matrix.ts";

const customer = entityOf("customer");
const optionsOf = (set: string): ReadonlySet<string> => {
  const of = entityOf("jobFunction").sets?.[set]?.of;
  return new Set(of?.kind === "option" ? of.options.map(({ id }) => id) : []);
};
const switchable = { readOnly: optionsOf("readOnly"), hidden: optionsOf("hidden") };
const fields = matrixFields(customer, switchable);
const facet = fields.find((field) => field.facet === "credit");
const plain = fields.find((field) => field.name === "phone");

describe("the matrix of a job function", () => {
  it("[OG-22] a row, a column or all of it is switched at once and tells whether all, some or none is on", () => {
    const may = new Set(["customer.read", "customer.create", "order.read"]);
    expect(switchedIn(may, cellsOf("customer", null))).toBe("some");
    expect(switchedIn(may, cellsOf("customer", "create"))).toBe("all");
    expect(switchedIn(may, cellsOf(null, "delete"))).toBe("none");
    expect(switchCells(may, cellsOf("customer", null), true)).toEqual({ "set/may/customer.change": 1, "set/may/customer.delete": 1 });
    expect(switchCells(may, cellsOf(null, "create"), false)).toEqual({ "set/may/customer.create": null });
  });

  it("[OG-22] who may not read a kind does nothing with it", () => {
    const may = new Set(["customer.read", "customer.create"]);
    expect(switchCells(may, cellsOf("customer", "read"), false)).toEqual({ "set/may/customer.read": null, "set/may/customer.create": null });
    expect(switchCells(may, cellsOf("order", "change"), true)).toEqual({ "set/may/order.read": 1, "set/may/order.change": 1 });
  });

  it("[OG-22] [S-17] a field is changed, read only or hidden, and what a record cannot be without is never hidden", () => {
    if (!facet || !plain) throw new Error("customers have no such fields");
    const none = { features: new Set<string>(), readOnly: new Set(["customer.phone"]), hidden: new Set<string>() };
    expect([levelOf(none, "customer", plain), levelOf(none, "customer", facet)]).toEqual(["read", "hidden"]);
    expect(levelsOf(plain)).toEqual(["write", "read", "hidden"]);
    for (const name of ["name", "shortName", "customerNo", "sharedWith"]) expect(levelsOf(fields.find((field) => field.name === name) ?? plain), name).not.toContain("hidden");
    expect(setLevel(none, "customer", [plain], "hidden")).toEqual({ "set/readOnly/customer.phone": null, "set/hidden/customer.phone": 1 });
    const hidden = { ...none, readOnly: new Set<string>(), hidden: new Set(["customer.phone"]) };
    expect(levelOf(hidden, "customer", plain)).toBe("hidden");
    expect(setLevel(hidden, "customer", [plain], "read")).toEqual({ "set/readOnly/customer.phone": 1, "set/hidden/customer.phone": null });
    expect(levelsOf(facet)).toContain("hidden");
    expect(setLevel(none, "customer", [plain], "write")).toEqual({ "set/readOnly/customer.phone": null });
    expect(setLevel(none, "customer", [facet], "write")).toEqual({ "set/features/credit": 1 });
    const all = { features: new Set(["credit"]), readOnly: new Set<string>(), hidden: new Set<string>() };
    expect(setLevel(all, "customer", [facet], "hidden")).toEqual({ "set/features/credit": null });
    expect(Object.keys(setLevel(all, "customer", fields, "read"))).toHaveLength(fields.filter(({ switches }) => switches).length);
  });
});
