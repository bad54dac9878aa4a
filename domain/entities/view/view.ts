import { defineEntity } from "#domain/schema/entity.ts";

/** A saved view of a list: its filter, sort, columns and layout. Private to its owner until shared. */
export const view = defineEntity({
  kind: "view",
  icon: "list-filter",
  title: "name",
  access: { kind: "personal" },
  internal: true,
  fields: {
    name: { kind: "text", required: true, max: 80 },
    of: { kind: "text", required: true, max: 40 },
    /** JSON of a `ViewSpec`. */
    spec: { kind: "text", required: true, max: 20_000 },
    shared: { kind: "mark" },
    pinned: { kind: "mark" },
  },
  list: { columns: ["name", "of", "shared", "owner"], sort: [{ by: "name" }] },
  form: [{ id: "basic", fields: ["name"] }],
});
