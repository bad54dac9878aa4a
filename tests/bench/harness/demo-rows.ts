import { generateDemo } from "#domain/demo/generate.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { kindOf } from "#domain/id.ts";
import { projectPaths } from "#domain/record/project.ts";
import type { Row } from "#domain/schema/entity.ts";

/** The moment that sample data ends at, so that a seed gives the same rows on any day. */
export const DEMO_NOW = Date.parse("2026-11-02T08:00:00Z");

/** Making a company costs more than most of what is measured on it. */
const MOST_COMPANIES = 3;

const companyRows = (kind: string, seed: number): readonly Row[] =>
  generateDemo({ seed, now: DEMO_NOW }).flatMap(({ id, values }) => (kindOf(id) === kind ? [projectPaths(entityOf(kind), id, Object.entries(values))] : []));

/** `count` rows of one kind from up to three sample companies, then copies of them as records of their own; the same seed gives the same rows. */
export const demoRows = (kind: string, count: number, seed: number): readonly Row[] => {
  const rows = new Map<string, Row>();
  for (let round = 0; round < MOST_COMPANIES && rows.size < count; round += 1) {
    for (const row of companyRows(kind, seed + round)) rows.set(row.id, row);
  }
  const made = [...rows.values()];
  return Array.from({ length: count }, (_, at) => {
    const row = made[at % made.length] as Row;
    return at < made.length ? row : { ...row, id: `${row.id}x${Math.floor(at / made.length)}` as Row["id"] };
  });
};
