import { describe, expect, it } from "vitest";
import { generateDemo } from "#domain/demo/generate.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { kindOf } from "#domain/id.ts";
import { projectPaths } from "#domain/record/project.ts";
import { createSheafBuilder } from "#domain/record/sheaf-builder.ts";
import { rowOfSheaf } from "#workers/replica/sheaf-rows.ts";

describe("rows of a sheaf", () => {
  it("[F-16] are those that projecting each record gives, for records of every kind of the sample company", () => {
    const made = generateDemo({ seed: 5, now: 1_700_000_000_000 });
    const taken = [...new Set(made.map(({ id }) => kindOf(id)))].flatMap((kind) => made.filter(({ id }) => kindOf(id) === kind).slice(0, 60));
    const builder = createSheafBuilder();
    for (const { id, values } of taken) builder.add(id, Object.entries(values).filter(([, value]) => value !== null));
    const sheaf = builder.finish();
    expect(new Set(taken.map(({ id }) => kindOf(id))).size).toBeGreaterThan(10);
    for (const [at, { id, values }] of taken.entries()) expect(rowOfSheaf(sheaf, at)).toEqual(projectPaths(entityOf(kindOf(id)), id, Object.entries(values)));
  });
});
