import { contentHash } from "#domain/approval/content-hash.ts";
import { askableBy, askedAt, ledOf, type Parties } from "#domain/approval/approvers.ts";
import { flowFor, nodesFor, type Flow } from "#domain/approval/flow.ts";
import type { ApprovalReason } from "#domain/approval/rules.ts";
import { nodeOf, pendingIn, runOf, stateOf, type Run, type RunNode } from "#domain/approval/run.ts";
import { saidPath, type Said } from "#domain/approval/said.ts";
import type { Instant } from "#domain/clock.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import type { Organisation } from "#domain/policy/organisation.ts";
import type { Values } from "#domain/record/change.ts";
import { nextDone, type Completion } from "#domain/record/completed.ts";
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

/** Whether all who are asked must approve. Of those who stand in for the ones named, one is enough. */
const needsAll = ({ everyone }: RunNode, instead: string | undefined): boolean => everyone && instead === undefined;

/** Goes on over every step that needs nobody any more, and stands still where nobody can be asked: until somebody can, or it is withdrawn. */
const advance = (begun: Run, row: Row, organisation: Organisation): Standing => {
  let run = begun;
  const parties = partiesOf(row, run);
  for (let node = nodeOf(run); node; node = nodeOf(run)) {
    const { instead: _before, ...step } = node;
    const { people, instead } = askedAt(node, parties, kindOf(row.id), organisation, textOf(row, "owner"));
    if (instead === "own") {
      run = { ...withNode(run, { ...step, asked: [], own: true }), at: run.at + 1 };
      continue;
    }
    // The content is the same: who has approved it in an earlier step is not asked again.
    const earlier = run.nodes.slice(0, run.at).flatMap(({ approved }) => approved);
    const approved = [...new Set([...node.approved, ...people.filter((id) => earlier.includes(id))])];
    run = withNode(run, { ...step, asked: people, approved, ...(instead ? { instead } : {}) });
    const passed = needsAll(node, instead) ? people.every((id) => approved.includes(id)) : approved.length > 0;
    if (!passed) return { state: "running", run };
    run = { ...run, at: run.at + 1 };
  }
  return { state: "approved", run };
};

/** Who has to do with a run, by the record as it is now. */
const partiesOf = (row: Row, { by, owner }: Pick<Run, "by" | "owner">): Parties => {
  const holder = textOf(row, "owner") as RecordId | null;
  return { by, ...(owner === undefined ? {} : { owner }), had: [...(membersOf(row, "formerOwners") as readonly RecordId[]), ...(holder === null ? [] : [holder])] };
};

/** A submission before its first step. An owner of whom the company does not know counts as none. */
const begin = (flow: Flow, row: Row, { key, entry }: Said, organisation: Organisation): Run => {
  const owner = organisation.user(textOf(row, "owner") ?? "")?.id;
  const parties = { by: entry.by, ...(owner === undefined ? {} : { owner }) };
  const led = ledOf(parties);
  return {
    id: key,
    flow: flow.id,
    name: flow.name,
    ...parties,
    hash: contentHash(flow.covers, row),
    covers: flow.covers,
    at: 0,
    nodes: nodesFor(flow, row, numberOf(organisation.user(led) ?? { id: led }, "rank")).map(({ key, name, approvers, everyone }) => ({ key, name, approvers, everyone, asked: [], approved: [], delegated: {} })),
  };
};

const decided = (run: Run, row: Row, { entry }: Said, organisation: Organisation): Result<Standing, ApprovalReason> => {
  const node = nodeOf(run);
  const parties = partiesOf(row, run);
  const kind = kindOf(row.id);
  if (!node) return err("notAsked");
  const { people } = askedAt(node, parties, kind, organisation, textOf(row, "owner"));
  if (!people.includes(entry.by)) return err("notAsked");
  if (entry["does"] === "reject") return ok({ state: "rejected", run: withNode(run, { ...node, asked: people }) });
  const to = organisation.user(String(entry["to"] ?? ""));
  const delegates = entry["does"] === "delegate";
  if (delegates && (!to || !askableBy(parties, kind, organisation)(to))) return err("badDelegate");
  const next: RunNode = delegates && to ? { ...node, delegated: passing(node.delegated, entry.by, to.id) } : { ...node, approved: [...new Set([...node.approved, entry.by])] };
  return ok(advance(withNode(run, next), row, organisation));
};

