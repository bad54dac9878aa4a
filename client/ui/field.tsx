import { createEffect, createUniqueId, Show, type JSX } from "solid-js";
import { presenceColor } from "#client/theme/presence.ts";
import "./field.css";
import { glow } from "./glow.ts";

/** What every input takes, whatever it holds. */
export interface InputProps {
  /** Always read out; drawn unless `bare`. */
  readonly label: string;
  readonly bare?: boolean | undefined;
  /** Label to the left of the control instead of above it. */
  readonly beside?: boolean | undefined;
  /** No frame until hover or focus: for values that are edited where they stand. */
  readonly inline?: boolean | undefined;
  readonly hint?: string | undefined;
  /** Something to look at again; the value stands. */
  readonly notice?: string | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  readonly placeholder?: string | undefined;
  readonly autofocus?: boolean | undefined;
  readonly name?: string | undefined;
  /** The colleague who is in this field now. */
  readonly presence?: { readonly userId: string; readonly name: string } | undefined;
  /** The control glows once whenever this changes: pass a counter of remote changes. */
  readonly glow?: number | undefined;
  readonly onFocusIn?: (() => void) | undefined;
  readonly onFocusOut?: (() => void) | undefined;
}

/** Attributes for the element that takes the focus. */
export interface ControlAttributes {
  readonly id: string;
  readonly "aria-label": string | undefined;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": "true" | undefined;
  readonly "aria-required": "true" | undefined;
}

export interface FieldProps {
  readonly input: InputProps;
  /** Shown instead of the input's own error. */
  readonly wrong?: string | undefined;
  readonly children: (attributes: () => ControlAttributes) => JSX.Element;
}

export const Field = (props: FieldProps): JSX.Element => {
  const id = createUniqueId();
  const error = (): string | undefined => props.wrong ?? props.input.error;
  const hint = (): string | undefined => props.input.notice ?? props.input.hint;
  let control: HTMLDivElement | undefined;
  /* Traits that were spread together wake each other, so only another count glows. */
  createEffect<number | undefined>((before) => {
    const count = props.input.glow;
    if (control && before !== undefined && count !== before) glow(control);
    return count;
  });
  const attributes = (): ControlAttributes => ({
    id,
    "aria-label": props.input.bare ? props.input.label : undefined,
    "aria-describedby": error() ? `${id}-error` : hint() ? `${id}-hint` : undefined,
    "aria-invalid": error() ? "true" : undefined,
    "aria-required": props.input.required ? "true" : undefined,
  });
  return (
    <div
      class="field"
      data-bare={props.input.bare ? "" : undefined}
      data-beside={props.input.beside ? "" : undefined}
      data-inline={props.input.inline ? "" : undefined}
      data-presence={props.input.presence ? "" : undefined}
      style={props.input.presence ? { "--presence": presenceColor(props.input.presence.userId) } : {}}
      onFocusIn={() => props.input.onFocusIn?.()}
      onFocusOut={() => props.input.onFocusOut?.()}
    >
      <Show when={!props.input.bare}>
        <label class="field__label" for={id}>
          {props.input.label}
          <Show when={props.input.required}>
            <span class="field__must" aria-hidden="true">
              {" *"}
            </span>
          </Show>
        </label>
      </Show>
      <div class="field__control" ref={(element) => (control = element)}>
        {props.children(attributes)}
        <Show when={props.input.presence}>{(who) => <span class="field__who">{who().name}</span>}</Show>
      </div>
      <Show
        when={error()}
        fallback={
          <Show when={hint()}>
            <p class="field__hint" data-notice={props.input.notice ? "" : undefined} id={`${id}-hint`} role={props.input.notice ? "status" : undefined}>
              {hint()}
            </p>
          </Show>
        }
      >
        <p class="field__error" id={`${id}-error`} role="alert">
          {error()}
        </p>
      </Show>
    </div>
  );
};

/** What draws the frame around a control: on the element that holds it, or on the control itself. */
export interface FrameAttributes {
  readonly class: string;
  readonly "data-wrong": "true" | undefined;
  readonly "data-read": "" | undefined;
}

export const frameOf = (attributes: ControlAttributes, input: Pick<InputProps, "readOnly">, more?: string): FrameAttributes => ({
  class: more ? `input ${more}` : "input",
  "data-wrong": attributes["aria-invalid"],
  "data-read": input.readOnly ? "" : undefined,
});

/** Puts the focus into an element as soon as it is in the document, and selects what it holds. */
export const focusOnMount = (element: HTMLInputElement | HTMLTextAreaElement | HTMLElement, wanted: boolean | undefined): void => {
  if (!wanted) return;
  queueMicrotask(() => {
    element.focus();
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) element.select();
  });
};
