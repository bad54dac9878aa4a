import { createSignal, Show, type JSX } from "solid-js";
import type { Day } from "#domain/clock.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { typedDay } from "#client/i18n/typed-day.ts";
import { Calendar } from "./calendar.tsx";
import { createDraft } from "./draft.ts";
import { Field, focusOnMount, type InputProps } from "./field.tsx";
import { Floating } from "./floating.tsx";
import { Icon } from "./icon.tsx";

export interface DateInputProps extends InputProps {
  readonly value: Day | null;
  readonly onCommit: (value: Day | null) => void;
}

/** Typed (`22 Nov`, `11月22日`, `+7`, `tomorrow`) or picked: Alt-ArrowDown or the button opens the calendar. */
export const DateInput = (props: DateInputProps): JSX.Element => {
  const { t, formats, today, dayFirst } = useI18n();
  const [open, setOpen] = createSignal(false);
  let frame: HTMLDivElement | undefined;
  let input: HTMLInputElement | undefined;
  const draft = createDraft<Day | null>({
    value: () => props.value,
    write: (value) => (value === null ? "" : formats().day(value)),
    read: (text) => (text.trim() === "" ? null : (typedDay(text, today(), dayFirst()) ?? undefined)),
    commit: props.onCommit,
  });
  const close = (): void => {
    setOpen(false);
    input?.focus();
  };
  return (
    <Field input={props} wrong={draft.wrong() ? t("ui.notDay") : undefined}>
      {(attributes) => (
        <div
          ref={(element) => (frame = element)}
          class="input"
          data-wrong={attributes()["aria-invalid"]}
          data-read={props.readOnly ? "" : undefined}
        >
          <input
            {...attributes()}
            ref={(element) => {
              input = element;
              focusOnMount(element, props.autofocus);
            }}
            name={props.name}
            value={draft.text()}
            placeholder={props.placeholder}
            readonly={props.readOnly}
            autocomplete="off"
            onInput={(event) => draft.type(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.altKey && event.key === "ArrowDown" && !props.readOnly) {
                event.preventDefault();
                setOpen(true);
                return;
              }
              draft.onKeyDown(event);
            }}
            onBlur={() => draft.keep()}
          />
          <Show when={!props.readOnly}>
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
                value={props.value}
                onClose={close}
                onPick={(day) => {
                  draft.revert();
                  if (day !== props.value) props.onCommit(day);
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
