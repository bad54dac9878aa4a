import { defineEntity } from "#domain/schema/entity.ts";

/** Records that belong to nobody for the time being: its people see and claim them, its managers also give them to one of these. */
export const pool = defineEntity({
  kind: "pool",
  icon: "inbox",
  title: "name",
  access: { kind: "everyone", right: "admin" },
  internal: true,
  fields: {
    name: { kind: "text", required: true, max: 80, search: "pinyin" },
    /** How many records one person may hold from it; no limit when empty. */
    limit: { kind: "integer", min: 1, max: 100_000 },
    /** Days for which somebody who has released a record may not claim it again. */
    waitDays: { kind: "integer", min: 1, max: 3_650 },
    remarks: { kind: "text", max: 2_000, multiline: true },
  },
  sets: {
    users: { of: { kind: "ref", to: "user" } },
    units: { of: { kind: "ref", to: "department" } },
    groups: { of: { kind: "ref", to: "group" } },
    managers: { of: { kind: "ref", to: "user" } },
  },
  list: { columns: ["name", "users", "units", "groups", "managers", "limit", "waitDays"], sort: [{ by: "name" }] },
  form: [
    { id: "basic", fields: ["name", "limit", "waitDays", "remarks"] },
    { id: "people", fields: ["users", "units", "groups", "managers"] },
  ],
  related: [{ kind: "customer", by: "pool", columns: ["name", "category", "region", "owner"] }],
  duplicates: [["name"]],
});
