import type { Entity } from "#domain/schema/entity.ts";
import type { Locale } from "#domain/schema/words.ts";
import { headings as en } from "./en.ts";
import { headings as ko } from "./ko.ts";
import { headings as zhCN } from "./zh-CN.ts";

type ByField = Readonly<Record<string, readonly string[]>>;

/** Headings other than its label that import recognises for a field, by kind; under `common`, for fields of any kind. */
export type OtherHeadings = Readonly<Record<string, ByField>>;

const LANGUAGES: Readonly<Record<Locale, OtherHeadings>> = { en, "zh-CN": zhCN, ko };

/** The headings of one kind in one language, by field. */
export const otherHeadingsOf = (locale: Locale, { kind, fields, sets = {} }: Entity): ByField => {
  const { common = {}, [kind]: own = {} } = LANGUAGES[locale];
  const present = Object.entries(common).filter(([name]) => name in fields || name in sets);
  return { ...Object.fromEntries(present), ...own };
};
