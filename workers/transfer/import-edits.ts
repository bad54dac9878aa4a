import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { ImportPlan, PlannedRecord, PlannedUpdate } from "#domain/transfer/import-plan.ts";
import type { Edit } from "#workers/replica/api.ts";

/** One record of an import: what writes it, what takes it back, and the lines of the file that it comes from. */
export interface ImportEdit {
  readonly edit: Edit;
  readonly undo: Edit;
  readonly lines: readonly number[];
  readonly creates: boolean;
}

const creating = (record: PlannedRecord, deleted: FieldValue): ImportEdit => ({
  edit: { record: record.id as RecordId, values: record.values },
  undo: { record: record.id as RecordId, values: { deleted }, expect: { deleted: null } },
  lines: record.lines,
  creates: true,
});

const updating = ({ id, changes, lines }: PlannedUpdate): ImportEdit => {
  const record = id as RecordId;
  const values: Record<string, FieldValue> = {};
  const before: Record<string, FieldValue> = {};
  for (const { path, from, to } of changes) {
    values[path] = to;
    before[path] = from;
  }
  return { edit: { record, values }, undo: { record, values: before, expect: values }, lines, creates: false };
};

/** The edits of a plan in the order in which they are written: what others refer to comes first. */
export const importEdits = (plan: ImportPlan, me: RecordId, now: Instant): readonly ImportEdit[] => {
  const deleted = { by: me, at: now };
  return [...[...plan.references, ...plan.creates].map((record) => creating(record, deleted)), ...plan.updates.map(updating)];
};
