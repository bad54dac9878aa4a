import { For, Show, type JSX } from "solid-js";
import "./figures.css";

export interface Figure {
  readonly label: string;
  readonly value: JSX.Element;
  /** Quiet words below it; empty while they are not known. */
  readonly note?: string | undefined;
}

/** A line of figures with their names, on top of what they sum up. */
export const Figures = (props: { readonly label: string; readonly figures: readonly Figure[] }): JSX.Element => (
  <dl class="figures" aria-label={props.label}>
    <For each={props.figures}>
      {(figure) => (
        <div class="figures__one">
          <dt>{figure.label}</dt>
          <dd>
            {figure.value}
            <Show when={figure.note !== undefined}>
              <span class="figures__note">{figure.note}</span>
            </Show>
          </dd>
        </div>
      )}
    </For>
  </dl>
);
