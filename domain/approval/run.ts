import type { Instead } from "#domain/approval/approvers.ts";
import type { Cover } from "#domain/approval/content.ts";
import type { RecordId } from "#domain/id.ts";
import { completedIn, waitingIn } from "#domain/record/completed.ts";
import { APPROVAL_STATES, type ApprovalState, type LogRow, type Row } from "#domain/schema/entity.ts";
import { membersOf, textOf } from "#domain/schema/read.ts";

/** What somebody can say in an approval; `bringIn` only of a record that is made: it comes in as it was settled elsewhere. */
export const APPROVAL_STEPS = ["submit", "approve", "reject", "delegate", "withdraw", "comment", "bringIn"] as const;
export type ApprovalStep = (typeof APPROVAL_STEPS)[number];

export const isApprovalStep = (text: unknown): text is ApprovalStep => (APPROVAL_STEPS as readonly unknown[]).includes(text);

/** One step of a run, as the flow had it when the record was submitted. */
export interface RunNode {
  readonly key: string;
  readonly name: string;
  /** Who approves, as the flow names them. */
  readonly approvers: readonly string[];
  /** All of them, instead of any one. */
  readonly everyone: boolean;
  /** People whose decision it is now, or was when the step ended. */
  readonly asked: readonly RecordId[];
  readonly approved: readonly RecordId[];
  /** Who passed their decision on to whom. */
  readonly delegated: Readonly<Record<string, RecordId>>;
  /** Nobody but the submitter would have to approve: the step is passed. */
  readonly own?: true;
  /** Left out where those asked are those whom the step names. */
  readonly instead?: Instead;
}

/** One submission on its way through a flow. Later changes of the flow do not touch it. */
export interface Run {
  /** Key of the log entry that submitted the record. */
  readonly id: string;
  readonly flow: RecordId;
  readonly name: string;
  readonly by: RecordId;
  /** Whose record it was when it was submitted. Left out where nobody had it. */
  readonly owner?: RecordId;
  /** Of the covered content as it was submitted; that content stays locked while the run stands. */
  readonly hash: string;
  readonly covers: readonly Cover[];
  /** Index of the step it stands at; the number of steps once all are passed. */
  readonly at: number;
  readonly nodes: readonly RunNode[];
}

export const stateOf = (row: Row): ApprovalState | null => {
  const state = textOf(row, "approval");
  return (APPROVAL_STATES as readonly (string | null)[]).includes(state) ? (state as ApprovalState) : null;
};

const isRun = (value: unknown): value is Run => {
  const run = value as Partial<Run> | null;
  return typeof run === "object" && run !== null && typeof run.id === "string" && typeof run.hash === "string" && Array.isArray(run.covers) && Array.isArray(run.nodes) && typeof run.at === "number";
};

/** The last run of a record; null where there was none. */
export const runOf = (row: Row): Run | null => {
  try {
    const parsed: unknown = JSON.parse(textOf(row, "approvalRun") ?? "null");
    return isRun(parsed) ? parsed : null;
  } catch {
    return null;
  }
};

/** The run by which the record's covered content is locked; null where nothing is. */
export const lockOf = (row: Row): Run | null => {
  const state = stateOf(row);
  return state === "running" || state === "approved" ? runOf(row) : null;
};

/** Who was the last to approve; null where nobody has. */
export const lastApproverOf = (run: Run): RecordId | null => run.nodes.flatMap(({ approved }) => approved).at(-1) ?? null;

/** Who can neither decide nor be passed a decision, by the record: who submitted it, and whose it is, was then, or has been since it was last approved. */
export const barredFrom = (row: Row): readonly RecordId[] => {
  const run = runOf(row);
  const known = [run?.by, run?.owner, textOf(row, "owner"), ...membersOf(row, "formerOwners")];
  return [...new Set(known.flatMap((id) => (id ? [id as RecordId] : [])))];
};

/** The step that a running run stands at. */
export const nodeOf = (run: Run): RunNode | null => run.nodes[run.at] ?? null;

/** What was said on this device and the relay has not completed yet: it counts only once it has. */
export const pendingIn = (row: Row): readonly LogRow[] => waitingIn(row, "approvals");

/** What was said in the last run in the order in which it arrived, then what is pending. */
export const saidOf = (row: Row): readonly LogRow[] => {
  const run = runOf(row);
  return [...completedIn(row, "approvals").filter((entry) => entry["run"] === run?.id), ...pendingIn(row)];
};
