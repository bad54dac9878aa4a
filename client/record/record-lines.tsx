import { For, Show, type JSX } from "solid-js";
import { PlainLines } from "./plain-lines.tsx";
import { PricedLines } from "./priced-lines.tsx";
import { useRecord } from "./record-model.tsx";

/** The lists of lines of the record's definition, with prices or without. */
export const RecordLines = (): JSX.Element => {
  const { entity } = useRecord();
  return (
    <For each={Object.entries(entity.lines ?? {})}>
      {([list, { priced }]) => (
        <Show when={priced} fallback={<PlainLines list={list} />}>
          <PricedLines list={list} />
        </Show>
      )}
    </For>
  );
};
