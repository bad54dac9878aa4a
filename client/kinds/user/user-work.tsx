import { Show, type JSX } from "solid-js";
import { RelatedLists } from "#client/record/general-work.tsx";
import { useRecord } from "#client/record/record-model.tsx";
import { HandOverPanel } from "./hand-over-panel.tsx";
import { handingOver, setHandingOver } from "./user-actions.ts";

export const UserWork = (): JSX.Element => {
  const record = useRecord();
  return (
    <>
      <RelatedLists />
      <Show when={handingOver() === record.id}>
        <HandOverPanel person={record.id} onClose={() => setHandingOver(null)} />
      </Show>
    </>
  );
};
