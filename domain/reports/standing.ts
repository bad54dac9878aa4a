import type { RowChange } from "#domain/query/context.ts";
import type { Cell } from "./report.ts";

/** An answer that stays right while records of its kind change. A change of anything else it reads needs a new one. */
export interface Standing<A> {
  readonly answer: () => A;
  /** Takes in changes of records of the kind, in order, once all of them are in the facts. */
  readonly follow: (changes: readonly RowChange[]) => void;
  /** Ids of the records behind a figure, as they are now. */
  readonly drill: (cell: Cell) => readonly string[];
}
