import type { Values } from "#domain/record/change.ts";
import { logPath, type Path } from "#domain/record/path.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { advance, advancedFields, type Advancing } from "#domain/stages/advance.ts";

/** What a new record's stage brings with it: values, and what its log gets under a key of its own, null for nothing. */
export interface Brought {
  readonly values: Values;
  readonly entry: FieldValue;
}

/**
 * `advance` for many new records of one kind: records that begin alike are asked about once, and get the same object. `read` gives undefined for a field of
 * which nothing is said; `logged` tells that the record brings an entry of its own.
 */
export type AdvanceNew = (read: (name: string) => FieldValue | undefined, by: Advancing, logged: boolean) => Brought;

const NOTHING: Brought = { values: {}, entry: null };

/** Unlike for values that differ. */
const mark = (value: FieldValue | undefined): string => (value === undefined ? "-" : typeof value === "string" ? `${value.length}:${value}` : JSON.stringify(value));

export const createAdvanceNew = (entity: Entity): AdvanceNew => {
  const { stages } = entity;
  if (!stages) return () => NOTHING;
  const names = advancedFields(stages);
  const log = logPath(stages.log, "");
  const known = new Map<string, Brought>();
  return (read, by, logged) => {
    let name = logged ? `${by.now}|${by.today}` : `${by.now} ${by.today}`;
    for (const field of names) name += mark(read(field));
    const found = known.get(name);
    if (found) return found;
    const values: Record<Path, FieldValue> = {};
    for (const field of names) {
      const value = read(field);
      if (value !== undefined) values[field] = value;
    }
    const brought = Object.entries(advance(entity, undefined, logged ? { ...values, [log]: null } : values, by));
    const rest = brought.filter(([path]) => !path.startsWith(log));
    const made = { values: Object.fromEntries(rest), entry: brought.find(([path]) => path.startsWith(log))?.[1] ?? null };
    known.set(name, made);
    return made;
  };
};
