import type { CommittedMany, Edit, ReplicaApi } from "#workers/replica/api.ts";

/** Edits of one portion: enough to make a durable write worth its cost, few enough to leave the thread free every other moment. */
export const PORTION = 200;

/** Commits edits portion by portion. What undoes them stands in reverse order, the last edit first. */
export const commitInPortions = async (edits: readonly Edit[], commit: ReplicaApi["commit"], rest: () => Promise<void>): Promise<CommittedMany> => {
  const undo: (readonly Edit[])[] = [];
  const skipped: CommittedMany["skipped"][number][] = [];
  for (let done = 0; done < edits.length; done += PORTION) {
    const outcome = await commit(edits.slice(done, done + PORTION));
    if (!outcome.ok) return { done, undo: undo.reverse().flat(), skipped, problem: outcome.error };
    undo.push(outcome.value.undo);
    skipped.push(...outcome.value.skipped);
    await rest();
  }
  return { done: edits.length, undo: undo.reverse().flat(), skipped, problem: null };
};
