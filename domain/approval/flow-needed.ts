import { contentHash } from "#domain/approval/content-hash.ts";
import { likelyFlowFor, type Flow } from "#domain/approval/flow.ts";
import { lockOf, stateOf } from "#domain/approval/run.ts";
import type { Lens } from "#domain/policy/lens.ts";
import type { Row } from "#domain/schema/entity.ts";

/** Whether the content of a record stands approved by a flow. */
const isApprovedBy = ({ id }: Flow, row: Row): boolean => {
  const run = stateOf(row) === "approved" ? lockOf(row) : null;
  // Without a digest it is not for this device to compare: the content of an approved record is locked.
  return run !== null && run.flow === id && (run.hash === "" || run.hash === contentHash(run.covers, row));
};

/** The flow by which a record is still to be approved, as far as somebody with `lens` can tell; null where none asks for it. */
export const flowNeeded = (flows: readonly Flow[], row: Row, lens?: Lens): Flow | null => {
  const flow = likelyFlowFor(flows, row, lens);
  return flow === null || isApprovedBy(flow, row) ? null : flow;
};
