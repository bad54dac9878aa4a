import { isHeld, type Flow } from "#domain/approval/flow.ts";
import { flowNeeded } from "#domain/approval/flow-needed.ts";
import { saidPath } from "#domain/approval/said.ts";
import type { Speaker } from "#domain/approval/say.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { projectPaths } from "#domain/record/project.ts";
import type { ImportPlan, PlannedRecord } from "#domain/transfer/import-plan.ts";

/** Whether a new record would be held back: it is to come to where only approved ones may, and a flow asks for it. */
const isHeldBack = (record: Pick<PlannedRecord, "id" | "values">, flows: readonly Flow[]): boolean => {
  const { id } = record;
  const entity = entityOf(kindOf(id));
  const holds = entity.approvable?.holds;
  if (!holds) return false;
  const { values } = record;
  if (!holds.values.some((one) => one === values[holds.field])) return false;
  const row = projectPaths(entity, id as RecordId, Object.entries(values));
  return isHeld(entity, row) && flowNeeded(flows, row) !== null;
};

/** How many records of an import would be refused because they need approval first. */
export const heldBackIn = ({ creates }: Pick<ImportPlan, "creates">, flows: readonly Flow[]): number => (flows.length === 0 ? 0 : creates.filter((record) => isHeldBack(record, flows)).length);

/** The plan with the word that those records come in as they were settled elsewhere, which only an administrator can say of a new record. */
export const broughtIn = (plan: ImportPlan, flows: readonly Flow[], speaker: () => Speaker): ImportPlan => {
  const withWord = (record: PlannedRecord): PlannedRecord => {
    if (!isHeldBack(record, flows)) return record;
    const { me, now, key } = speaker();
    const said: Values = { [saidPath(key)]: { by: me, at: now, does: "bringIn" } };
    return { ...record, values: { ...record.values, ...said } };
  };
  return { ...plan, creates: plan.creates.map(withWord) };
};
