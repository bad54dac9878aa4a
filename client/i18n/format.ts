import type { Day, Instant } from "#domain/clock.ts";
import { scaleOf, type Decimal } from "#domain/schema/decimal.ts";
import type { Locale } from "#domain/schema/words.ts";

export interface MoneyParts {
  readonly negative: boolean;
  /** `"¥"`, `"US$"`; empty when no currency was given. */
  readonly currency: string;
  /** Grouped digits without sign: `"1,234.50"`. */
  readonly digits: string;
  /** Whether the currency stands before the digits. */
  readonly before: boolean;
}

export interface NumberOptions {
  /** Places after the point: at least and at most. */
  readonly min?: number;
  readonly max?: number;
}

export type DayStyle = "short" | "long" | "month" | "compact";
export type InstantStyle = "short" | "time" | "long";

/**
 * How figures and dates are written in one language. Decimal strings are handed to Intl as strings, which it reads
 * exactly; they never become floating-point numbers.
 */
export interface Formats {
  readonly money: (value: Decimal, currency?: string) => string;
  /** `places`: at least so many after the point, in place of those that the currency has. */
  readonly moneyParts: (value: Decimal, currency?: string, places?: number) => MoneyParts;
  /** Rounded for axes and board columns: `¥1.2M`, `¥120万`. */
  readonly moneyShort: (value: Decimal, currency?: string) => string;
  readonly number: (value: Decimal | number, options?: NumberOptions) => string;
  /** Percent points: `"12.5"` is written `12.5%`. */
  readonly percent: (points: Decimal | number, options?: NumberOptions) => string;
  readonly day: (day: Day, style?: DayStyle) => string;
  /** Without the year where it is the year of today. */
  readonly nearDay: (day: Day, today: Day) => string;
  readonly instant: (at: Instant, style?: InstantStyle) => string;
  /** `3 minutes ago`, `yesterday`; after a week the date. */
  readonly ago: (at: Instant, now: Instant) => string;
  /** `A, B and C`. */
  readonly list: (items: readonly string[]) => string;
  /** A span of time in its largest whole unit, such as `3 hours`. */
  readonly lapse: (milliseconds: number) => string;
  readonly bytes: (size: number) => string;
  readonly compare: (a: string, b: string) => number;
}

const MINUS = "−";

const DAY_STYLES: Readonly<Record<Locale, Readonly<Record<DayStyle, Intl.DateTimeFormatOptions>>>> = {
  en: {
    short: { year: "numeric", month: "short", day: "numeric" },
    long: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
    month: { year: "numeric", month: "short" },
    compact: { month: "short", day: "numeric" },
  },
  "zh-CN": {
    short: { year: "numeric", month: "2-digit", day: "2-digit" },
    long: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
    month: { year: "numeric", month: "long" },
    compact: { month: "long", day: "numeric" },
  },
  ko: {
    short: { year: "numeric", month: "2-digit", day: "2-digit" },
    long: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
    month: { year: "numeric", month: "long" },
    compact: { month: "long", day: "numeric" },
  },
};

const CLOCK: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, milliseconds: number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

const numeric = (value: Decimal | number): Intl.StringNumericLiteral | number => value as Intl.StringNumericLiteral | number;

const keep = <T>(make: (key: string) => T): ((key: string) => T) => {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
};

const currencyOptions = (currency: string | undefined): Intl.NumberFormatOptions =>
  currency ? { style: "currency", currency, currencyDisplay: "narrowSymbol" } : {};

