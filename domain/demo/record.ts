import type { Day, Instant } from "#domain/clock.ts";
import { createKeySource, recordId, type Key, type RecordId } from "#domain/id.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { localDay } from "./calendar.ts";
import type { Dice } from "./dice.ts";

/**
 * One record of the sample workspace. Paths of `values`: `<field>`; `set/<name>/<member>` = 1; `line/<list>/<key>` = who added
 * it, with `line/<list>/<key>/<field>`; `log/<name>/<key>` = the entry. A facet's fields stand beside the others.
 */
export interface DemoRecord {
  readonly id: RecordId;
  readonly values: Readonly<Record<string, FieldValue>>;
  /** Paragraphs of each prose field. */
  readonly prose?: Readonly<Record<string, readonly string[]>>;
  readonly at: Instant;
  readonly by: RecordId;
}

/** What every part of the generator shares: the moment it ends at, the day the company began, and keys of any moment. */
export interface World {
  readonly now: Instant;
  readonly today: Day;
  readonly begin: Day;
  readonly dice: Dice;
  readonly keyAt: (at: Instant) => Key;
  readonly idAt: (kind: string, at: Instant) => RecordId;
}

export const createWorld = (now: Instant, begin: Day, dice: Dice): World => {
  const random = dice.fork("keys");
  const keyAt = (at: Instant): Key => createKeySource({ now: () => at }, random).next();
  return { now, today: localDay(now), begin, dice, keyAt, idAt: (kind, at) => recordId(kind, keyAt(at)) };
};

/** Field values without those that are not known. */
export const known = (values: Readonly<Record<string, FieldValue | undefined>>): Record<string, FieldValue> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, FieldValue] => entry[1] !== undefined));
