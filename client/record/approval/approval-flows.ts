import { createMemo, type Accessor } from "solid-js";
import { flowsIn, type Flow } from "#domain/approval/flow.ts";
import { findEntity } from "#client/replica/seen.ts";
import type { Query } from "#domain/query/query.ts";
import type { Row } from "#domain/schema/entity.ts";
import { createListView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";

const FLOWS: Query = { kind: "approvalFlow" };
const MOST = 500;

/** Every approval flow as it is drawn; null until they are known. */
export const useFlowRows = (): Accessor<readonly Row[] | null> => {
  const { api } = useReplica();
  const view = createListView(api, () => FLOWS, () => ["name", "place"]);
  view.show(0, MOST);
  return createMemo(() => view.result()?.rows ?? null);
};

/** The approval flows that stand, as they are now; null until they are known. */
export const useFlows = (): Accessor<readonly Flow[] | null> => {
  const rows = useFlowRows();
  return createMemo(() => {
    const known = rows();
    return known && flowsIn(known, findEntity);
  });
};
