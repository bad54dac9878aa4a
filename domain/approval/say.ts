import { contentHash } from "#domain/approval/content-hash.ts";
import { likelyFlowFor, type Flow } from "#domain/approval/flow.ts";
import { runOf, type ApprovalStep } from "#domain/approval/run.ts";
import type { Instant } from "#domain/clock.ts";
import type { Key, RecordId } from "#domain/id.ts";
import { hidesCovered, type Lens } from "#domain/policy/lens.ts";
import type { Values } from "#domain/record/change.ts";
import { logPath } from "#domain/record/path.ts";
import type { Row } from "#domain/schema/entity.ts";

/** What somebody wants to say in the approval of a record. `to`: the colleague to whom a decision is passed on. */
export interface Saying {
  readonly does: ApprovalStep;
  readonly note?: string | null;
  readonly to?: RecordId | null;
}

/** Who says it, when, and under which key of the log. */
export interface Speaker {
  readonly me: RecordId;
  readonly now: Instant;
  readonly key: Key;
}

/** The values that say it: about the content as this device sees it, without a digest of content that `lens` hides a part of. Null where no flow asks for a submission, or nothing was submitted. */
export const sayingValues = (row: Row, { does, note, to }: Saying, { me, now, key }: Speaker, flows: readonly Flow[], lens?: Lens): Values | null => {
  const common = { by: me, at: now, does, ...(note ? { note } : {}), ...(to ? { to } : {}) };
  const run = runOf(row);
  if (does === "submit") {
    const flow = likelyFlowFor(flows, row, lens);
    return flow && { [logPath("approvals", key)]: { ...common, ...(hidesCovered(lens, flow.covers) ? {} : { hash: contentHash(flow.covers, row) }) } };
  }
  if (does === "comment") return { [logPath("approvals", key)]: { ...common, ...(run ? { run: run.id } : {}) } };
  return run && { [logPath("approvals", key)]: { ...common, run: run.id, ...(run.hash === "" ? {} : { hash: run.hash }) } };
};
