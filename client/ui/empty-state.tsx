import { Show, type JSX } from "solid-js";
import "./empty-state.css";
import type { IconName } from "./icon-names.ts";
import { Icon } from "./icon.tsx";

export interface EmptyStateProps {
  readonly icon?: IconName;
  readonly title: string;
  readonly text?: string;
  /** The first step, as a button. */
  readonly children?: JSX.Element;
}

export const EmptyState = (props: EmptyStateProps): JSX.Element => (
  <div class="empty">
    <Show when={props.icon}>{(name) => <Icon name={name()} size={20} />}</Show>
    <p class="empty__title">{props.title}</p>
    <Show when={props.text}>
      <p class="empty__text">{props.text}</p>
    </Show>
    <div class="empty__step">{props.children}</div>
  </div>
);
