import type { Day } from "#domain/clock.ts";
import { findEntity } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { daysOfPeriod, unitOfPeriod } from "#domain/query/period.ts";
import type { DimensionColumn, Figure, GroupKey } from "#domain/reports/report.ts";
import type { Locale } from "#domain/schema/words.ts";
import type { I18n } from "#client/i18n/i18n.tsx";
import type { FigureKind } from "./sheet.ts";

/** What figures, measures, dimensions and their keys are called in the person's language. */
export interface ReportWords {
  readonly measure: (kind: string, id: string) => string;
  readonly dimension: (kind: string, id: string) => string;
  readonly key: (kind: string, dimension: DimensionColumn, key: GroupKey) => string;
  readonly period: (period: string) => string;
  readonly day: (day: Day) => string;
  /** `plain` leaves the currency out, for columns of amounts. */
  readonly figure: (kind: FigureKind, value: Figure, plain?: boolean) => string;
  /** Rounded, for axes. */
  readonly short: (kind: FigureKind, value: number) => string;
}

/** The words of each step of a path, and those of its options. */
const walk = (locale: Locale, kind: string, path: string): { readonly labels: readonly string[]; readonly options: Readonly<Record<string, string>> } => {
  const labels: string[] = [];
  let options: Readonly<Record<string, string>> = {};
  let entity = findEntity(kind);
  let list: string | null = null;
  for (const name of path.split(".")) {
    if (!entity) {
      if (name === "by") labels.push(wordsOf(locale, "user").one);
      continue;
    }
    const words = wordsOf(locale, entity.kind);
    if (list === null && entity.lines?.[name]) {
      list = name;
      continue;
    }
    labels.push((list === null ? words.fields[name] : words.lines?.[list]?.[name]) ?? name);
    options = words.options[name] ?? {};
    const field: { readonly kind: string; readonly to?: string } | undefined =
      list === null ? (entity.fields[name] ?? entity.sets?.[name]?.of) : entity.lines?.[list]?.fields[name];
    entity = field?.kind === "ref" && field.to ? findEntity(field.to) : undefined;
    list = null;
  }
  return { labels, options };
};

const NOTHING = "–";

const signed = (value: string, text: string): string => (value.startsWith("-") || Number(value) === 0 ? text : `+${text}`);

export const createReportWords = (
  i18n: Pick<I18n, "t" | "find" | "formats" | "locale">,
  titleOf: (record: string) => string | null,
  currency: () => string,
): ReportWords => {
  const { t, find, formats, locale } = i18n;
  const pathWords = (kind: string, path: string): string => walk(locale(), kind, path).labels.join(" › ");

  const period = (name: string): string => {
    const { from } = daysOfPeriod(name);
    const year = name.slice(0, 4);
    switch (unitOfPeriod(name)) {
      case "day":
        return formats().day(name);
      case "week":
        return t("report.week", { week: String(Number(name.slice(6))), year });
      case "month":
        return formats().day(from, "month");
      case "quarter":
        return t("report.quarter", { quarter: name.slice(6), year });
      case "year":
        return t("report.year", { year });
    }
  };

  return {
    period,
    day: (day) => formats().day(day),
    measure: (kind, id) => {
      const line = id.includes(".") ? find(`report.measure.${id.split(".").at(-1) ?? ""}`) : undefined;
      const [, aggregate, path] = /^(\w+)\((.+)\)$/.exec(id) ?? [];
      if (aggregate && path) return find(`report.aggregate.${aggregate}`, { field: pathWords(kind, path) }) ?? id;
      return line ?? (id === "count" ? t("report.measure.count", { kind: wordsOf(locale(), kind).many }) : find(`report.measure.${id}`)) ?? pathWords(kind, id);
    },
    dimension: (kind, id) => pathWords(kind, id.split(":", 1)[0] ?? id),
    key: (kind, dimension, key) => {
      if (key === null) return t("report.none");
      if (dimension.unit !== undefined) return period(key);
      if (dimension.kind === "ref" || dimension.kind === "mark") return titleOf(key) ?? t("report.hidden");
      return walk(locale(), kind, dimension.path).options[key] ?? key;
    },
    figure: (kind, value, plain = false) => {
      if (value === null) return NOTHING;
      switch (kind) {
        case "money": {
          if (!plain) return formats().money(value, currency());
          const { negative, digits } = formats().moneyParts(value, currency());
          return negative ? `−${digits}` : digits;
        }
        case "percent":
          return formats().percent(value, { min: 1, max: 1 });
        case "growth":
          return signed(value, formats().percent(value, { min: 1, max: 1 }));
        case "points":
          return t("report.points", { points: signed(value, formats().number(value, { min: 1, max: 1 })) });
        default:
          return formats().number(value);
      }
    },
    short: (kind, value) => {
      if (kind === "money") return formats().moneyShort(String(value), currency());
      return kind === "percent" ? formats().percent(value) : formats().number(value);
    },
  };
};
