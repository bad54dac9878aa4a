import { approversIn } from "#domain/approval/approvers.ts";
import type { FlowProblem } from "#domain/approval/check.ts";
import type { LineRow } from "#domain/schema/entity.ts";
import { markOf, numberOf, textOf } from "#domain/schema/read.ts";
import type { I18n } from "#client/i18n/i18n.tsx";

type Words = Pick<I18n, "t" | "formats">;

/** When a submission comes to a step; `condition` is its condition in words. */
const whenOf = ({ t, formats }: Words, line: LineRow, condition: string | null): string => {
  const [from, to] = [numberOf(line, "rankFrom"), numberOf(line, "rankTo")];
  const ranks =
    from !== null && to !== null ? t("flow.when.ranks", { from, to }) : from !== null ? t("flow.when.rankFrom", { from }) : to !== null ? t("flow.when.rankTo", { to }) : null;
  const parts = [ranks, condition === null ? null : t("flow.when.record", { condition })].filter((part) => part !== null);
  return parts.length === 0 ? t("flow.when.always") : formats().list(parts);
};

/** A step in plain words. */
export const stepSentence = (words: Words, line: LineRow, nameOf: (approver: string) => string, condition: string | null): { readonly who: string; readonly when: string } => {
  const { t, formats } = words;
  const approvers = approversIn(textOf(line, "approvers")).map(nameOf);
  const who = formats().list(approvers);
  const when = whenOf(words, line, condition);
  if (approvers.length === 0) return { who: t("flow.says.nobody"), when };
  if (markOf(line, "everyone")) return { who: t("flow.says.all", { who }), when };
  return { who: t(approvers.length === 1 ? "flow.says.any" : "flow.says.many", { who }), when };
};

/** What names an approver, and what names a column of the kind. */
export interface ProblemNames {
  readonly approver: (approver: string) => string;
  readonly column: (name: string) => string;
}

export const problemWords = ({ t }: Pick<I18n, "t">, problem: FlowProblem, nameOf: ProblemNames): string => {
  const name = "approver" in problem ? nameOf.approver(problem.approver) : "column" in problem ? nameOf.column(problem.column) : "";
  return t(`flow.problem.${problem.reason}`, { number: "step" in problem ? problem.step : 0, name });
};
