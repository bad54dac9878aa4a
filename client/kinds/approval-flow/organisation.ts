import { createMemo, type Accessor } from "solid-js";
import { organisationOf, type Organisation } from "#domain/policy/organisation.ts";
import { createListView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";

const KINDS = ["user", "department", "role", "group"] as const;
const MOST = 5_000;

/** The people, departments, roles and groups of the company, as they are now. */
export const useOrganisation = (): Accessor<Organisation> => {
  const { api } = useReplica();
  const views = new Map<string, ReturnType<typeof createListView>>(KINDS.map((kind) => [kind, createListView(api, () => ({ kind }), () => ["name"])]));
  for (const view of views.values()) view.show(0, MOST);
  return createMemo(() => organisationOf((kind) => views.get(kind)?.result()?.rows ?? []));
};
