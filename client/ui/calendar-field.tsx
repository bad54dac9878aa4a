import { createSignal, Show, type JSX } from "solid-js";
import type { Day } from "#domain/clock.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Calendar } from "./calendar.tsx";
import type { Draft } from "./draft.ts";
import { Field, focusOnMount, frameOf, type InputProps } from "./field.tsx";
import { Floating } from "./floating.tsx";
import { Icon } from "./icon.tsx";

export interface CalendarFieldProps {
  readonly input: InputProps;
  /** The text as it is typed. */
  readonly draft: Draft;
  /** Said while the text is none that can be kept. */
  readonly wrongText: string;
  readonly day: Day | null;
  readonly onPick: (day: Day) => void;
}

/** A box to type a day into, and a calendar beside it: Alt-ArrowDown or the button opens it. */
export const CalendarField = (props: CalendarFieldProps): JSX.Element => {
  const { t } = useI18n();
  const [open, setOpen] = createSignal(false);
  let frame: HTMLDivElement | undefined;
  let input: HTMLInputElement | undefined;
  const close = (): void => {
    setOpen(false);
    input?.focus();
  };
  return (
    <Field input={props.input} wrong={props.draft.wrong() ? props.wrongText : undefined}>
      {(attributes) => (
        <div ref={(element) => (frame = element)} {...frameOf(attributes(), props.input)}>
          <input
            {...attributes()}
            ref={(element) => {
              input = element;
              focusOnMount(element, props.input.autofocus);
            }}
            name={props.input.name}
            value={props.draft.text()}
            placeholder={props.input.placeholder}
            readonly={props.input.readOnly}
            autocomplete="off"
            onInput={(event) => props.draft.type(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.altKey && event.key === "ArrowDown" && !props.input.readOnly) {
                event.preventDefault();
                setOpen(true);
                return;
              }
              props.draft.onKeyDown(event);
            }}
            onBlur={() => props.draft.keep()}
          />
          <Show when={!props.input.readOnly}>
            <button
              type="button"
              class="input__icon"
              tabindex={-1}
              aria-label={t("ui.openCalendar")}
              aria-expanded={open()}
              onClick={() => (open() ? close() : setOpen(true))}
            >
              <Icon name="calendar" />
            </button>
          </Show>
          <Show when={open()}>
            <Floating anchor={() => frame} onClose={() => setOpen(false)}>
              <Calendar
                value={props.day}
                onClose={close}
                onPick={(day) => {
                  props.draft.revert();
                  props.onPick(day);
                  close();
                }}
              />
            </Floating>
          </Show>
        </div>
      )}
    </Field>
  );
};
