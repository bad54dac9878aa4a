import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { defineEntity } from "#domain/schema/entity.ts";

/** Records of one kind, of given owners or matching criteria, that other people read or change besides those who may anyway. */
export const sharingRule = defineEntity({
  kind: "sharingRule",
  icon: "share-2",
  title: "name",
  chip: "level",
  access: { kind: "everyone", right: "admin" },
  internal: true,
  fields: {
    name: { kind: "text", required: true, max: 80, search: "pinyin" },
    of: { kind: "option", required: true, initial: "customer", options: OWNED_KIND_NAMES.map((id) => ({ id })) },
    /** A condition in the words of `--where` over fields that are stored; without one the rule goes by owners. */
    criteria: { kind: "text", max: 10_000, multiline: true },
    level: { kind: "option", required: true, initial: "read", options: [{ id: "read" }, { id: "write" }] },
    disabled: { kind: "mark" },
  },
  sets: {
    owners: { of: { kind: "ref", to: "user" } },
    ownerUnits: { of: { kind: "ref", to: "department" } },
    ownerGroups: { of: { kind: "ref", to: "group" } },
    users: { of: { kind: "ref", to: "user" } },
    units: { of: { kind: "ref", to: "department" } },
    groups: { of: { kind: "ref", to: "group" } },
  },
  list: { columns: ["name", "of", "level", "owners", "ownerUnits", "users", "units", "groups", "disabled"], sort: [{ by: "name" }] },
  form: [
    { id: "basic", fields: ["name", "of", "level", "disabled"] },
    { id: "source", fields: ["owners", "ownerUnits", "ownerGroups", "criteria"] },
    { id: "target", fields: ["users", "units", "groups"] },
  ],
  duplicates: [["name"]],
});
