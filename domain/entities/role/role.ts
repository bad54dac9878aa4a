import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { ADDRESS_BOOKS, DATA_SCOPES } from "#domain/policy/role.ts";
import { defineEntity } from "#domain/schema/entity.ts";

/** A role of the company's own making: whose records somebody sees, and whom they find in the address book. */
export const role = defineEntity({
  kind: "role",
  icon: "shield",
  title: "name",
  chip: "data",
  access: { kind: "everyone", right: "admin" },
  internal: true,
  fields: {
    name: { kind: "text", required: true, max: 80, search: "pinyin" },
    data: { kind: "option", required: true, initial: "own", options: DATA_SCOPES.map((id) => ({ id })) },
    dimension: { kind: "ref", to: "dimension" },
    readOnly: { kind: "mark" },
    addressBook: { kind: "option", initial: "all", options: ADDRESS_BOOKS.map((id) => ({ id })) },
  },
  sets: { whole: { of: { kind: "option", options: OWNED_KIND_NAMES.map((id) => ({ id })) } } },
  list: { columns: ["name", "data", "dimension", "whole", "readOnly", "addressBook"], sort: [{ by: "name" }] },
  form: [{ id: "basic", fields: ["name", "data", "dimension", "whole", "readOnly", "addressBook"] }],
  related: [{ kind: "user", by: "customRole", columns: ["name", "department", "mobile"] }],
  duplicates: [["name"]],
});
