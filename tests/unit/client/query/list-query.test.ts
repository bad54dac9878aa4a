import { describe, expect, it } from "vitest";
import { definedColumns, definedSort, listQuery, shownColumns } from "#client/query/list-query.ts";
import { labelWithLimit, limitOf, presetOf, withLimit } from "#client/query/list-views.ts";
import { EMPTY_SPEC } from "#client/query/view-spec.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { LOCALES } from "#domain/schema/words.ts";
import { wordsOf } from "#domain/entities/every-language.ts";

const customer = entityOf("customer");
const opportunity = entityOf("opportunity");
const spec = { ...EMPTY_SPEC, sort: definedSort(customer, "all") };

describe("what a list asks", () => {
  it("[CU-02] a preset tab adds the user's filter to its own", () => {
    const query = listQuery({ entity: customer, view: "vip", spec: { ...spec, filter: { field: "region", is: "contains", value: "Jiangsu" } }, search: "" });
    expect(query.filter).toEqual({ all: [{ field: "category", is: "equals", value: "vip" }, { field: "region", is: "contains", value: "Jiangsu" }] });
  });

  it("[CU-02] the days of the quiet tab can be chosen, and its name follows in every language", () => {
    const quiet = presetOf(customer, "quiet");
    expect(limitOf(quiet)).toBe(30);
    expect(listQuery({ entity: customer, view: "quiet", spec, search: "", limit: 90 }).filter).toEqual({
      all: [{ field: "category", is: "not", value: ["invalid", "competitor"] }, { field: "daysSinceFollowUp", is: "above", value: 90 }],
    });
    for (const locale of LOCALES) {
      const label = wordsOf(locale, "customer").views["quiet"] ?? "";
      expect(labelWithLimit(label, quiet, 90)).toContain("90");
    }
  });

  it("offers no limit where a tab's number is not one", () => {
    const birthday = presetOf(entityOf("contact"), "birthday");
    expect(limitOf(birthday)).toBeNull();
    expect(birthday && withLimit(birthday, 5)).toEqual(birthday);
  });

  it("[CU-04] the best match comes first while searching, unless a column was chosen", () => {
    expect(listQuery({ entity: customer, view: "all", spec, search: " hj " })).toEqual({ kind: "customer", search: "hj" });
    expect(listQuery({ entity: customer, view: "all", spec: { ...spec, sort: [{ by: "region" }] }, search: "hj" }).sort).toEqual([{ by: "region" }]);
    expect(listQuery({ entity: customer, view: "all", spec, search: "hj", ordered: true }).sort).toEqual(customer.list.sort);
    expect(listQuery({ entity: customer, view: "all", spec, search: "" })).toEqual({ kind: "customer", sort: customer.list.sort });
  });

  it("[CO-05] the surname index narrows to one surname", () => {
    const query = listQuery({ entity: entityOf("contact"), view: "all", spec: EMPTY_SPEC, search: "", index: { field: "surname", value: "欧阳" } });
    expect(query.filter).toEqual({ field: "surname", is: "equals", value: "欧阳" });
  });

  it("[OP-02] a preset tab may have an order of its own", () => {
    expect(definedSort(opportunity, "won")).toEqual([{ by: "closedOn", down: true }]);
    expect(definedSort(opportunity, "mine")).toEqual(opportunity.list.sort);
  });

  it("[CU-07] the official number stands beside the name, and columns that somebody may not see are left out", () => {
    expect(definedColumns(customer).slice(0, 2)).toEqual([{ path: "name" }, { path: "customerNo" }]);
    expect(definedColumns(entityOf("order")).filter((column) => column.path === "orderNo")).toHaveLength(1);
    const known = new Set(["name", "owner"]);
    expect(shownColumns(customer, { ...EMPTY_SPEC, columns: [{ path: "cost" }, { path: "owner", width: 90 }] }, known)).toEqual([{ path: "owner", width: 90 }]);
    expect(shownColumns(customer, { ...EMPTY_SPEC, columns: [{ path: "cost" }] }, known)).toEqual([{ path: "name" }, { path: "owner" }]);
  });
});
