import type { Day, Instant } from "#domain/clock.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { plainWidth } from "./normalise.ts";

/** Order of day, month and year in a column; `excel` is the number of days since 1899-12-30. */
export type DateOrder = "ymd" | "dmy" | "mdy" | "excel";
export const DATE_ORDERS: readonly DateOrder[] = ["ymd", "dmy", "mdy", "excel"];

export interface DateFault {
  /** notDay: no date at all. noSuchDay: a date that the calendar does not have. dayOrder: a date, but not in the column's order. */
  readonly reason: "notDay" | "noSuchDay" | "dayOrder";
}

interface Parts {
  readonly order: Exclude<DateOrder, "excel"> | "either";
  readonly numbers: readonly [number, number, number];
  readonly time: string;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const WRITTEN = /^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号일]?(.*)$/u;
const YEAR_FIRST = /^(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})\.?(?:[T\s]+(.*))?$/;
const YEAR_LAST = /^(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})\.?(?:[T\s,]+(.*))?$/;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})(?:[T\s]+(.*))?$/;
const DAY_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]([a-z]{3,9})\.?,?[\s-](\d{4})(?:[\s,]+(.*))?$/i;
const MONTH_DAY = /^([a-z]{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?:[\s,]+(.*))?$/i;

const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

/** Two-digit years are of 1950 to 2049. */
const fullYear = (text: string): number => {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
};

const partsOf = (text: string): Parts | null => {
  const plain = plainWidth(text).trim();
  const ymd = WRITTEN.exec(plain) ?? YEAR_FIRST.exec(plain) ?? COMPACT.exec(plain);
  if (ymd) return { order: "ymd", numbers: [Number(ymd[1]), Number(ymd[2]), Number(ymd[3])], time: ymd[4] ?? "" };
  const last = YEAR_LAST.exec(plain);
  if (last) return { order: "either", numbers: [Number(last[1]), Number(last[2]), fullYear(last[3] ?? "")], time: last[4] ?? "" };
  const dayMonth = DAY_MONTH.exec(plain);
  if (dayMonth) return named(dayMonth[3], dayMonth[2], dayMonth[1], dayMonth[4]);
  const monthDay = MONTH_DAY.exec(plain);
  return monthDay ? named(monthDay[3], monthDay[1], monthDay[2], monthDay[4]) : null;
};

const named = (year = "", month = "", day = "", time = ""): Parts | null =>
  monthOf(month) === 0 ? null : { order: "ymd", numbers: [Number(year), monthOf(month), Number(day)], time };

const TIME = /^(\p{L}*)\s*(\d{1,2})\s*[:시时點点]\s*(\d{1,2})?\s*(?:[:분分]\s*(\d{1,2})?\s*[초秒]?(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/iu;
const AFTERNOON = /^(오후|下午|pm|p\.m\.?)$/iu;
const MORNING = /^(오전|上午|am|a\.m\.?|)$/iu;

interface Time {
  readonly ms: number;
  /** Minutes east of UTC; null when the text does not say. */
  readonly offset: number | null;
}

const timeOf = (text: string): Time | null => {
  if (text.trim() === "") return { ms: 0, offset: null };
  const match = TIME.exec(text.trim());
  if (!match) return null;
  const [, before = "", hours = "", minutes = "0", seconds = "0", fraction = "", after = "", zone] = match;
  const noon = before || after;
  if (!AFTERNOON.test(noon) && !MORNING.test(noon)) return null;
  const given = Number(hours);
  const hour = noon === "" ? given : (given % 12) + (AFTERNOON.test(noon) ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const ms = ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Math.floor(Number(`0.${fraction || "0"}`) * 1000);
  return { ms, offset: zone === undefined ? null : zoneOf(zone) };
};

const zoneOf = (zone: string): number => {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  return match ? (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0;
};

const dayText = (year: number, month: number, day: number): Day =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

const excelDay = (text: string): Day | null => {
  const match = /^(\d{1,6})(?:\.\d+)?$/.exec(text.trim());
  const serial = match ? Number(match[1]) : 0;
  if (serial < 1 || serial > 2_958_465) return null;
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
};

interface Found {
  readonly day: Day;
  readonly time: Time;
}

const find = (text: string, order: DateOrder): Result<Found, DateFault> => {
  const serial = order === "excel" ? excelDay(text) : null;
  if (serial !== null) return ok({ day: serial, time: { ms: Math.round((Number(text) % 1) * 86_400) * 1000, offset: null } });
  const parts = partsOf(text);
  const time = parts ? timeOf(parts.time) : null;
  if (!parts || !time) return err({ reason: "notDay" });
  const [a, b, c] = parts.numbers;
  if (parts.order !== "either") return check(a, b, c, time);
  if (order !== "dmy" && order !== "mdy") return err({ reason: "dayOrder" });
  return order === "dmy" ? check(c, b, a, time, c, a, b) : check(c, a, b, time, c, b, a);
};

const exists = (year: number, month: number, day: number): boolean =>
  year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= (day <= 28 ? 28 : new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate());

/** A date that exists only in the other order is told apart from one that does not exist at all. */
const check = (year: number, month: number, day: number, time: Time, ...other: number[]): Result<Found, DateFault> => {
  if (exists(year, month, day)) return ok({ day: dayText(year, month, day), time });
  const [y = 0, m = 0, d = 0] = other;
  return err({ reason: exists(y, m, d) ? "dayOrder" : "noSuchDay" });
};

/** The calendar day that `text` names. A time of day behind it is left out. */
export const readDay = (text: string, order: DateOrder): Result<Day, DateFault> => {
  const found = find(text, order);
  return found.ok ? ok(found.value.day) : found;
};

/** The moment that `text` names; where it says no zone, it is a time at `offsetMinutes` east of UTC. */
export const readInstant = (text: string, order: DateOrder, offsetMinutes: number): Result<Instant, DateFault> => {
  const found = find(text, order);
  if (!found.ok) return found;
  const { day, time } = found.value;
  return ok(Date.parse(`${day}T00:00:00Z`) + time.ms - (time.offset ?? offsetMinutes) * 60_000);
};

export interface DateEvidence {
  readonly order: DateOrder;
  /** Both orders of day and month fit every value: the user should choose. */
  readonly ambiguous: boolean;
  /** Share of the values that are dates in this order. */
  readonly share: number;
  /** Some values carry a time of day. */
  readonly timed: boolean;
}

/** Decides the order for a column as a whole. `preferred` breaks the tie between day-month and month-day. */
export const dateEvidence = (values: readonly string[], preferred: "dmy" | "mdy" = "mdy"): DateEvidence | null => {
  let seen = 0;
  let fixed = 0;
  let either = 0;
  let dmy = 0;
  let mdy = 0;
  let timed = false;
  for (const value of values) {
    if (value.trim() === "") continue;
    seen++;
    const parts = partsOf(value);
    if (!parts || !timeOf(parts.time)) continue;
    timed ||= parts.time.trim() !== "";
    if (parts.order !== "either") {
      fixed++;
      continue;
    }
    either++;
    if (readDay(value, "dmy").ok) dmy++;
    if (readDay(value, "mdy").ok) mdy++;
  }
  if (fixed + either === 0) return null;
  if (either === 0) return { order: "ymd", ambiguous: false, share: fixed / seen, timed };
  const order = dmy === mdy ? preferred : dmy > mdy ? "dmy" : "mdy";
  return { order, ambiguous: dmy === mdy, share: (fixed + Math.max(dmy, mdy)) / seen, timed };
};
