import "#domain/entities/every-language.ts";
import { describe, expect, it } from "vitest";
import { columnsOf, filterFieldsOf } from "#client/query/list-fields.ts";
import { filterOf } from "#client/query/filter-tree.ts";
import { conditionOn, operatorsOf, valueKindOf, withOperator } from "#client/query/operators.ts";
import { ENTITIES, entityOf, findEntity } from "#domain/entities/registry.ts";
import { checkFilter } from "#domain/query/filter.ts";
import { findColumn } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";

const context: QueryContext = { me: "user/a", now: 0, today: "2026-01-01", offsetMinutes: 0, row: () => undefined, entity: findEntity, locale: "en" };
const ALL_RIGHTS = ["cost", "export", "products"];

describe("columns and filters of a list", () => {
  it("[CU-05] every column and filter names something the query knows", () => {
    for (const entity of ENTITIES) {
      for (const field of filterFieldsOf(entity, "zh-CN", ALL_RIGHTS)) {
        expect(findColumn(entity, field.path, context), `${entity.kind}.${field.path}`).not.toBeNull();
        expect(checkFilter({ field: field.path, is: "filled" }, entity, context).ok).toBe(true);
      }
    }
  });

  it("cost is a column only for those who may see it", () => {
    const paths = (rights: readonly string[]) => columnsOf(entityOf("product"), "en", rights).map((column) => column.path);
    expect(paths(["cost"])).toContain("cost");
    expect(paths([])).not.toContain("cost");
  });

  it("[CO-06] the flag behind the birthday tab is no column", () => {
    const paths = columnsOf(entityOf("contact"), "en", []).map((column) => column.path);
    expect(paths).not.toContain("birthdayThisMonth");
    expect(paths).toContain("surname");
  });

  it("asks across references, such as the customer's industry of an opportunity", () => {
    const paths = filterFieldsOf(entityOf("opportunity"), "en", []).map((field) => field.path);
    expect(paths).toEqual(expect.arrayContaining(["customer.industry", "owner.department", "created.by"]));
  });

  it("a new condition is unfinished until it has a value, and finished at once when it needs none", () => {
    const fields = filterFieldsOf(entityOf("opportunity"), "en", []);
    for (const field of fields) {
      const condition = conditionOn(field);
      const kind = valueKindOf(field.field, condition.is);
      expect(filterOf({ join: "all", parts: [condition] }) !== null, field.path).toBe(kind === "none" || kind === "period");
      for (const is of operatorsOf(field)) expect(withOperator(condition, field.field, is).is).toBe(is);
    }
  });

  it("keeps the value when only the question changes", () => {
    const money = { kind: "money" } as const;
    expect(withOperator({ field: "budget", is: "above", value: "5" }, money, "below")).toEqual({ field: "budget", is: "below", value: "5" });
    expect(withOperator({ field: "budget", is: "above", value: "5" }, money, "empty")).toEqual({ field: "budget", is: "empty" });
    expect(withOperator({ field: "budget", is: "above", value: "5" }, money, "within")).toEqual({ field: "budget", is: "within", value: ["", ""] });
  });
});
