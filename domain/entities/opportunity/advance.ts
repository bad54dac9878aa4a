import type { Day, Instant } from "#domain/clock.ts";
import type { Key, RecordId } from "#domain/id.ts";
import { sameValue, type Values } from "#domain/record/change.ts";
import { logPath } from "#domain/record/path.ts";
import type { Entity, Row, Stages } from "#domain/schema/entity.ts";
import type { FieldValue, LogEntry, Scalar } from "#domain/schema/field.ts";

/** Who advances, when, and the key of the entry it leaves. */
export interface Advancing {
  readonly me: RecordId;
  readonly now: Instant;
  readonly today: Day;
  readonly key: () => Key;
}

/** Fields that an advance is made of, by the log's detail that keeps them. `stage` stands for the entity's own stage field. */
const NOTE = "stageNote";
const tracked = (stages: Stages): Readonly<Record<string, string>> => ({ stage: stages.field, probability: "probability", note: NOTE });

const scalarOf = (value: FieldValue | undefined): Scalar => (typeof value === "string" || typeof value === "number" ? value : null);

/**
 * `values` completed by what an advance brings with it, for kinds with stages: the step's probability and the closing day, unless
 * the same edit says otherwise, and one entry of the advance log when stage, probability or note change. Record `before` is undefined
 * for a new one, whose first entry is the stage it starts in.
 */
export const advance = (entity: Entity, before: Row | undefined, values: Values, by: Advancing): Values => {
  const { stages } = entity;
  if (!stages) return values;
  const details = entity.logs?.[stages.log]?.details ?? {};
  const completed: Record<string, FieldValue> = { ...values };
  const present = (name: string): FieldValue => (name in completed ? (completed[name] ?? null) : ((before?.[name] ?? null) as FieldValue));
  const changes = (name: string): boolean => name in completed && !sameValue(completed[name] ?? null, (before?.[name] ?? null) as FieldValue);

  if (changes(stages.field)) {
    const step = stages.steps.find((step) => step.id === completed[stages.field]);
    if (step && entity.fields.probability && !("probability" in values)) completed.probability = String(step.probability);
    if (entity.fields.closedOn && !("closedOn" in values)) {
      if (step?.outcome) completed.closedOn = by.today;
      else if (present("closedOn") !== null) completed.closedOn = null;
    }
  }

  const logs = Object.keys(values).some((path) => path.startsWith(logPath(stages.log, "")));
  const parts = tracked(stages);
  if (logs || !Object.values(parts).some(changes)) return completed;
  const entry: Record<string, Scalar> = {};
  for (const [detail, field] of Object.entries(parts)) if (details[detail]) entry[detail] = scalarOf(present(field));
  completed[logPath(stages.log, by.key())] = { ...entry, by: by.me, at: by.now } satisfies LogEntry;
  return completed;
};
