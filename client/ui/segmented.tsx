import { createUniqueId, For, Show, type JSX } from "solid-js";
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

/** One of two to five views or modes, all in sight: the browser's own radio buttons under faces of ours. */
export const Segmented = (props: SegmentedProps): JSX.Element => {
  const name = createUniqueId();
  return (
    <div class="segmented" role="radiogroup" aria-label={props.label}>
      <For each={props.options}>
        {(option) => (
          <label class="segmented__item" title={props.compact ? option.label : undefined}>
            <input
              class="segmented__input"
              type="radio"
              name={name}
              value={option.id}
              checked={props.value === option.id}
              aria-label={option.label}
              onChange={() => props.onChange(option.id)}
            />
            <span class="segmented__face">
              <Show when={option.icon}>{(icon) => <Icon name={icon()} />}</Show>
              <Show when={!props.compact}>
                <span>{option.label}</span>
              </Show>
            </span>
          </label>
        )}
      </For>
    </div>
  );
};
