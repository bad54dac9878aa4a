import { createMemo, createRoot, type Accessor } from "solid-js";
import { WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import { createRowView } from "#client/replica/live.ts";
import { useReplica, type Replica } from "#client/replica/replica-context.tsx";

const known = new WeakMap<Replica, Accessor<string>>();

/** ISO 4217 code of the workspace's currency. One subscription serves every amount on the screen. */
export const useCurrency = (): Accessor<string> => {
  const replica = useReplica();
  const present = known.get(replica);
  if (present) return present;
  const currency = createRoot(() => {
    const row = createRowView(replica.api, () => WORKSPACE);
    return createMemo(() => {
      const code = row()?.["currency"];
      return typeof code === "string" && /^[A-Z]{3}$/.test(code) ? code : "CNY";
    });
  });
  known.set(replica, currency);
  return currency;
};
