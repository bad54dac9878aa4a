import { generateDemo } from "#domain/demo/generate.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { kindOf } from "#domain/id.ts";
import { projectPaths } from "#domain/record/project.ts";
import type { Row } from "#domain/schema/entity.ts";

/** The moment that sample data ends at, so that a seed gives the same rows on any day. */
export const DEMO_NOW = Date.parse("2026-11-02T08:00:00Z");

/** `count` rows of one kind from as many sample companies as it takes; the same seed gives the same rows. */
export const demoRows = (kind: string, count: number, seed: number): readonly Row[] => {
  const rows = new Map<string, Row>();
  for (let round = 0; rows.size < count; round += 1) {
    for (const { id, values } of generateDemo({ seed: seed + round, now: DEMO_NOW })) {
      if (kindOf(id) === kind && rows.size < count) rows.set(id, projectPaths(entityOf(kind), id, Object.entries(values)));
    }
  }
  return [...rows.values()];
};
