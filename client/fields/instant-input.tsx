import type { JSX } from "solid-js";
import type { Instant } from "#domain/clock.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { typedMoment, type Moment } from "#client/i18n/typed-moment.ts";
import { CalendarField } from "#client/ui/calendar-field.tsx";
import { createDraft } from "#client/ui/draft.ts";
import type { InputProps } from "#client/ui/field.tsx";

export interface InstantInputProps extends InputProps {
  readonly value: Instant | null;
  readonly onCommit: (value: Instant | null) => void;
}

const two = (part: number): string => String(part).padStart(2, "0");

const momentOf = (at: Instant): Moment => {
  const date = new Date(at);
  const day = `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return { day, time: `${two(date.getHours())}:${two(date.getMinutes())}` };
};

const instantOf = ({ day, time }: Moment): Instant => new Date(`${day}T${time}`).getTime();

/** Day and time of day where the device is, typed (`22 Nov 14:30`) or the day picked. */
export const InstantInput = (props: InstantInputProps): JSX.Element => {
  const { t, formats, today, dayFirst, clock } = useI18n();
  const known = (): Moment => momentOf(props.value ?? clock.now());
  const draft = createDraft<Instant | null>({
    value: () => props.value,
    write: (value) => (value === null ? "" : `${formats().day(momentOf(value).day)} ${momentOf(value).time}`),
    read: (text) => {
      if (text.trim() === "") return null;
      const moment = typedMoment(text, known(), today(), dayFirst());
      return moment === null ? undefined : instantOf(moment);
    },
    commit: (value) => props.onCommit(value),
  });
  const pick = (day: string): void => {
    const at = instantOf({ day, time: known().time });
    if (at !== props.value) props.onCommit(at);
  };
  return <CalendarField input={props} draft={draft} wrongText={t("ui.notMoment")} day={props.value === null ? null : known().day} onPick={pick} />;
};
