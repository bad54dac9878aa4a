import type { CommitProblem } from "#workers/replica/api.ts";
import type { FileProblem } from "#workers/transfer/read-csv.ts";
import type { Refusal } from "#domain/protocol/down/answers.ts";
import type { Locale } from "#domain/schema/words.ts";
import type { MapFault } from "#domain/transfer/import-map.ts";
import type { PlanIssue } from "#domain/transfer/import-plan.ts";
import { commandWords } from "./words/words.ts";

const fill = (text: string, values: Readonly<Record<string, string | number | undefined>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));

const sentence = (locale: Locale, reason: string, limit?: string | number): string => {
  const reasons: Readonly<Record<string, string>> = commandWords(locale).reasons;
  return fill(reasons[reason] ?? reason, { limit });
};

const placed = (path: string | null | undefined, text: string): string => (path ? `${path}: ${text}` : text);

export const issueSentence = (locale: Locale, { reason, limit, text, column }: PlanIssue): string =>
  placed(column, `${sentence(locale, reason, limit)}${text === "" ? "" : ` ("${text.length > 60 ? `${text.slice(0, 59)}…` : text}")`}`);

/** Why this device did not take a change. */
export const commitSentence = (locale: Locale, problem: CommitProblem): string => {
  switch (problem.type) {
    case "Invalid":
      return placed(problem.path, sentence(locale, problem.reason, problem.limit));
    case "Denied":
      return placed(problem.path, sentence(locale, problem.reason, problem.right));
    case "StorageFailed":
      return fill(commandWords(locale).relay.storage, { problem: problem.problem });
    case "NotFetched":
      return fill(commandWords(locale).relay.storage, { problem: problem.type });
  }
};

/** Why the relay refused a change. */
export const refusalSentence = (locale: Locale, { code, reason, path }: Refusal): string => {
  const { tooLarge, notAccepted } = commandWords(locale).relay;
  if (code === "tooLarge") return placed(path, tooLarge);
  return placed(path, code === "denied" || code === "invalid" ? sentence(locale, reason) : fill(notAccepted, { code, reason }));
};

export const referredSentence = (locale: Locale): string => sentence(locale, "refersToRejected");

/** Why a file cannot be read, and what to do. */
export const fileSentence = (locale: Locale, problem: FileProblem): string => {
  const text = commandWords(locale).file[problem.code];
  if (problem.code === "tooLarge") return fill(text, { size: Math.ceil(problem.size / 1e6), limit: problem.limit / 1e6 });
  return fill(text, { ...problem });
};

export const mapSentence = (locale: Locale, { code, at, text }: MapFault): string =>
  `${at}${text === undefined ? "" : ` "${text}"`} ${commandWords(locale).map[code]}`;
