import { defineEntity } from "#domain/schema/entity.ts";

/** One way to divide the company besides its departments: regions, product lines, customer groups. Its units are departments of it. */
export const dimension = defineEntity({
  kind: "dimension",
  icon: "axis-3d",
  title: "name",
  access: { kind: "everyone", right: "admin" },
  internal: true,
  fields: { name: { kind: "text", required: true, max: 80, search: "pinyin" } },
  list: { columns: ["name"], sort: [{ by: "name" }] },
  form: [{ id: "basic", fields: ["name"] }],
  related: [{ kind: "department", by: "dimension", columns: ["name", "parent"] }],
  duplicates: [["name"]],
});
