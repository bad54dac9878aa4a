import { ACTIONS } from "#domain/policy/job-function.ts";
import { RIGHTS } from "#domain/policy/right.ts";
import { defineEntity, type Entity } from "#domain/schema/entity.ts";
import { hideableIn } from "#domain/schema/hideable.ts";

/** Fields of a kind that a job function can make read-only, as `<kind>.<field>`; those that the relay or the policy keeps are not among them. */
const fieldsOf = ({ kind, fields, sets, lines, prose }: Entity): readonly string[] => {
  const own = Object.keys(fields).filter((name) => !fields[name]?.hidden && !fields[name]?.fixed && !fields[name]?.relay && name !== "owner");
  const others = Object.keys({ ...sets, ...lines, ...prose }).filter((name) => !sets?.[name]?.hidden);
  return [...own, ...others].map((name) => `${kind}.${name}`);
};

/**
 * What a person's work is: which features they have, what they do with each kind of record, and which fields they read only or do not see. `kinds` are the
 * owned kinds.
 */
export const defineJobFunction = (kinds: readonly Entity[]) =>
  defineEntity({
    kind: "jobFunction",
    icon: "briefcase-business",
    title: "name",
    access: { kind: "everyone", right: "admin" },
    internal: true,
    fields: { name: { kind: "text", required: true, max: 80, search: "pinyin" } },
    sets: {
      features: { of: { kind: "option", options: RIGHTS.map((id) => ({ id })) } },
      may: {
        of: { kind: "option", options: kinds.flatMap(({ kind }) => ACTIONS.map((action) => ({ id: `${kind}.${action}` }))) },
        initial: kinds.flatMap(({ kind }) => ACTIONS.map((action) => `${kind}.${action}`)),
      },
      readOnly: { of: { kind: "option", options: kinds.flatMap(fieldsOf).map((id) => ({ id })) } },
      hidden: { of: { kind: "option", options: kinds.flatMap((entity) => hideableIn(entity).map((name) => ({ id: `${entity.kind}.${name}` }))) } },
    },
    list: { columns: ["name", "features", "may", "readOnly", "hidden"], sort: [{ by: "name" }] },
    form: [{ id: "basic", fields: ["name", "features", "may", "readOnly", "hidden"] }],
    related: [{ kind: "user", by: "functions", columns: ["name", "role", "department"] }],
    duplicates: [["name"]],
  });
