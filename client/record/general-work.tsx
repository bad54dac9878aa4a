import { For, Show, type JSX } from "solid-js";
import { ProseSection } from "#client/prose/prose-section.tsx";
import { RecordLines } from "./record-lines.tsx";
import { useRecord } from "./record-model.tsx";
import { listedBeside, RelatedList } from "./related-list.tsx";

/** What belongs to a record of any kind, from its definition: long texts, lines, other records that name it. */
export const GeneralWork = (): JSX.Element => {
  const { entity } = useRecord();
  return (
    <>
      <For each={Object.keys(entity.prose ?? {})}>{(name) => <ProseSection name={name} />}</For>
      <RecordLines />
      <RelatedLists />
    </>
  );
};

/** The related lists of the definition; follow-ups are told by the timeline. */
export const RelatedLists = (): JSX.Element => {
  const { entity } = useRecord();
  const lists = () => (entity.related ?? []).filter(listedBeside);
  return (
    <Show when={lists().length > 0}>
      <For each={lists()}>{(related) => <RelatedList related={related} />}</For>
    </Show>
  );
};
