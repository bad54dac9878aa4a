import type { ApprovalState } from "#domain/schema/entity.ts";
import type { EntityWords, Locale } from "#domain/schema/words.ts";
import type { ApprovalFlowOwnWords } from "./approval-flow/words.ts";
import type { JobFunctionOwnWords } from "./job-function/words.ts";

/** What is called the same whatever the kind. */
interface CommonWords {
  /** Fields and sets that `defineEntity` adds to a definition. */
  readonly fields: Readonly<Record<string, string>>;
  /** Who and when of every line, and the amount that follows from quantity, price and discount. */
  readonly line: Readonly<Record<string, string>>;
  /** Who and when of every log entry. */
  readonly log: Readonly<Record<string, string>>;
  /** Details of claims, releases and assignments. */
  readonly moves: Readonly<Record<string, string>>;
  /** Of every kind that can be approved: how far it has come, and what was said. */
  readonly approval: Readonly<Record<ApprovalState, string>>;
  readonly approvals: Readonly<Record<string, string>>;
}

/** The words of one language, as one module of `words/` has them. */
export interface LanguageWords {
  readonly kinds: Readonly<Record<string, EntityWords>>;
  /** Their options are named after the other kinds. */
  readonly jobFunction: JobFunctionOwnWords;
  readonly approvalFlow: ApprovalFlowOwnWords;
  readonly common: CommonWords;
}

const languages = new Map<Locale, LanguageWords>();

/** Makes a language known. The page knows the one it speaks; `every-language.ts` knows all. */
export const learn = (locale: Locale, words: LanguageWords): void => {
  languages.set(locale, words);
};

/** Throws on a language that was not learnt. */
export const languageOf = (locale: Locale): LanguageWords => {
  const words = languages.get(locale);
  if (!words) throw new Error(`the words in ${locale} are not here`);
  return words;
};
