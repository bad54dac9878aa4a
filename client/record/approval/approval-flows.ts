import { createMemo, type Accessor } from "solid-js";
import { flowsIn, type Flow } from "#domain/approval/flow.ts";
import { findEntity } from "#domain/entities/registry.ts";
import type { Query } from "#domain/query/query.ts";
import { createListView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";

const FLOWS: Query = { kind: "approvalFlow" };
const MOST = 500;

/** The approval flows that stand, as they are now; null until they are known. */
export const useFlows = (): Accessor<readonly Flow[] | null> => {
  const { api } = useReplica();
  const view = createListView(api, () => FLOWS, () => ["name"]);
  view.show(0, MOST);
  return createMemo(() => {
    const result = view.result();
    return result && flowsIn(result.rows, findEntity);
  });
};
