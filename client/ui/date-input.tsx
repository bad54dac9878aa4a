import type { JSX } from "solid-js";
import type { Day } from "#domain/clock.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { typedDay } from "#client/i18n/typed-day.ts";
import { CalendarField } from "./calendar-field.tsx";
import { createDraft } from "./draft.ts";
import type { InputProps } from "./field.tsx";

export interface DateInputProps extends InputProps {
  readonly value: Day | null;
  readonly onCommit: (value: Day | null) => void;
}

/** A day, typed (`22 Nov`, `11月22日`, `+7`, `tomorrow`) or picked. */
export const DateInput = (props: DateInputProps): JSX.Element => {
  const { t, formats, today, dayFirst } = useI18n();
  const draft = createDraft<Day | null>({
    value: () => props.value,
    write: (value) => (value === null ? "" : formats().day(value)),
    read: (text) => (text.trim() === "" ? null : (typedDay(text, today(), dayFirst()) ?? undefined)),
    commit: props.onCommit,
  });
  const pick = (day: Day): void => {
    if (day !== props.value) props.onCommit(day);
  };
  return <CalendarField input={props} draft={draft} wrongText={t("ui.notDay")} day={props.value} onPick={pick} />;
};
