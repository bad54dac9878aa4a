import type { I18n } from "#client/i18n/i18n.tsx";
import type { Denied } from "#domain/policy/write.ts";
import type { Invalid } from "#domain/schema/validate.ts";
import type { CommitProblem } from "#workers/replica/api.ts";

type Words = Pick<I18n, "t" | "find" | "formats">;

/** The sentence at a field whose value does not fit. */
export const invalidSentence = ({ t, find, formats }: Words, invalid: { readonly reason: string; readonly limit?: string | number }): string => {
  const limit = invalid.limit === undefined ? "" : formats().number(invalid.limit);
  return find(`invalid.${invalid.reason}`, { limit }) ?? t("invalid.other");
};

/** Why a person may not make a change. */
export const deniedSentence = ({ t, find }: Words, denied: { readonly reason: string; readonly right?: string }): string => {
  const right = denied.right === undefined ? "" : (find(`right.${denied.right}`) ?? denied.right);
  return find(`denied.${denied.reason}`, { right }) ?? t("denied.other");
};

/** What stands at the field or in the notice when a commit fails; always says that what was typed is still there. */
export const problemSentence = (words: Words, problem: CommitProblem): string => {
  switch (problem.type) {
    case "Invalid":
      return invalidSentence(words, problem);
    case "Denied":
      return deniedSentence(words, problem satisfies Denied);
    case "StorageFailed":
      return words.t(`storage.${problem.problem}`);
    case "NotFetched":
      return words.t("storage.notFetched");
  }
};

export type FieldProblem = Invalid | CommitProblem;
