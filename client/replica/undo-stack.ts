import type { CommittedMany, Edit } from "#workers/replica/api.ts";

/** Edits at hand, or asked for piece by piece when they are needed: those of an import are a hundred thousand. */
export type UndoEdits = readonly Edit[] | (() => AsyncIterable<readonly Edit[]>);

/** One step of a person's own work: what to write to take it back. */
export interface UndoStep {
  /** Translated name of what was done, for the menu and the notice. */
  readonly label: string;
  readonly edits: UndoEdits;
  /** Names work that can also be taken back elsewhere, such as an import from its history. */
  readonly tag?: string;
}

export interface UndoStack {
  readonly done: readonly UndoStep[];
  readonly undone: readonly UndoStep[];
}

export const EMPTY_STACK: UndoStack = { done: [], undone: [] };

/** Steps kept. An import or a bulk edit is one step. */
const DEPTH = 100;

/** New work ends the possibility to redo what was undone before it. */
export const withStep = (stack: UndoStack, step: UndoStep): UndoStack => ({
  done: [...stack.done, step].slice(-DEPTH),
  undone: [],
});

/** Moves the last step over; `back` is what taking it back again needs. */
export const undoneStep = (stack: UndoStack, back: UndoStep): UndoStack => ({
  done: stack.done.slice(0, -1),
  undone: [...stack.undone, back].slice(-DEPTH),
});

export const redoneStep = (stack: UndoStack, back: UndoStep): UndoStack => ({
  done: [...stack.done, back].slice(-DEPTH),
  undone: stack.undone.slice(0, -1),
});

/** Leaves out what has been taken back elsewhere. */
export const withoutTag = (stack: UndoStack, tag: string): UndoStack => ({
  done: stack.done.filter((step) => step.tag !== tag),
  undone: stack.undone.filter((step) => step.tag !== tag),
});

/** Edits that pass between page and worker at once without a pause that anybody notices. */
const PIECE = 1_000;

const piecesOf = async function* (edits: UndoEdits): AsyncGenerator<readonly Edit[]> {
  if (typeof edits === "function") yield* edits();
  else for (let at = 0; at < edits.length; at += PIECE) yield edits.slice(at, at + PIECE);
};

/** Commits a step's edits piece by piece, up to the first problem. What undoes them stands in reverse order, the last edit first. */
export const commitPieces = async (edits: UndoEdits, commitMany: (edits: readonly Edit[]) => Promise<CommittedMany>): Promise<CommittedMany> => {
  const undo: (readonly Edit[])[] = [];
  const skipped: CommittedMany["skipped"][number][] = [];
  let done = 0;
  for await (const piece of piecesOf(edits)) {
    const outcome = await commitMany(piece);
    undo.push(outcome.undo);
    skipped.push(...outcome.skipped);
    done += outcome.done;
    if (outcome.problem) return { done, undo: undo.reverse().flat(), skipped, problem: outcome.problem };
  }
  return { done, undo: undo.reverse().flat(), skipped, problem: null };
};
