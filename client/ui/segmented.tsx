import { SegmentedControl as Kobalte } from "@kobalte/core/segmented-control";
import { For, Show, type JSX } from "solid-js";
import type { IconName } from "./icon-names.ts";
import { Icon } from "./icon.tsx";
import "./segmented.css";

export interface SegmentedProps {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly label: string; readonly icon?: IconName }[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  /** Icons only; the labels are read out. */
  readonly compact?: boolean;
}

/** One of two to five views or modes, all in sight. */
export const Segmented = (props: SegmentedProps): JSX.Element => (
  <Kobalte class="segmented" value={props.value} onChange={props.onChange} aria-label={props.label}>
    <For each={props.options}>
      {(option) => (
        <Kobalte.Item value={option.id} class="segmented__item">
          <Kobalte.ItemInput class="segmented__input" aria-label={option.label} />
          <Kobalte.ItemControl class="segmented__face" title={props.compact ? option.label : undefined}>
            <Show when={option.icon}>{(name) => <Icon name={name()} />}</Show>
            <Show when={!props.compact}>
              <span>{option.label}</span>
            </Show>
          </Kobalte.ItemControl>
        </Kobalte.Item>
      )}
    </For>
  </Kobalte>
);
