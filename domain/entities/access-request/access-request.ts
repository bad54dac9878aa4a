import { defineEntity } from "#domain/schema/entity.ts";

/**
 * Somebody asks for a record that they may not read or change, or gives a colleague a change that they may not make themselves. It says
 * what the asker knows and no more: `record` where its id is known, else `of` and `name`, as the look-up was asked. To whom it goes, the
 * relay finds out: those who may share the record, or, with `to`, that colleague alone.
 */
export const accessRequest = defineEntity({
  kind: "accessRequest",
  icon: "key-round",
  title: "title",
  access: { kind: "request" },
  internal: true,
  fields: {
    title: { kind: "text", required: true, fixed: true, max: 500 },
    wants: { kind: "option", required: true, fixed: true, options: [{ id: "read" }, { id: "change" }, { id: "apply" }] },
    record: { kind: "text", fixed: true, max: 120 },
    of: { kind: "text", fixed: true, max: 40 },
    name: { kind: "text", fixed: true, max: 500 },
    note: { kind: "text", fixed: true, max: 1_000, multiline: true },
    to: { kind: "ref", to: "user", fixed: true },
    /** JSON of `ProposedChange[]`. */
    changes: { kind: "text", fixed: true, max: 60_000, multiline: true, hidden: true },
    answer: { kind: "option", options: [{ id: "read", tone: "positive" }, { id: "change", tone: "positive" }, { id: "applied", tone: "positive" }, { id: "declined", tone: "muted" }] },
    answered: { kind: "mark" },
  },
  list: { columns: ["title", "wants", "owner", "created", "answer"], sort: [{ by: "created", down: true }] },
  form: [{ id: "basic", fields: ["title", "wants", "note", "answer"] }],
});
