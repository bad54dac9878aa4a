import { readFileSync } from "node:fs";
import type { Row } from "#domain/schema/entity.ts";
import { parseImportMap } from "#domain/transfer/import-map.ts";
import type { ImportPlan } from "#domain/transfer/import-plan.ts";
import { createPlanner } from "#domain/transfer/plan.ts";
import { planInput, rowsOfPlan, steadyKeys } from "#tests/unit/domain/transfer/planning.ts";
import { inspectCsv, readCsv } from "#workers/transfer/read-csv.ts";

export interface Importing {
  /** The records of the files imported so far, by kind. */
  readonly world: Readonly<Record<string, readonly Row[]>>;
  /** Imports `<name>.csv` by the map of that name. */
  readonly importFile: (name: string) => Promise<ImportPlan>;
}

/** Imports the files of `folder`, one after the other, into a world of their own. The folder ends with a slash. */
export const createImporting = (folder: string): Importing => {
  const world: Record<string, readonly Row[]> = {};
  const keys = steadyKeys();
  const importFile = async (name: string): Promise<ImportPlan> => {
    const file = new Blob([readFileSync(`${folder}${name}.csv`)]);
    const map = parseImportMap(readFileSync(new URL(`../../../fixtures/crm-maven/${name}.map.json`, import.meta.url), "utf8"));
    const found = await inspectCsv(file);
    if (!map.ok || !found.ok) throw new Error(JSON.stringify([map, found]));
    const planner = createPlanner(map.value, found.value.columns, planInput(world, { keys }));
    if (!planner.ok) throw new Error(JSON.stringify(planner.error));
    await readCsv(file, found.value.dialect, { onRows: (rows) => planner.value.add(rows) });
    const plan = planner.value.finish();
    for (const kind of new Set([...plan.references, ...plan.creates].map((record) => record.kind))) world[kind] = [...(world[kind] ?? []), ...rowsOfPlan(plan, kind)];
    return plan;
  };
  return { world, importFile };
};
