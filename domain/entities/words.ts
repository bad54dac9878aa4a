import type { EntityWords, Locale } from "#domain/schema/words.ts";
import { approvalFlowWords } from "./approval-flow/words.ts";
import { jobFunctionWords } from "./job-function/words.ts";
import { languageOf } from "./language-words.ts";
import { entityOf } from "./registry.ts";

const membersOfSet = (kind: string, set: string): readonly string[] => {
  const of = entityOf(kind).sets?.[set]?.of;
  return of?.kind === "option" ? of.options.map(({ id }) => id) : [];
};

const writtenFor = (locale: Locale, kind: string): EntityWords | undefined => {
  const { kinds, jobFunction, approvalFlow } = languageOf(locale);
  if (kind === "jobFunction") return jobFunctionWords(jobFunction, kinds, { readOnly: membersOfSet(kind, "readOnly"), hidden: membersOfSet(kind, "hidden") });
  return kind === "approvalFlow" ? approvalFlowWords(approvalFlow, kinds, membersOfSet(kind, "covers")) : kinds[kind];
};

/** The words written for a kind itself, without those every record shares. Throws on a kind that has none. */
export const ownWordsOf = (locale: Locale, kind: string): EntityWords => {
  const words = writtenFor(locale, kind);
  if (!words) throw new Error(`no words for the kind ${kind}`);
  return words;
};

const pick = <V>(from: Readonly<Record<string, V>>, present: (name: string) => boolean): Record<string, V> =>
  Object.fromEntries(Object.entries(from).filter(([name]) => present(name)));

const complete = (locale: Locale, kind: string): EntityWords => {
  const own = ownWordsOf(locale, kind);
  const { common } = languageOf(locale);
  const { fields, sets = {}, lines = {}, logs = {} } = entityOf(kind);
  const present = (name: string) => name in fields || name in sets || name in logs;
  const parts = Object.entries(own.lines ?? {}).map(([list, labels]) => {
    const shared = list in logs ? common.log : pick(common.line, (name) => name !== "amount" || lines[list]?.priced === true);
    return [list, { ...shared, ...labels }];
  });
  const approvable = entityOf(kind).approvable !== undefined;
  return {
    ...own,
    fields: { ...pick(common.fields, present), ...own.fields },
    ...(approvable ? { options: { ...own.options, approval: common.approval } } : {}),
    lines: { ...Object.fromEntries(parts), ...(approvable ? { approvals: { ...common.log, ...common.approvals } } : {}), ...("moves" in logs ? { moves: { ...common.log, ...common.moves } } : {}) },
  };
};

const completed = new Map<string, EntityWords>();

/**
 * What a kind of record and all its parts are called, with the fields that every record has (`owner`, `sharedWith`,
 * `created`, `deleted`), `added` and `amount` of lines, `by` and `at` of log entries. Throws on an unknown kind.
 */
export const wordsOf = (locale: Locale, kind: string): EntityWords => {
  const key = `${locale} ${kind}`;
  const known = completed.get(key);
  if (known) return known;
  const words = complete(locale, kind);
  completed.set(key, words);
  return words;
};
