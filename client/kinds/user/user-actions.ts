import { createSignal } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import type { Action } from "#client/actions/action.ts";
import { useRecord } from "#client/record/record-model.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";

/** The person whose records are being handed over. */
export const [handingOver, setHandingOver] = createSignal<RecordId | null>(null);

export const userActions = (): readonly Action[] => {
  const record = useRecord();
  const replica = useReplica();
  return [
    {
      id: "user.handOver",
      name: "handOver.action",
      group: "record",
      icon: "users",
      visible: () => replica.rights()?.rights.includes("admin") ?? false,
      perform: () => setHandingOver(record.id),
    },
  ];
};
