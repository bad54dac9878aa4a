import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { proposedChanges, type ProposedChange, type Subject } from "#domain/policy/asking.ts";
import type { Values } from "#domain/record/change.ts";
import type { Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";

/** What somebody asks for. `title` is what the record is called as far as they know. */
export interface Wish {
  readonly about: Subject;
  readonly title: string;
  readonly wants: "read" | "change" | "apply";
  readonly note: string | null;
  /** The colleague who is asked to make `changes`. */
  readonly to?: RecordId;
  readonly changes?: readonly ProposedChange[];
}

/** The longest list of changes that one request holds, as JSON. */
const MOST_TEXT = 60_000;

/** Values of the request; null when the changes are too many to be given away in one. */
export const wishValues = ({ about, title, wants, note, to, changes }: Wish): Values | null => {
  const text = changes === undefined ? null : JSON.stringify(changes);
  if (text !== null && text.length > MOST_TEXT) return null;
  return {
    title,
    wants,
    ...("record" in about ? { record: about.record } : { of: about.kind, name: about.name }),
    ...(note === null ? {} : { note }),
    ...(to === undefined ? {} : { to }),
    ...(text === null ? {} : { changes: text }),
  };
};

export const ANSWERS = ["read", "change", "applied", "declined"] as const;
export type RequestAnswer = (typeof ANSWERS)[number];

interface Written {
  readonly record: RecordId;
  readonly values: Values;
}

/** What answering a request writes: what it gives first, so that a request never counts as granted where giving was refused at once. */
export const answerEdits = (request: Row, answer: RequestAnswer, record: RecordId | null, by: { readonly me: RecordId; readonly now: Instant }): readonly Written[] => {
  const asker = textOf(request, "owner");
  const settled: Written = { record: request.id, values: { answer, answered: { by: by.me, at: by.now } } };
  if (answer === "declined") return [settled];
  if (record === null || asker === null) return [];
  if (answer === "applied") return [{ record, values: Object.fromEntries(proposedChanges(request).map(({ path, to }) => [path, to])) }, settled];
  return [{ record, values: { [`set/${answer === "read" ? "readers" : "sharedWith"}/${asker}`]: 1 } }, settled];
};
