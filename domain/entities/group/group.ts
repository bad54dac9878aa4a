import { defineEntity } from "#domain/schema/entity.ts";

/** People taken together for sharing, approving or a project, whatever department they are in. Groups may hold groups. */
export const group = defineEntity({
  kind: "group",
  icon: "users",
  title: "name",
  chip: "purpose",
  access: { kind: "everyone", right: "admin" },
  internal: true,
  fields: {
    name: { kind: "text", required: true, max: 80, search: "pinyin" },
    purpose: { kind: "option", required: true, initial: "public", options: [{ id: "public" }, { id: "process" }, { id: "team" }] },
    remarks: { kind: "text", max: 2_000, multiline: true },
  },
  sets: {
    users: { of: { kind: "ref", to: "user" } },
    units: { of: { kind: "ref", to: "department" } },
    groups: { of: { kind: "ref", to: "group" } },
  },
  list: { columns: ["name", "purpose", "users", "units", "groups"], sort: [{ by: "name" }] },
  form: [{ id: "basic", fields: ["name", "purpose", "users", "units", "groups", "remarks"] }],
  duplicates: [["name"]],
});
