import { Tabs as Kobalte } from "@kobalte/core/tabs";
import { For, Show, type JSX } from "solid-js";
import "./tabs.css";

export interface TabItem {
  readonly id: string;
  readonly label: string;
  /** Quiet figure after the label. */
  readonly count?: number | undefined;
}

export interface TabsProps {
  readonly label: string;
  readonly items: readonly TabItem[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  /** Controls at the end of the tab line. */
  readonly end?: JSX.Element;
  /** What the chosen tab shows. Without it the tabs only choose, and the work below belongs to the caller. */
  readonly children?: (id: string) => JSX.Element;
}

export const Tabs = (props: TabsProps): JSX.Element => (
  <Kobalte class="tabs" value={props.value} onChange={props.onChange}>
    <div class="tabs__line">
      <Kobalte.List class="tabs__list" aria-label={props.label}>
        <For each={props.items}>
          {(item) => (
            <Kobalte.Trigger value={item.id} class="tabs__tab" aria-controls={props.children ? undefined : ""}>
              {item.label}
              <Show when={item.count !== undefined}>
                <span class="tabs__count">{item.count}</span>
              </Show>
            </Kobalte.Trigger>
          )}
        </For>
      </Kobalte.List>
      {props.end}
    </div>
    <Show when={props.children}>
      {(render) => (
        <For each={props.items}>
          {(item) => (
            <Kobalte.Content value={item.id} class="tabs__content">
              {render()(item.id)}
            </Kobalte.Content>
          )}
        </For>
      )}
    </Show>
  </Kobalte>
);
