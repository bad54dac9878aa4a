import type { Day } from "#domain/clock.ts";
import { typedDay } from "./typed-day.ts";

/** A day and a time of day (`HH:MM`, 24 hours) on the clock of the device. */
export interface Moment {
  readonly day: Day;
  readonly time: string;
}

const NOON = 12;
const HALVES: Readonly<Record<string, number>> = { am: 0, 上午: 0, 오전: 0, pm: NOON, 下午: NOON, 오후: NOON };
const TIME = /(?:(上午|下午|오전|오후)\s*)?(?<![\d:])(\d{1,2})[:：](\d{2})\s*([ap]m)?$/i;

const two = (part: number): string => String(part).padStart(2, "0");

const timeOf = (hours: number, minutes: number, half: string | undefined): string | null => {
  const shift = half === undefined ? undefined : HALVES[half.toLowerCase()];
  if (minutes > 59 || hours > 23 || (shift !== undefined && (hours < 1 || hours > NOON))) return null;
  return `${two(shift === undefined ? hours : (hours % NOON) + shift)}:${two(minutes)}`;
};

/**
 * What a person typed into a field of day and time: any day that `typedDay` reads, with or without a time (`14:30`, `2:30 pm`,
 * `下午2:30`) after it. What is left out is taken from `known`. Null when it is neither.
 */
export const typedMoment = (typed: string, known: Moment, today: Day, dayFirst: boolean): Moment | null => {
  const text = typed.trim();
  const found = TIME.exec(text);
  if (!found) {
    const day = typedDay(text, today, dayFirst);
    return day === null ? null : { day, time: known.time };
  }
  const [, before, hours = "", minutes = "", after] = found;
  const time = timeOf(Number(hours), Number(minutes), before ?? after);
  const rest = text.slice(0, found.index).replace(/[\s,T]+$/, "");
  const day = rest === "" ? known.day : typedDay(rest, today, dayFirst);
  return time === null || day === null ? null : { day, time };
};
