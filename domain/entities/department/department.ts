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
    dimension: { kind: "ref", to: "dimension" },
    external: { kind: "mark" },
  },
  list: { columns: ["name", "parent", "region"], sort: [{ by: "name" }] },
  form: [{ id: "basic", fields: ["name", "parent", "region", "dimension", "external"] }],
  related: [
    { kind: "user", by: "department", columns: ["name", "role", "mobile"] },
    { kind: "user", by: "units", columns: ["name", "role", "mobile"] },
    { kind: "department", by: "parent", columns: ["name", "region"] },
  ],
  duplicates: [["name"]],
});
