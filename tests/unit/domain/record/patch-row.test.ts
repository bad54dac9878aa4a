import { describe, expect, it } from "vitest";
import { ENTITIES } from "#domain/entities/registry.ts";
import { recordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { patchRow } from "#domain/record/patch-row.ts";
import { facetOfPath } from "#domain/record/path.ts";
import { projectPaths } from "#domain/record/project.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { createDice } from "#tests/simulation/dice.ts";

const ID = recordId("any", "1");
const VALUES: readonly FieldValue[] = ["", "text", "12.5", "no number", 7, null, "2026-11-22", "user/ann", { by: recordId("user", "ann"), at: 1 }];

describe("patchRow", () => {
  it("[R-05] a row patched field by field is the row of the whole document, for every kind", () => {
    const dice = createDice(24);
    for (const entity of ENTITIES) {
      const names = Object.keys(entity.fields).filter((name) => facetOfPath(entity, name) === null);
      const members = Object.keys(entity.sets ?? {}).map((name) => `set/${name}/user/ann`);
      const paths = new Map<string, FieldValue>(members.map((path) => [path, 1]));
      let row = projectPaths(entity, ID, paths);
      for (let round = 0; round < 60; round += 1) {
        const values: Record<string, FieldValue> = {};
        for (let count = 1 + dice.below(3); count > 0; count -= 1) values[dice.pick(names)] = dice.pick(VALUES);
        for (const [path, value] of Object.entries(values)) paths.set(path, value);
        const patched = patchRow(entity, null, row, values);
        if (!patched) throw new Error(`${entity.kind} was not patched`);
        expect(patched).toEqual(projectPaths(entity, ID, paths));
        row = patched;
      }
    }
  });

  it("[R-05] leaves sets, lines, logs, long text and facets to the whole projection", () => {
    const kinds = ENTITIES.map((entity) => [entity, { id: ID }] as const);
    for (const [entity, row] of kinds) {
      const others: Values[] = [
        ...Object.keys(entity.sets ?? {}).map((name) => ({ [`set/${name}/user/ann`]: 1 })),
        ...Object.keys(entity.lines ?? {}).map((name) => ({ [`line/${name}/0000000000000001`]: null })),
        ...Object.keys(entity.prose ?? {}).map((name) => ({ [`prose/${name}`]: null })),
        ...Object.keys(entity.fields).flatMap((name) => (facetOfPath(entity, name) === null ? [] : [{ [name]: null }])),
        { nothing: null },
      ];
      for (const values of others) expect(patchRow(entity, null, row, values)).toBeNull();
    }
  });
});
