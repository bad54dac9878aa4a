import { coversOf } from "#domain/approval/content.ts";
import { defineEntity, type Entity } from "#domain/schema/entity.ts";

/** Which records need whose approval before they go on, step by step. `kinds` are the approvable ones; conditions are in the words of `--where`. */
export const defineApprovalFlow = (kinds: readonly Entity[]) =>
  defineEntity({
    kind: "approvalFlow",
    icon: "stamp",
    title: "name",
    chip: "of",
    access: { kind: "everyone", right: "admin" },
    internal: true,
    fields: {
      name: { kind: "text", required: true, max: 80, search: "pinyin" },
      of: { kind: "option", required: true, initial: "order", options: kinds.map(({ kind }) => ({ id: kind })) },
      condition: { kind: "text", max: 10_000, multiline: true },
      /** Which is tried first; see `inOrder`. */
      place: { kind: "integer", min: 1, max: 999 },
      disabled: { kind: "mark" },
    },
    sets: { covers: { of: { kind: "option", options: kinds.flatMap((entity) => coversOf(entity).map((name) => ({ id: `${entity.kind}.${name}` }))) } } },
    lines: {
      nodes: {
        fields: {
          name: { kind: "text", max: 80 },
          condition: { kind: "text", max: 10_000, multiline: true },
          rankFrom: { kind: "integer", min: 1, max: 99 },
          rankTo: { kind: "integer", min: 1, max: 99 },
          /** Words of `Approver`, with blanks between. */
          approvers: { kind: "text", max: 4_000 },
          everyone: { kind: "mark" },
        },
      },
    },
    list: { columns: ["name", "of", "place", "disabled"], sort: [{ by: "of" }, { by: "place" }, { by: "name" }] },
    form: [{ id: "basic", fields: ["name", "of", "place", "disabled"] }],
    duplicates: [["name"]],
  });