/** `region` is a full tag such as `en-GB` when the device has one for the language; dates follow it. */
export const createFormats = (locale: Locale, region: string = locale): Formats => {
  const plain = keep((places) => {
    const [min, max] = places.split("-").map(Number);
    return new Intl.NumberFormat(locale, { minimumFractionDigits: min ?? 0, maximumFractionDigits: max ?? 0 });
  });
  const moneyFormat = keep((key) => {
    const [currency = "", scale = "2", least = ""] = key.split("|");
    const base = new Intl.NumberFormat(locale, currencyOptions(currency)).resolvedOptions().minimumFractionDigits ?? 2;
    const min = least !== "" ? Number(least) : currency ? base : 2;
    return new Intl.NumberFormat(locale, {
      ...currencyOptions(currency),
      minimumFractionDigits: min,
      maximumFractionDigits: Math.min(Math.max(min, Number(scale)), 12),
    });
  });
  const shortMoney = keep(
    (currency) => new Intl.NumberFormat(locale, { ...currencyOptions(currency), notation: "compact", maximumFractionDigits: 1, minimumFractionDigits: 0 }),
  );
  const days = keep(
    (style) => new Intl.DateTimeFormat(locale === "en" ? region : locale, { ...DAY_STYLES[locale][style as DayStyle], timeZone: "UTC" }),
  );
  const clock = new Intl.DateTimeFormat(locale, CLOCK);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });
  const order = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });

  const moneyParts = (value: Decimal, currency?: string, places?: number): MoneyParts => {
    const parts = moneyFormat(`${currency ?? ""}|${scaleOf(value)}|${places ?? ""}`).formatToParts(numeric(value));
    const text = (types: readonly string[]): string =>
      parts.filter((part) => types.includes(part.type)).map((part) => part.value).join("");
    const at = parts.findIndex((part) => part.type === "currency");
    return {
      negative: parts.some((part) => part.type === "minusSign"),
      currency: text(["currency"]),
      digits: text(["integer", "group", "decimal", "fraction"]),
      before: at < 0 || at < parts.findIndex((part) => part.type === "integer"),
    };
  };

  const money = (value: Decimal, currency?: string): string => {
    const { negative, currency: symbol, digits, before } = moneyParts(value, currency);
    const gap = symbol.length > 1 ? "\u00a0" : "";
    const sign = negative ? MINUS : "";
    if (!symbol) return sign + digits;
    return before ? `${sign}${symbol}${gap}${digits}` : `${sign}${digits}${gap}${symbol}`;
  };

  const number = (value: Decimal | number, options: NumberOptions = {}): string => {
    const min = options.min ?? 0;
    const max = Math.max(options.max ?? 4, min);
    return plain(`${min}-${max}`).format(numeric(value)).replace("-", MINUS);
  };

  const day = (value: Day, style: DayStyle = "short"): string => days(style).format(Date.parse(`${value}T00:00:00Z`));

  const nearDay = (value: Day, today: Day): string => day(value, value.slice(0, 4) === today.slice(0, 4) ? "compact" : "short");

  const localDay = (at: Instant): Day => {
    const date = new Date(at);
    const two = (part: number): string => String(part).padStart(2, "0");
    return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  };

  const instant = (at: Instant, style: InstantStyle = "short"): string => {
    if (style === "time") return clock.format(at);
    return `${day(localDay(at), style === "long" ? "long" : "short")} ${clock.format(at)}`;
  };

  const ago = (at: Instant, now: Instant): string => {
    const past = now - at;
    if (Math.abs(past) < 60_000) return relative.format(0, "minute");
    if (Math.abs(past) > 7 * 86_400_000) return day(localDay(at));
    const [unit, size] = STEPS.find(([, step]) => Math.abs(past) >= step) ?? ["minute", 60_000];
    return relative.format(-Math.trunc(past / size), unit);
  };

  const lapse = (milliseconds: number): string => {
    const [unit, size] = STEPS.find(([, step]) => milliseconds >= step) ?? ["second", 1_000];
    return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 }).format(Math.max(1, Math.round(milliseconds / size)));
  };

  const bytes = (size: number): string => {
    const [unit, step] = size < 1e6 ? (["kilobyte", 1e3] as const) : size < 1e9 ? (["megabyte", 1e6] as const) : (["gigabyte", 1e9] as const);
    return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(size / step);
  };

  return {
    money,
    moneyParts,
    moneyShort: (value, currency = "") => shortMoney(currency).format(numeric(value)).replace("-", MINUS),
    number,
    percent: (points, options = {}) => `${number(points, { max: 2, ...options })}%`,
    day,
    nearDay,
    instant,
    ago,
    list: (items) => lists.format(items),
    lapse,
    bytes,
    compare: (a, b) => order.compare(a, b),
  };
};
