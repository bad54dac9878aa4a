import { isCovered, type Cover } from "#domain/approval/content.ts";
import { contentHash } from "#domain/approval/content-hash.ts";
import { isHeld, likelyFlowFor, type Flow } from "#domain/approval/flow.ts";
import { flowNeeded } from "#domain/approval/flow-needed.ts";
import { isApprovalStep, lockOf, runOf, stateOf, type Run } from "#domain/approval/run.ts";
import { saidIn, saidPath, type Said } from "#domain/approval/said.ts";
import type { RecordId } from "#domain/id.ts";
import { hidesCovered, type Lens } from "#domain/policy/lens.ts";
import type { Change } from "#domain/record/change.ts";
import { isCompleted } from "#domain/record/completed.ts";
import { parsePath } from "#domain/record/path.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { LogEntry } from "#domain/schema/field.ts";
import { logOf, membersOf, textOf } from "#domain/schema/read.ts";

/** Why an approval does not allow a change. Each keys the sentence shown to people. */
export const APPROVAL_REASONS = ["inApproval", "approvedContent", "needsApproval", "stillHeld", "noFlow", "otherContent", "notAsked", "notRunning", "noApprover", "badDelegate", "notSubmitted", "saidEnough", "mayNotBringIn"] as const;
export type ApprovalReason = (typeof APPROVAL_REASONS)[number];

export interface ApprovalDenied {
  readonly reason: ApprovalReason | "relayOnly";
  readonly path?: string;
}

export interface Judged {
  readonly entity: Entity;
  readonly before: Row | null;
  readonly after: Row;
  readonly changes: readonly Pick<Change, "path" | "to">[];
  readonly person: RecordId;
  /** Whether the person may change the record itself. */
  readonly mayChange: boolean;
  /** Whether the person may draw flows, and so bring in what was settled before. */
  readonly administers: boolean;
  /** What the person does not see of the kind: about content with something of that in it they speak without a digest. */
  readonly lens?: Lens;
  /** Left out by who does not know them: then nothing is held back. */
  readonly flows?: readonly Flow[];
}

/** Whether the relay alone writes a path. */
export const isOfRelay = (entity: Entity, path: string): boolean => {
  const target = parsePath(entity, path);
  if (target?.at === "field") return target.field.relay === true;
  return target?.at === "member" && entity.sets?.[target.set]?.relay === true;
};

/** What somebody can write at most in one submission beside their decisions, and everybody together: comments, and with whom a decision is passed on. */
const MOST_WORDS = 10;
const MOST_COMMENTS = 50;

const isWordy = (entry: LogEntry): boolean => entry["does"] === "comment" || entry["does"] === "delegate";

/** Whether somebody has said as much as one submission takes. What waits on this device is of it. */
const hasSaidEnough = (row: Row, run: Run, { entry }: Said): boolean => {
  const said = logOf(row, "approvals").filter((one) => isWordy(one) && (one["run"] === run.id || !isCompleted(one)));
  if (said.filter(({ by }) => by === entry.by).length >= MOST_WORDS) return true;
  return entry["does"] === "comment" && said.filter(({ does }) => does === "comment").length >= MOST_COMMENTS;
};

/** Whether what somebody says fits the run as it stands. Who is asked, is judged by what the relay last wrote. */
const deniedSaying = ({ entity, before, after, person, mayChange, administers, flows, lens }: Judged, { key, entry }: Said): ApprovalReason | null => {
  const blind = (covers: readonly Cover[]): boolean => hidesCovered(lens, covers);
  if (entry["does"] === "bringIn") return before === null && administers && isHeld(entity, after) ? null : "mayNotBringIn";
  const state = before === null ? null : stateOf(before);
  const run = before === null ? null : runOf(before);
  if (entry["does"] === "comment") return before === null || run === null || state === null ? "notSubmitted" : hasSaidEnough(before, run, { key, entry }) ? "saidEnough" : null;
  if (entry["does"] === "submit") {
    if (state === "running") return "inApproval";
    if (state === "approved") return "approvedContent";
    if (!flows) return null;
    const flow = likelyFlowFor(flows, after, lens);
    if (!flow) return "noFlow";
    return blind(flow.covers) || entry["hash"] === contentHash(flow.covers, after) ? null : "otherContent";
  }
  if (before === null || run === null) return "notRunning";
  if (entry["run"] !== run.id || (!blind(run.covers) && entry["hash"] !== run.hash)) return "otherContent";
  if (entry["does"] === "withdraw") {
    if (state !== "running" && state !== "approved") return "notRunning";
    return run.by === person || mayChange ? null : "notAsked";
  }
  if (state !== "running") return "notRunning";
  // A device without all of the content has no digest of it; the relay always has.
  if (run.hash !== "" && contentHash(run.covers, after) !== run.hash) return "otherContent";
  if (!membersOf(before, "approvers").includes(person)) return "notAsked";
  if (entry["does"] !== "delegate") return null;
  const to = entry["to"];
  if (typeof to !== "string" || to === person || to === run.by || to === run.owner) return "badDelegate";
  return hasSaidEnough(before, run, { key, entry }) ? "saidEnough" : null;
};

/** Whether the record comes, by these changes, to where only approved ones may be, or stays there with other content than was approved. */
const isHeldBack = ({ entity, before, after, changes, flows }: Judged): boolean => {
  if (!flows || !isHeld(entity, after)) return false;
  const flow = flowNeeded(flows, after);
  if (!flow) return false;
  const stood = before !== null && isHeld(entity, before) && flowNeeded(flows, before) !== null;
  return !stood || changes.some(({ path }) => isCovered(flow.covers, path));
};

/** What approvals have against changes of a record's main document; null when nothing. The relay and the device ask the same. */
export const deniedByApproval = (judged: Judged): ApprovalDenied | null => {
  const { entity, before, changes } = judged;
  if (!entity.approvable) return null;
  const relays = changes.find(({ path }) => isOfRelay(entity, path));
  if (relays) return { reason: "relayOnly", path: relays.path };
  const lock = before === null ? null : lockOf(before);
  const locked = lock && changes.find(({ path }) => isCovered(lock.covers, path));
  if (locked) return { reason: before !== null && stateOf(before) === "running" ? "inApproval" : "approvedContent", path: locked.path };
  const said = saidIn(entity, changes);
  if (said.length > 1) return { reason: "notRunning" };
  for (const one of said) {
    if (!isApprovalStep(one.entry["does"])) return { reason: "notRunning" };
    if ("done" in one.entry || "state" in one.entry) return { reason: "relayOnly", path: saidPath(one.key) };
    const reason = deniedSaying(judged, one);
    if (reason) return { reason };
    // The content stays where only approved content may be: it goes back first.
    if (one.entry["does"] === "withdraw" && stateOf(judged.after) === "approved" && isHeld(entity, judged.after)) return { reason: "stillHeld", path: entity.approvable.holds?.field ?? "" };
  }
  if (said.some(({ entry }) => entry["does"] === "bringIn") || !isHeldBack(judged)) return null;
  const field = entity.approvable.holds?.field ?? "";
  const was = before === null ? null : textOf(before, field);
  return { reason: "needsApproval", path: was === textOf(judged.after, field) ? (changes[0]?.path ?? field) : field };
};
