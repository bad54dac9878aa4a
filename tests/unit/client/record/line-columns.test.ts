import { describe, expect, it } from "vitest";
import { order } from "#domain/entities/order/order.ts";
import { defineEntity } from "#domain/schema/entity.ts";
import { firstLineField, lineColumns } from "#client/record/line-columns.ts";

const visit = defineEntity({
  kind: "visit",
  icon: "file",
  title: "name",
  access: { kind: "owned" },
  fields: { name: { kind: "text", required: true } },
  lines: {
    tasks: { fields: { due: { kind: "day" }, task: { kind: "text", required: true }, hours: { kind: "decimal" }, done: { kind: "mark" }, source: { kind: "text", hidden: true } } },
    notes: { fields: { note: { kind: "text" } } },
  },
  list: { columns: ["name"], sort: [] },
  form: [],
});

describe("the columns of a list of lines", () => {
  it("are the fields that a person types, in the order of the definition, figures to the end", () => {
    expect(lineColumns(visit, "tasks").map(({ name, figure }) => [name, figure])).toEqual([["due", false], ["task", false], ["hours", true]]);
  });
  it("a new line begins with what it must have, else with its first field", () => {
    expect(firstLineField(visit, "tasks")).toBe("task");
    expect(firstLineField(visit, "notes")).toBe("note");
    expect(firstLineField(visit, "nothing")).toBeNull();
  });
  it("what only an order's lines have stands beside the quantity", () => {
    expect(lineColumns(order, "lines").map(({ name }) => name)).toEqual(["product", "quantity", "deliveredQuantity", "unitPrice", "discount", "remark"]);
  });
});
