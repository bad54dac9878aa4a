import { Show, type JSX } from "solid-js";
import type { Tone } from "#domain/schema/field.ts";
import "./chip.css";
import { Icon } from "./icon.tsx";

export interface ChipProps {
  readonly label: string;
  /** What the colour means; without one the chip is neutral. */
  readonly tone?: Tone | undefined;
  readonly onRemove?: (() => void) | undefined;
  readonly removeLabel?: string | undefined;
}

/** A short word with a meaning: a stage, a category, a filter. */
export const Chip = (props: ChipProps): JSX.Element => (
  <span class="chip" data-tone={props.tone}>
    <span class="chip__label">{props.label}</span>
    <Show when={props.onRemove}>
      {(remove) => (
        <button type="button" class="chip__remove" aria-label={props.removeLabel ?? props.label} onClick={() => remove()()}>
          <Icon name="x" size={12} />
        </button>
      )}
    </Show>
  </span>
);

export interface OptionChipProps {
  /** Undefined draws nothing. */
  readonly option: { readonly id: string; readonly tone?: Tone } | undefined;
  readonly words: Readonly<Record<string, string>> | undefined;
}

/** The chip of an option of an entity's field, with its words in the user's language. */
export const OptionChip = (props: OptionChipProps): JSX.Element => (
  <Show when={props.option}>{(option) => <Chip label={props.words?.[option().id] ?? option().id} tone={option().tone} />}</Show>
);
