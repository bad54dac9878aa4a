import type { Edit } from "#workers/replica/api.ts";

/** One step of a person's own work: what to write to take it back. */
export interface UndoStep {
  /** Translated name of what was done, for the menu and the notice. */
  readonly label: string;
  readonly edits: readonly Edit[];
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