/** Whoever is passed a decision has passed none on themselves any more. */
const passing = (before: RunNode["delegated"], from: RecordId, to: RecordId): RunNode["delegated"] => {
  const { [to]: _back, ...others } = before;
  return { ...others, [from]: to };
};

/**
 * How the record's approval stands after what was said, which `deniedByApproval` has let through; null where saying it changes nothing.
 * Who may decide is judged by the organisation and the record as they are now.
 */
export const nextStanding = (row: Row, said: Said, flows: readonly Flow[], organisation: Organisation): Result<Standing | null, ApprovalReason> => {
  const { entry } = said;
  if (entry["does"] === "submit") {
    const flow = flowFor(flows, row);
    if (!flow) return err("noFlow");
    const standing = advance(begin(flow, row, said, organisation), row, organisation);
    return nodeOf(standing.run)?.instead === "nobody" ? err("noApprover") : ok(standing);
  }
  const run = runOf(row);
  if (!run || entry["does"] === "comment") return ok(null);
  if (entry["does"] === "withdraw") return ok({ state: "withdrawn", run });
  return decided(run, row, said, organisation);
};

/** How a running approval stands in another organisation, or when the record is somebody else's: others may be asked, or a step need nobody any more. Null: as before. */
export const resettled = (row: Row, organisation: Organisation): Standing | null => {
  const run = stateOf(row) === "running" ? runOf(row) : null;
  const standing = run && advance(run, row, organisation);
  return standing && JSON.stringify(standing.run) !== JSON.stringify(run) ? standing : null;
};

/** What the relay completes somebody's word with: when, in which run, and what the approval stands at by it. */
export const completed = (row: Row, { key, entry }: Said, standing: Standing | null, now: Instant): Completion => {
  const run = entry["does"] === "submit" ? key : runOf(row)?.id;
  const state = standing?.state ?? stateOf(row);
  return {
    entry: { ...entry, ...(run === undefined ? {} : { run }), ...(state === null ? {} : { state }), done: nextDone(row, "approvals", now) },
    values: standing ? standingValues(row, standing, entry) : {},
  };
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
    ...Object.fromEntries([
      ...membership("approvers", membersOf(row, "approvers"), asked),
      ...membership("formerApprovers", membersOf(row, "formerApprovers"), former),
      ...(state === "approved" ? membership("formerOwners", membersOf(row, "formerOwners"), []) : []),
    ]),
  };
};

/** Entries that were taken before the relay completed any: it had settled them all by their keys. */
export const completedLate = (row: Row): Values => {
  let done = 0;
  return Object.fromEntries(
    pendingIn(row).map(({ key, ...entry }) => {
      done = nextDone(row, "approvals", Math.max(entry.at, done + 1));
      return [saidPath(key), { ...entry, ...(entry["does"] === "submit" ? { run: key } : {}), done }];
    }),
  );
};

const changesHands = (before: Row | null, after: Row): boolean => before !== null && textOf(before, "owner") !== textOf(after, "owner");

/** A record as approvals see it: whoever has just given it away had it. */
export const withHandover = (before: Row | null, after: Row): Row => {
  const owner = before && changesHands(before, after) ? textOf(before, "owner") : null;
  const former = membersOf(after, "formerOwners");
  return owner === null || former.includes(owner) ? after : { ...after, formerOwners: [...former, owner].sort() };
};

/** What the relay writes where a record has come into other hands: whose it was, until it is approved, and who is asked instead of who has it now. */
export const handoverValues = (before: Row | null, after: Row, organisation: Organisation): Values => {
  if (!changesHands(before, after)) return {};
  const row = withHandover(before, after);
  const standing = resettled(row, organisation);
  return { ...Object.fromEntries(membership("formerOwners", membersOf(after, "formerOwners"), membersOf(row, "formerOwners"))), ...(standing ? standingValues(row, standing, null) : {}) };
};
