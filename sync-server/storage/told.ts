import type { DocId } from "#domain/id.ts";
import type { Answer } from "#domain/protocol/down/answers.ts";

/** The document whose value an answer may tell. */
export const toldOf = (answer: Answer): DocId | null => (answer.ok ? null : answer.refusal.doc);

/** The answer with the reason why something was refused, without values: of a record that is no more, or that its reader no longer sees. */
export const untold = (answer: Answer): Answer => {
  if (answer.ok) return answer;
  const { code, reason, doc, path } = answer.refusal;
  return { tx: answer.tx, ok: false, refusal: { code, reason, doc, path } };
};
