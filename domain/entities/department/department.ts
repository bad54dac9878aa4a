import { defineEntity } from "#domain/schema/entity.ts";

export const department = defineEntity({
  kind: "department",
  icon: "network",
  title: "name",
  access: { kind: "everyone", right: "admin" },
  fields: {
    name: { kind: "text", required: true, max: 120, search: "pinyin" },
    parent: { kind: "ref", to: "department" },
    region: { kind: "text", max: 120 },
  },
  list: { columns: ["name", "parent", "region"], sort: [{ by: "name" }] },
  form: [{ id: "basic", fields: ["name", "parent", "region"] }],
  related: [{ kind: "user", by: "department", columns: ["name", "role", "mobile"] }],
  duplicates: [["name"]],
});
