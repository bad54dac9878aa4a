import type { FieldValue } from "#domain/schema/field.ts";
import type { PlannedRecord, Values } from "./import-plan.ts";

type Keyed = readonly (readonly [path: string, value: FieldValue])[];

/** A record to create, its fields apart from paths that name a key: those would give every record a form of its own in memory. */
interface Parted extends PlannedRecord {
  readonly fields: Readonly<Values>;
  readonly keyed: Keyed;
}

const COMMON = {
  get values(): Values {
    const { fields, keyed } = this as unknown as Parted;
    return { ...fields, ...Object.fromEntries(keyed) };
  },
};

export const plannedRecord = (id: string, kind: string, lines: readonly number[], fields: Readonly<Values>, keyed: Keyed): PlannedRecord =>
  ({ __proto__: COMMON, id, kind, lines, fields, keyed }) as unknown as PlannedRecord;

/** Calls with paths and values of a planned record, without making them one object. */
export const eachOfRecord = (record: PlannedRecord, call: (path: string, value: FieldValue) => void): void => {
  // A record that was made out of another has values of its own.
  const parted = Object.hasOwn(record, "values") ? null : (record as Parted);
  const fields = parted ? parted.fields : record.values;
  for (const name in fields) call(name, fields[name] ?? null);
  if (parted) for (const [path, value] of parted.keyed) call(path, value);
};

/** What stands under a field's name; undefined for nothing. */
export const fieldOfRecord = (record: PlannedRecord, name: string): FieldValue | undefined =>
  (Object.hasOwn(record, "values") ? record.values : (record as Parted).fields)[name];

/** What stands under paths that name a key. */
export const keyedOfRecord = (record: PlannedRecord): Keyed =>
  Object.hasOwn(record, "values") ? Object.entries(record.values).filter(([path]) => path.includes("/")) : (record as Parted).keyed;

export const entriesOfRecord = (record: PlannedRecord): readonly (readonly [path: string, value: FieldValue])[] => {
  const entries: (readonly [string, FieldValue])[] = [];
  eachOfRecord(record, (path, value) => entries.push([path, value]));
  return entries;
};
