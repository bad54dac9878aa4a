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
  access: { kind: "everyone", right: "admin", within: "addressBook" },
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
        { id: "assistantDirector" },
        { id: "assistantManager" },
        { id: "sales" },
        { id: "service" },
        { id: "warehouse" },
        { id: "purchasing" },
        { id: "finance" },
        { id: "partner", tone: "warning" },
      ],
    },
    customRole: { kind: "ref", to: "role" },
    department: { kind: "ref", to: "department" },
    rank: { kind: "integer", min: 1, max: 99 },
    external: { kind: "mark" },
    mobile: { kind: "text", max: 60, format: "phone" },
    email: { kind: "text", max: 200, format: "email" },
    disabled: { kind: "mark" },
  },
  sets: {
    rights: {
      of: { kind: "option", options: RIGHTS.map((id) => ({ id })) },
    },
    units: { of: { kind: "ref", to: "department" } },
    functions: { of: { kind: "ref", to: "jobFunction" } },
    assists: { of: { kind: "ref", to: "user" } },
  },
  list: { columns: ["name", "account", "role", "department", "rights", "mobile", "email"], sort: [{ by: "name" }] },
  views: [
    { id: "internal", filter: { field: "external", is: "empty" } },
    { id: "partners", filter: { field: "external", is: "filled" } },
  ],
  form: [
    { id: "basic", fields: ["name", "account", "department", "rank", "mobile", "email", "external", "disabled"] },
    { id: "place", fields: ["role", "customRole", "functions", "rights", "units", "assists"] },
  ],
  related: [{ kind: "user", by: "assists", columns: ["name", "role", "department"] }],
  duplicates: [["account"], ["name"]],
});
