import type { Condition, FilterValue } from "#domain/schema/entity.ts";
import type { FieldKind } from "#domain/schema/field.ts";
import type { I18n } from "#client/i18n/i18n.tsx";
import type { MessageKey } from "#client/i18n/messages/en.ts";
import { isGroup, type FilterGroup, type FilterPart } from "./filter-tree.ts";
import type { ListField } from "./list-fields.ts";
import { listedValues } from "./operators.ts";

/** What the words of a filter are made from. */
export interface FilterWords {
  readonly i18n: Pick<I18n, "t" | "find" | "formats">;
  readonly fields: readonly ListField[];
  readonly nameOf: (record: string) => string;
  /** ISO 4217 code of amounts. */
  readonly currency: string;
}

const DATED: ReadonlySet<string> = new Set(["day", "instant", "mark"]);

/** What an operator is called for a kind of field. */
export const operatorWord = ({ t, find }: Pick<I18n, "t" | "find">, field: FieldKind, is: Condition["is"]): string => {
  const family = DATED.has(field.kind) ? "day." : "";
  const special = field.kind === "mark" ? find(`list.op.mark.${is}`) : undefined;
  return special ?? find(`list.op.${family}${is}`) ?? t(`list.op.${is}`);
};

const spanWords = ({ t }: Pick<I18n, "t">, days: number): string =>
  t(days < 0 ? "list.period.past" : "list.period.coming", { count: Math.abs(days) });

const relativeWords = ({ t }: Pick<I18n, "t">, days: number): string => {
  if (days === 0) return t("list.day.today");
  return t(days < 0 ? "list.day.agoCount" : "list.day.aheadCount", { count: Math.abs(days) });
};

/** The named periods that the builder offers, and the figures behind them. */
export const PERIODS: readonly { readonly key: MessageKey; readonly value: FilterValue }[] = [
  { key: "list.period.month0", value: { period: "month" } },
  { key: "list.period.month1", value: { period: "month", back: 1 } },
  { key: "list.period.monthNext", value: { period: "month", back: -1 } },
  { key: "list.period.quarter0", value: { period: "quarter" } },
  { key: "list.period.quarter1", value: { period: "quarter", back: 1 } },
  { key: "list.period.year0", value: { period: "year" } },
  { key: "list.period.year1", value: { period: "year", back: 1 } },
];

/** Two values that ask the same, such as a period with `back: 0` and one without. */
export const samePeriod = (a: FilterValue | undefined, b: FilterValue): boolean => {
  if (typeof a !== "object" || a === null || !("period" in a)) return false;
  return typeof b === "object" && b !== null && "period" in b && a.period === b.period && (a.back ?? 0) === (b.back ?? 0);
};

const oneWord = (words: FilterWords, field: ListField, value: string | number): string => {
  const { formats } = words.i18n;
  const text = String(value);
  switch (field.field.kind) {
    case "option":
      return field.options?.[text] ?? text;
    case "ref":
      return text === "me" ? words.i18n.t("list.filter.me") : words.nameOf(text);
    case "money":
      return text === "" ? "…" : formats().money(text, words.currency);
    case "percent":
      return text === "" ? "…" : formats().percent(text);
    case "decimal":
    case "integer":
      return text === "" ? "…" : formats().number(text);
    case "day":
    case "instant":
    case "mark":
      return /^\d{4}-\d\d-\d\d$/.test(text) ? formats().day(text) : text;
    case "text":
      return `“${text}”`;
  }
};

const valueWords = (words: FilterWords, field: ListField, { is, value }: Condition): string => {
  const { t, formats } = words.i18n;
  if (is === "empty" || is === "filled") return "";
  if (value === undefined || value === null || value === "") return "…";
  if (Array.isArray(value)) {
    const all = (is === "within" ? value : listedValues(value)).map((one) => oneWord(words, field, one));
    if (all.length === 0) return "…";
    return is === "within" ? all.join(" – ") : all.join(t("list.filter.or"));
  }
  if (typeof value === "object") {
    if ("days" in value) return is === "within" ? spanWords(words.i18n, value.days) : relativeWords(words.i18n, value.days);
    const named = PERIODS.find((period) => samePeriod(value as FilterValue, period.value));
    return named ? t(named.key) : formats().list([]);
  }
  return oneWord(words, field, value as string | number);
};

/** A condition as a short sentence: "Stage is Won or Lost". */
export const conditionWords = (words: FilterWords, condition: Condition): string => {
  const field = words.fields.find((known) => known.path === condition.field);
  if (!field) return condition.field;
  return [field.label, operatorWord(words.i18n, field.field, condition.is), valueWords(words, field, condition)].filter(Boolean).join(" ");
};

/** A group of more conditions than a chip has room for is counted. */
const SHOWN = 3;

/** A part of a filter as a short sentence. */
export const partWords = (words: FilterWords, part: FilterPart): string => {
  if (!isGroup(part)) return conditionWords(words, part);
  return groupWords(words, part);
};

const groupWords = (words: FilterWords, group: FilterGroup): string => {
  const { t } = words.i18n;
  const glue = t(group.join === "all" ? "list.filter.and" : "list.filter.or");
  const text = group.parts.length > SHOWN
    ? t("list.filter.group", { count: group.parts.length })
    : group.parts.map((part) => (isGroup(part) ? `(${partWords(words, part)})` : partWords(words, part))).join(glue);
  return group.join === "none" ? t("list.filter.not", { text }) : text;
};
