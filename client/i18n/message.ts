import type { Locale } from "#domain/schema/words.ts";

/**
 * Words with `{name}` placeholders; a plural picks its form by the parameter `count`. `{name:inside}` is for the name of a thing that
 * does not begin the sentence: it starts with a small letter.
 */
export type Message = string | PluralMessage;

export interface PluralMessage {
  readonly zero?: string;
  readonly one?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** The shape that another language's catalog must have: the same keys, words of its own. */
export type Same<T> = { readonly [Key in keyof T]: Message };

/** Numbers are written in the user's digits and grouping; pass years and codes as strings. */
export type Params = Readonly<Record<string, string | number>>;

/** `zero` is taken for a count of 0 in every language, the other forms follow the language's plural rules. */
const formOf = (message: PluralMessage, rules: Intl.PluralRules, count: number): string => {
  if (count === 0 && message.zero !== undefined) return message.zero;
  const form = rules.select(count);
  if (form === "two") return message.other;
  return message[form] ?? message.other;
};

export type Fill = (message: Message, params?: Params) => string;

/** Fills messages of one language. A placeholder without a parameter stays visible, so that it is noticed. */
export const createFill = (locale: Locale): Fill => {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  return (message, params) => {
    const count = params?.["count"];
    const text = typeof message === "string" ? message : formOf(message, rules, typeof count === "number" ? count : Number(count ?? 0));
    if (!params) return text;
    return text.replace(/\{(\w+)(:inside)?\}/g, (whole, name: string, inside: string | undefined) => {
      const value = params[name];
      if (value === undefined) return whole;
      if (typeof value === "number") return numbers.format(value);
      return inside ? value.charAt(0).toLocaleLowerCase(locale) + value.slice(1) : value;
    });
  };
};
