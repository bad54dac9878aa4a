import { saveFile } from "#client/charts/save-file.ts";
import type { I18n } from "#client/i18n/i18n.tsx";
import type { PlanIssue } from "#domain/transfer/import-plan.ts";
import type { RefusedRecord } from "#workers/transfer/import-run.ts";
import type { ImportSession } from "#client/transfer/import-session.ts";
import { issueSentence, refusedSentence } from "./import-sentences.ts";

/** The row that a refused record came from, in the form of an issue; its sentence is given beside it. */
const asIssue = (line: number): PlanIssue => ({ level: "error", line, column: null, to: null, reason: "fixed", text: "" });

/** Offers the rows that were left out as a file, each with the reasons. Corrected, it can be imported again. */
export const saveRejected = async (session: ImportSession, words: Pick<I18n, "t" | "find" | "formats">, refused: readonly RefusedRecord[]): Promise<void> => {
  const importer = await session.importer();
  const errors = await importer.errors();
  const later = refused.flatMap(({ lines, problem }) => lines.map((line) => ({ issue: asIssue(line), reason: refusedSentence(words, problem) })));
  const all = [
    ...errors.map((issue) => ({ issue, reason: issue.column === null ? issueSentence(words, issue) : `${issue.column}: ${issueSentence(words, issue)}` })),
    ...later,
  ];
  const file = await importer.exportRejected({
    columns: session.inspection()?.columns ?? [],
    issues: all.map(({ issue }) => issue),
    heading: words.t("import.fault.why"),
    reasons: all.map(({ reason }) => reason),
  });
  const name = (session.files()[0]?.name ?? "import").replace(/\.\w+$/, "");
  saveFile(`${name}-${words.t("import.fault.fileName")}.csv`, file);
};
