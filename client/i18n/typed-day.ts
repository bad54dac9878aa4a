import { isDay, type Day } from "#domain/clock.ts";

const WORDS: Readonly<Record<string, number>> = {
  today: 0,
  tomorrow: 1,
  yesterday: -1,
  今天: 0,
  明天: 1,
  后天: 2,
  昨天: -1,
  오늘: 0,
  내일: 1,
  모레: 2,
  어제: -1,
};

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const build = (year: number, month: number, date: number): Day | null => {
  const full = year < 100 ? 2000 + year : year;
  const day = `${String(full).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
  return isDay(day) ? day : null;
};

/**
 * What a person typed into a date field: `2026-11-22`, `20261122`, `22 Nov`, `Nov 22 2026`, `11月22日`, `11. 22.`, `11/22`,
 * `today`, `+7`. `dayFirst` decides `5/6`. Without a year it is this year. Null when it is no day of the calendar.
 */
export const typedDay = (typed: string, today: Day, dayFirst: boolean): Day | null => {
  const text = typed.trim().toLowerCase();
  const word = WORDS[text];
  if (word !== undefined) return addDays(today, word);
  if (/^[+-]\d{1,4}$/.test(text)) return addDays(today, Number(text));
  if (/^\d{8}$/.test(text)) return build(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)));
  const thisYear = Number(today.slice(0, 4));
  const named = /[a-z]{3,}/.exec(text);
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  const [first, second, third] = numbers;
  if (first === undefined) return null;
  if (named) {
    const month = MONTHS.indexOf(named[0].slice(0, 3)) + 1;
    return month > 0 ? build(second ?? thisYear, month, first) : null;
  }
  if (second === undefined) return null;
  if (/^\d{4}/.test(text)) return third === undefined ? null : build(first, second, third);
  const [month, date] = dayFirst ? [second, first] : [first, second];
  return build(third ?? thisYear, month, date);
};
