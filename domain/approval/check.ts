import { approversIn, deciders, peopleOf, type Approver } from "#domain/approval/approvers.ts";
import { flowsIn, unlockedBy } from "#domain/approval/flow.ts";
import type { RecordId } from "#domain/id.ts";
import type { Organisation } from "#domain/policy/organisation.ts";
import { parseCriteria } from "#domain/policy/sharing.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { linesOf, markOf, numberOf, textOf } from "#domain/schema/read.ts";

/** What is odd about a flow; each keys a sentence. `step` counts from 1. */
export type FlowProblem =
  | { readonly reason: "off" | "empty" | "condition" | "nothing" }
  | { readonly reason: "stepCondition" | "ranks" | "nobody"; readonly step: number }
  | { readonly reason: "unlocked"; readonly column: string }
  | { readonly reason: "gone"; readonly step: number; readonly approver: Approver };

const isBroken = (text: string | null, entity: Entity): boolean => text !== null && text.trim() !== "" && !parseCriteria(text, entity, true).ok;

/** Nobody: an owner of whom nothing follows. */
const ANYBODY = "user/anybody" as RecordId;

/** What somebody who draws a flow ought to look at. Every submission ends all the same: the rules find somebody, or pass the step. */
export const flowProblems = (row: Row, entity: Entity, organisation: Organisation): readonly FlowProblem[] => {
  const lines = linesOf(row, "nodes");
  const [flow] = flowsIn([{ ...row, disabled: null }], () => entity);
  const decides = deciders(entity.kind, organisation);
  const ofSteps = lines.flatMap((line, index): readonly FlowProblem[] => {
    const step = index + 1;
    const approvers = approversIn(textOf(line, "approvers"));
    const gone = approvers.filter((approver) => approver !== "lead" && peopleOf(approver, ANYBODY, organisation, decides).length === 0);
    const [from, to] = [numberOf(line, "rankFrom"), numberOf(line, "rankTo")];
    return [
      ...(isBroken(textOf(line, "condition"), entity) ? [{ reason: "stepCondition", step } as const] : []),
      ...(from !== null && to !== null && from > to ? [{ reason: "ranks", step } as const] : []),
      ...(approvers.length === 0 ? [{ reason: "nobody", step } as const] : []),
      ...gone.map((approver) => ({ reason: "gone", step, approver }) as const),
    ];
  });
  const conditions = [row, ...lines].map((from) => textOf(from, "condition"));
  const unlocked = new Set(conditions.flatMap((text) => (isBroken(text, entity) ? [] : unlockedBy(text, entity))));
  return [
    ...(markOf(row, "disabled") ? [{ reason: "off" } as const] : []),
    ...(lines.length === 0 ? [{ reason: "empty" } as const] : []),
    ...(isBroken(textOf(row, "condition"), entity) ? [{ reason: "condition" } as const] : []),
    ...(flow && flow.covers.length === 0 ? [{ reason: "nothing" } as const] : []),
    ...[...unlocked].map((column) => ({ reason: "unlocked", column }) as const),
    ...ofSteps,
  ];
};
