import type { LogRow } from "#domain/schema/entity.ts";

/** Milliseconds within which a step that its maker takes back was a slip of the hand. */
const SLIP = 10 * 60_000;

/** What of an entry decides whether its step was taken. */
export const PATH_PARTS = ["stage", "by", "at"] as const;

/**
 * The stages that a record went through, oldest first: the entries of its advance log that changed the stage. Changes of probability
 * or note alone do not count, and a step that the same person took back at once was never taken: undo leaves no trace in days in
 * stage or conversion. The log itself keeps both entries.
 */
export const pathTaken = (advances: readonly LogRow[]): readonly LogRow[] => {
  const taken: LogRow[] = [];
  for (const entry of advances) {
    const last = taken.at(-1);
    if (last && entry.stage === last.stage) continue;
    const isBack = last !== undefined && taken.at(-2)?.stage === entry.stage && entry.by === last.by && entry.at - last.at <= SLIP;
    if (isBack) taken.pop();
    else taken.push(entry);
  }
  return taken;
};
