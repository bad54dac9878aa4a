import { Show, type JSX } from "solid-js";

export interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly note?: string | undefined;
  /** Buttons at the end of the heading. */
  readonly end?: JSX.Element;
  readonly children: JSX.Element;
}

/** One step of the wizard. */
export const Step = (props: StepProps): JSX.Element => (
  <section class="import-step" aria-label={props.title}>
    <header class="import-step__head">
      <h2>
        <span class="import-step__number" aria-hidden="true">
          {props.number}
        </span>
        {props.title}
      </h2>
      <Show when={props.note}>
        <p class="import-step__note">{props.note}</p>
      </Show>
      <div class="import-step__end">{props.end}</div>
    </header>
    {props.children}
  </section>
);
