import { defineEntity } from "#domain/schema/entity.ts";
import { recordId } from "#domain/id.ts";

/** Days without contact, where the workspace says nothing. */
export const OFFLINE_DAYS = 14;

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
    /** Days that a device may work without having reached the relay; then the app locks until it has. */
    offlineDays: { kind: "integer", min: 1, max: 365, initial: OFFLINE_DAYS },
    /** IANA name of the zone that hours of work are meant in. */
    zone: { kind: "text", max: 60 },
  },
  list: { columns: ["name", "currency"], sort: [{ by: "name" }] },
  form: [{ id: "basic", fields: ["name", "currency", "offlineDays", "zone"] }],
});

export const WORKSPACE = recordId("workspace", "main");
