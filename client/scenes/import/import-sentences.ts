import type { I18n } from "#client/i18n/i18n.tsx";
import { problemSentence } from "#client/fields/sentences.ts";
import type { MapFault } from "#domain/transfer/import-map.ts";
import type { PlanIssue } from "#domain/transfer/import-plan.ts";
import type { CommitProblem } from "#workers/replica/api.ts";
import type { FileProblem } from "#workers/transfer/read-csv.ts";
import type { Encoding } from "#workers/transfer/decoder.ts";

type Words = Pick<I18n, "t" | "find" | "formats">;

export const encodingName = ({ t }: Pick<I18n, "t">, encoding: Encoding): string => t(`import.encoding.${encoding}`);

/** Why a file cannot be read, and what to do. */
export const fileSentence = (words: Words, problem: FileProblem): string => {
  const { t, formats } = words;
  switch (problem.code) {
    case "notText":
      return t(`import.file.notText.${problem.format}`);
    case "tooLarge":
      return t("import.file.tooLarge", { limit: formats().bytes(problem.limit), size: formats().bytes(problem.size) });
    case "tooManyRows":
    case "tooManyColumns":
      return t(`import.file.${problem.code}`, { limit: problem.limit, line: problem.line });
    case "undecodable":
      return t("import.file.undecodable", { encoding: encodingName(words, problem.encoding), line: problem.line });
    default:
      return t(`import.file.${problem.code}`);
  }
};

/** Why a map file cannot be used with this file. */
export const mapSentence = ({ t }: Words, fault: MapFault): string => t(`import.map.${fault.code}`, { at: fault.at, text: fault.text ?? "" });

/** What is wrong with a cell or a row. */
export const issueSentence = ({ t, find, formats }: Words, issue: Pick<PlanIssue, "reason" | "limit" | "text">): string => {
  const limit = issue.limit === undefined ? "" : typeof issue.limit === "number" ? formats().number(issue.limit) : issue.limit;
  return find(`import.issue.${issue.reason}`, { limit, text: issue.text }) ?? find(`invalid.${issue.reason}`, { limit }) ?? t("invalid.other");
};

/** Why a record was not written although its row fits. */
export const refusedSentence = (words: Words, problem: CommitProblem): string => problemSentence(words, problem);
