import { describe, expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import { checkImportMap, type ImportMap } from "#domain/transfer/import-map.ts";
import { fitsFile, keyChoices, lackingFields, targetsOf, unknownTexts, withAdded, withFormat, withOption, without, withTarget } from "#client/transfer/map-edits.ts";

const customer = entityOf("customer");
const opportunity = entityOf("opportunity");

const map: ImportMap = {
  version: 1,
  entity: "customer",
  key: ["name"],
  columns: [
    { heading: "account", to: "name" },
    { heading: "sector", to: "sector" },
    { heading: "revenue", to: "revenue", format: { decimal: "," } },
  ],
};

describe("editing what goes where", () => {
  it("[I-02] a column sent to a field that another column fills takes its place", () => {
    const changed = withTarget(customer, map, 1, "name");
    expect(changed.columns).toEqual([{ heading: "sector", to: "name" }, { heading: "revenue", to: "revenue", format: { decimal: "," } }]);
    expect(checkImportMap(changed).ok).toBe(true);
  });

  it("[I-02] the format stays with a column that goes to a field of the same kind, and goes with another", () => {
    expect(withTarget(customer, map, 2, "notes").columns[2]?.format).toBeUndefined();
    expect(withTarget(customer, map, 2, "revenue").columns[2]?.format).toEqual({ decimal: "," });
  });

  it("[I-05] a key whose column is taken out is no key any more", () => {
    expect(without(map, 0).key).toBeUndefined();
    expect(without(map, 1).key).toEqual(["name"]);
  });

  it("[I-02] one column may fill two fields", () => {
    const twice = withAdded(customer, map, { heading: "account", to: "shortName" });
    expect(twice.columns.filter(({ heading }) => heading === "account").map(({ to }) => to)).toEqual(["name", "shortName"]);
    expect(checkImportMap(twice).ok).toBe(true);
  });

  it("[I-02] what a text means is kept with its column and can be taken back", () => {
    const explained = withOption(map, 1, " Retail ", "other");
    expect(explained.columns[1]?.format).toEqual({ values: { Retail: "other" } });
    expect(withOption(explained, 1, "Retail", null).columns[1]?.format).toBeUndefined();
  });

  it("[I-02] a format set back to what is usual leaves nothing behind", () => {
    expect(withFormat(map, 2, { decimal: undefined }).columns[2]).toEqual({ heading: "revenue", to: "revenue" });
  });

  it("[I-02] texts that are no option are named once each, empty cells not at all", () => {
    const column = { heading: "stage", to: "stage" };
    expect(unknownTexts(opportunity, column, ["Won", "", "Frozen", "Frozen ", "won"])).toEqual(["Frozen"]);
  });

  it("[I-02] required fields without a column are named", () => {
    expect(lackingFields(customer, { ...map, columns: [] })).toContain("name");
    expect(lackingFields(customer, map)).toEqual([]);
  });

  it("[I-05] rows can be recognised by texts and references that a column fills, not by amounts", () => {
    expect(keyChoices(customer, map)).toEqual(["name", "sector"]);
  });

  it("[I-02] fields of the cost facet are offered to those who may see cost", () => {
    const product = entityOf("product");
    const cost = Object.entries(product.fields).filter(([, field]) => field.facet === "cost").map(([name]) => name);
    expect(cost.length).toBeGreaterThan(0);
    expect(targetsOf(product, [])).not.toEqual(expect.arrayContaining(cost));
    expect(targetsOf(product, ["cost"])).toEqual(expect.arrayContaining(cost));
  });

  it("[I-02] a map fits a file that has every column it names", () => {
    expect(fitsFile(map, new Set(["account", "sector", "revenue", "more"]))).toBe(true);
    expect(fitsFile({ ...map, columns: [...map.columns, { template: "{city} {zip}", to: "notes" }] }, new Set(["account", "sector", "revenue"]))).toBe(false);
  });
});
