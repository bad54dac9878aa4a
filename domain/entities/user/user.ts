import { RIGHTS } from "#domain/policy/right.ts";
import { defineEntity } from "#domain/schema/entity.ts";

/**
 * A person of the company. The account's password, sessions and devices live in the relay alone; this record is what
 * colleagues see and what the policy reads.
 */
export const user = defineEntity({
  kind: "user",
  icon: "circle-user-round",
  title: "name",
  subtitle: "account",
  chip: "role",
  access: { kind: "everyone", right: "admin" },
  fields: {
    name: { kind: "text", required: true, max: 120, search: "pinyin" },
    account: { kind: "text", required: true, unique: true, max: 120, search: "text" },
    role: {
      kind: "option",
      initial: "sales",
      options: [
        { id: "boss", tone: "accent" },
        { id: "director" },
        { id: "manager" },
        { id: "sales" },
        { id: "service" },
        { id: "finance" },
        { id: "warehouse" },
      ],
    },
    department: { kind: "ref", to: "department" },
    mobile: { kind: "text", max: 60, format: "phone" },
    email: { kind: "text", max: 200, format: "email" },
    disabled: { kind: "mark" },
  },
  sets: {
    rights: {
      of: { kind: "option", options: RIGHTS.map((id) => ({ id })) },
    },
  },
  list: { columns: ["name", "account", "role", "department", "rights", "mobile", "email"], sort: [{ by: "name" }] },
  form: [{ id: "basic", fields: ["name", "account", "role", "department", "rights", "mobile", "email", "disabled"] }],
  duplicates: [["account"], ["name"]],
});
