import type { Hlc } from "#domain/record/hlc.ts";
import type { Path } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/**
 * One path of one document, from what the writer saw to what the writer wrote. A prose change carries null on both
 * sides: its content is in the update alone.
 */
export interface Change {
  readonly path: Path;
  readonly from: FieldValue;
  readonly to: FieldValue;
  readonly at: Hlc;
}

/** New values by path; null clears. */
export type Values = Readonly<Record<Path, FieldValue>>;

/** Value equality: marks and log entries are equal when all their parts are. */
export const sameValue = (a: FieldValue, b: FieldValue): boolean => {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const left = Object.entries(a);
  const right = b as unknown as Readonly<Record<string, unknown>>;
  return left.length === Object.keys(b).length && left.every(([name, value]) => right[name] === value);
};
