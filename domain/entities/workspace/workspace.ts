import { defineEntity } from "#domain/schema/entity.ts";
import { recordId } from "#domain/id.ts";

/** The company's own settings: one record, `workspace/main`. */
export const workspace = defineEntity({
  kind: "workspace",
  icon: "settings",
  title: "name",
  access: { kind: "everyone", right: "admin" },
  internal: true,
  fields: {
    name: { kind: "text", required: true, max: 120 },
    /** ISO 4217 code of the one currency that every amount of the workspace is in. */
    currency: { kind: "text", max: 3, initial: "CNY" },
  },
  list: { columns: ["name", "currency"], sort: [{ by: "name" }] },
  form: [{ id: "basic", fields: ["name", "currency"] }],
});

export const WORKSPACE = recordId("workspace", "main");
