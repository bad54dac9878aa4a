import { askableBy, askedAt, ledOf, type Parties } from "#domain/approval/approvers.ts";
import { flowFor, nodesFor, type Flow } from "#domain/approval/flow.ts";
import type { ApprovalReason } from "#domain/approval/rules.ts";
import { nodeOf, runOf, stateOf, type Run, type RunNode } from "#domain/approval/run.ts";
import type { Said } from "#domain/approval/said.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import type { Organisation } from "#domain/policy/organisation.ts";
import type { Values } from "#domain/record/change.ts";
import { memberPath } from "#domain/record/path.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { ApprovalState, Row } from "#domain/schema/entity.ts";
import type { FieldValue, LogEntry } from "#domain/schema/field.ts";
import { membersOf, numberOf, textOf } from "#domain/schema/read.ts";

/** How a run stands after something was said. */
export interface Standing {
  readonly state: ApprovalState;
  readonly run: Run;
}

const withNode = (run: Run, node: RunNode): Run => ({ ...run, nodes: run.nodes.map((old, index) => (index === run.at ? node : old)) });

/** Goes on over every step that needs nobody any more. Null: a step asks for people and there is nobody. */
const advance = (begun: Run, kind: string, organisation: Organisation): Standing | null => {
  let run = begun;
  for (let node = nodeOf(run); node; node = nodeOf(run)) {
    const asked = askedAt(node, run, kind, organisation);
    if (asked === null) return null;
    if (asked === "own") {
      run = { ...withNode(run, { ...node, asked: [], own: true }), at: run.at + 1 };
      continue;
    }
    // The content is the same: who has approved it in an earlier step is not asked again.
    const earlier = run.nodes.slice(0, run.at).flatMap(({ approved }) => approved);
    const approved = [...new Set([...node.approved, ...asked.filter((id) => earlier.includes(id))])];
    run = withNode(run, { ...node, asked, approved });
    const passed = node.everyone ? asked.every((id) => approved.includes(id)) : approved.length > 0;
    if (!passed) return { state: "running", run };
    run = { ...run, at: run.at + 1 };
  }
  return { state: "approved", run };
};

/** Who has to do with a submission. An owner of whom the company does not know counts as none. */
const partiesOf = (row: Row, by: RecordId, organisation: Organisation): Parties => {
  const owner = organisation.user(textOf(row, "owner") ?? "")?.id;
  return owner === undefined ? { by } : { by, owner };
};

const begin = (flow: Flow, row: Row, { key, entry }: Said, organisation: Organisation): Run => {
  const parties = partiesOf(row, entry.by, organisation);
  const led = ledOf(parties);
  return {
    id: key,
    flow: flow.id,
    name: flow.name,
    ...parties,
    hash: String(entry["hash"]),
    covers: flow.covers,
    at: 0,
    nodes: nodesFor(flow, row, numberOf(organisation.user(led) ?? { id: led }, "rank")).map(({ key, name, approvers, everyone }) => ({ key, name, approvers, everyone, asked: [], approved: [], delegated: {} })),
    said: [key],
  };
};

const canDecide = (id: RecordId, run: Run, kind: string, organisation: Organisation): boolean => {
  const user = organisation.user(id);
  return user !== undefined && askableBy(run, kind, organisation)(user);
};

const decided = (run: Run, kind: string, { entry }: Said, organisation: Organisation): Result<Standing, ApprovalReason> => {
  const node = nodeOf(run);
  const asked = node && askedAt(node, run, kind, organisation);
  if (!node || !Array.isArray(asked) || !asked.includes(entry.by)) return err("notAsked");
  if (entry["does"] === "reject") return ok({ state: "rejected", run: withNode(run, { ...node, asked }) });
  const to = entry["to"] as RecordId;
  if (entry["does"] === "delegate" && !canDecide(to, run, kind, organisation)) return err("badDelegate");
  const { [to]: _back, ...others } = node.delegated;
  const next: RunNode = entry["does"] === "delegate" ? { ...node, delegated: { ...others, [entry.by]: to } } : { ...node, approved: [...new Set([...node.approved, entry.by])] };
  const standing = advance(withNode(run, next), kind, organisation);
  return standing ? ok(standing) : err("noApprover");
};

/**
 * How the record's approval stands after what was said, which `deniedByApproval` has let through; null where saying it changes nothing.
 * Who may decide is judged by the organisation as it is now.
 */
export const nextStanding = (row: Row, said: Said, flows: readonly Flow[], organisation: Organisation): Result<Standing | null, ApprovalReason> => {
  const { entry, key } = said;
  const kind = kindOf(row.id);
  if (entry["does"] === "submit") {
    const flow = flowFor(flows, row);
    if (!flow) return err("noFlow");
    const standing = advance(begin(flow, row, said, organisation), kind, organisation);
    return standing ? ok(standing) : err("noApprover");
  }
  const run = runOf(row);
  const state = stateOf(row);
  if (!run || !state) return ok(null);
  const heard: Run = { ...run, said: [...run.said, key] };
  if (entry["does"] === "comment") return ok({ state, run: heard });
  if (entry["does"] === "withdraw") return ok({ state: "withdrawn", run: heard });
  return decided(heard, kind, said, organisation);
};

/** How a running approval stands in another organisation: others may be asked, or a step need nobody any more. Null: as before. */
export const resettled = (row: Row, organisation: Organisation): Standing | null => {
  const run = stateOf(row) === "running" ? runOf(row) : null;
  const standing = run && advance(run, kindOf(row.id), organisation);
  return standing && JSON.stringify(standing.run) !== JSON.stringify(run) ? standing : null;
};

const membership = (set: string, before: readonly string[], after: readonly string[]): readonly (readonly [string, FieldValue])[] => [
  ...before.filter((id) => !after.includes(id)).map((id) => [memberPath(set, id), null] as const),
  ...after.filter((id) => !before.includes(id)).map((id) => [memberPath(set, id), 1] as const),
];

/** What the relay writes of a standing: who is asked, and who was asked in this run and so goes on reading the record until it is withdrawn. */
export const standingValues = (row: Row, { state, run }: Standing, said: LogEntry | null): Values => {
  const node = nodeOf(run);
  const asked = state === "running" && node ? node.asked.filter((id) => !node.approved.includes(id)) : [];
  const begins = said?.["does"] === "submit";
  const before = [...membersOf(row, "formerApprovers"), ...membersOf(row, "approvers")];
  const former = begins || state === "withdrawn" ? [] : [...new Set(before)].filter((id) => !(asked as readonly string[]).includes(id));
  return {
    approval: state,
    approvalRun: JSON.stringify(run),
    ...Object.fromEntries([...membership("approvers", membersOf(row, "approvers"), asked), ...membership("formerApprovers", membersOf(row, "formerApprovers"), former)]),
  };
};
