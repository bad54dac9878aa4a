import { For, Show, type JSX } from "solid-js";
import { ProseSection } from "#client/prose/prose-section.tsx";
import { PlainLines } from "./plain-lines.tsx";
import { PricedLines } from "./priced-lines.tsx";
import { useRecord } from "./record-model.tsx";
import { listedBeside, RelatedList } from "./related-list.tsx";

/** What belongs to a record of any kind, from its definition: long texts, lines, other records that name it. */
export const GeneralWork = (): JSX.Element => {
  const { entity } = useRecord();
  return (
    <>
      <For each={Object.keys(entity.prose ?? {})}>{(name) => <ProseSection name={name} />}</For>
      <For each={Object.entries(entity.lines ?? {})}>
        {([list, { priced }]) => (
          <Show when={priced} fallback={<PlainLines list={list} />}>
            <PricedLines list={list} />
          </Show>
        )}
      </For>
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
