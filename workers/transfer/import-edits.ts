import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { touchesAccess } from "#domain/policy/touches.ts";
import { createSheafBuilder } from "#domain/record/sheaf-builder.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { ImportPlan, PlannedRecord, PlannedUpdate, Values } from "#domain/transfer/import-plan.ts";
import { entriesOfRecord } from "#domain/transfer/planned-record.ts";
import type { Edit } from "#workers/replica/api.ts";

/** What is written at once: the records bound together, what takes them back, the last first, and the lines of the file that each comes from. */
export interface ImportPortion {
  /** Whether its records are new. A portion has either. */
  readonly fresh: boolean;
  readonly sheaf: Uint8Array;
  readonly undo: readonly Edit[];
  readonly lines: readonly (readonly number[])[];
}

/** How many records are written at once. New ones cost little each, of those that exist the document is opened. */
export interface PortionSizes {
  readonly fresh: number;
  readonly changed: number;
}

const creating = ({ id }: PlannedRecord, deleted: FieldValue): Edit => ({ record: id as RecordId, values: { deleted }, expect: { deleted: null } });

const valuesOf = ({ changes }: PlannedUpdate, side: "from" | "to"): Values => {
  const values: Values = {};
  for (const change of changes) values[change.path] = change[side];
  return values;
};

const reverting = (update: PlannedUpdate): Edit => ({ record: update.id as RecordId, values: valuesOf(update, "from"), expect: valuesOf(update, "to") });

const piecesOf = <T>(items: readonly T[], size: number): readonly (readonly T[])[] => Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

const madeOf = (plan: ImportPlan): readonly PlannedRecord[] => [...plan.references, ...plan.creates];

/** How many records and portions a plan comes to. */
export const measurePlan = (plan: ImportPlan, { fresh, changed }: PortionSizes): { readonly total: number; readonly portions: number } => {
  const made = plan.references.length + plan.creates.length;
  return { total: made + plan.updates.length, portions: Math.ceil(made / fresh) + Math.ceil(plan.updates.length / changed) };
};

/** The portions of a plan in the order in which they are written: what others refer to comes first. Each is made when it is asked for. */
export const importPortions = function* (plan: ImportPlan, me: RecordId, now: Instant, { fresh, changed }: PortionSizes): Generator<ImportPortion> {
  const deleted = { by: me, at: now };
  for (const records of piecesOf(madeOf(plan), fresh)) {
    const builder = createSheafBuilder();
    for (const record of records) builder.add(record.id as RecordId, entriesOfRecord(record));
    yield { fresh: true, sheaf: builder.finish().bytes, undo: records.map((record) => creating(record, deleted)).reverse(), lines: records.map(({ lines }) => lines) };
  }
  for (const updates of piecesOf(plan.updates, changed)) {
    const builder = createSheafBuilder();
    for (const update of updates) builder.add(update.id as RecordId, Object.entries(valuesOf(update, "to")));
    yield { fresh: false, sheaf: builder.finish().bytes, undo: updates.map(reverting).reverse(), lines: updates.map(({ lines }) => lines) };
  }
};

const pathsOf = function* (record: PlannedRecord): Generator<string> {
  for (const [path] of entriesOfRecord(record)) yield path;
};

/** What of a plan can change who may do what. */
export const accessEditsOf = (plan: ImportPlan): readonly Edit[] => [
  ...madeOf(plan).filter((record) => touchesAccess(record.id, pathsOf(record))).map(({ id, values }) => ({ record: id as RecordId, values })),
  ...plan.updates.filter(({ id, changes }) => touchesAccess(id, changes.map(({ path }) => path))).map((update) => ({ record: update.id as RecordId, values: valuesOf(update, "to") })),
];
