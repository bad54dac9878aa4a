import { sameValue, type Change } from "#domain/record/change.ts";
import type { Hlc } from "#domain/record/hlc.ts";
import type { Path } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/** How one change ends: what stands at its path afterwards, and what the history says of it. */
export interface Settled {
  readonly path: Path;
  readonly stands: FieldValue;
  readonly clock: Hlc;
  /** The value at the relay before. */
  readonly from: FieldValue;
  readonly to: FieldValue;
  readonly at: Hlc;
  readonly outcome: "kept" | "superseded" | "replaced";
}

/**
 * The later edit wins, by the clamped clocks of the changes and not by what Yjs chose. A path without a clock is older than
 * every change.
 */
export const settle = (change: Change, at: Hlc, present: FieldValue, clock: Hlc | undefined): Settled => {
  const { path, from, to } = change;
  if (clock !== undefined && at < clock) {
    const outcome = sameValue(to, present) ? "kept" : "superseded";
    return { path, stands: present, clock, from: present, to, at, outcome };
  }
  const outcome = sameValue(from, present) || sameValue(to, present) ? "kept" : "replaced";
  return { path, stands: to, clock: at, from: present, to, at, outcome };
};
