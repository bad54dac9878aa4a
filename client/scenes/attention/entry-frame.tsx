import { Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { IconName } from "#client/ui/icon-names.ts";
import { Icon } from "#client/ui/icon.tsx";

export interface EntryFrameProps {
  readonly icon: IconName;
  readonly why: string;
  /** Since when it lies there, ms. */
  readonly at: number | null;
  /** Why the last answer was not taken. */
  readonly problem: string | null;
  readonly actions: JSX.Element;
  readonly children: JSX.Element;
  readonly ref?: (element: HTMLLIElement) => void;
}

/** One entry of the tray: why it is there and since when, what it is about, and what can be done. */
export const EntryFrame = (props: EntryFrameProps): JSX.Element => {
  const { formats, clock } = useI18n();
  return (
    <li class="attention-entry" ref={(element) => props.ref?.(element)}>
      <div class="attention-entry__why">
        <Icon name={props.icon} />
        <p dir="auto">{props.why}</p>
        <Show when={props.at}>
          {(at) => (
            <time class="quiet" title={formats().instant(at(), "long")}>
              {formats().ago(at(), clock.now())}
            </time>
          )}
        </Show>
      </div>
      {props.children}
      <Show when={props.problem}>
        {(sentence) => (
          <p class="attention-entry__problem" role="alert">
            {sentence()}
          </p>
        )}
      </Show>
      <div class="attention-entry__actions">{props.actions}</div>
    </li>
  );
};

/** Words that somebody wrote, as they were written. */
export const EntryText = (props: { readonly text: string | null }): JSX.Element => (
  <Show when={props.text}>
    {(text) => (
      <blockquote class="attention-entry__text" dir="auto">
        {text()}
      </blockquote>
    )}
  </Show>
);
