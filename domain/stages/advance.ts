import type { Day, Instant } from "#domain/clock.ts";
import type { Key, RecordId } from "#domain/id.ts";
import { sameValue, type Values } from "#domain/record/change.ts";
import { logPath } from "#domain/record/path.ts";
import type { Entity, Outcome, Row, Stages } from "#domain/schema/entity.ts";
import type { FieldValue, LogEntry, Scalar } from "#domain/schema/field.ts";

/** Who advances, when, and the key of the entry it leaves. */
export interface Advancing {
  readonly me: RecordId;
  readonly now: Instant;
  readonly today: Day;
  readonly key: () => Key;
}

/** Fields that an advance is made of, by the log's detail that keeps them. */
export const tracked = ({ field, probability, note }: Stages): readonly (readonly [detail: string, field: string])[] => [
  ["stage", field],
  ...(probability === undefined ? [] : [["probability", probability] as const]),
  ...(note === undefined ? [] : [["note", note] as const]),
];

/** Fields that an entry of the advance log tells of, or that change with the stage by themselves. */
export const advancedFields = (stages: Stages): readonly string[] => [
  ...tracked(stages).map(([, field]) => field),
  ...(stages.closed === undefined ? [] : [stages.closed]),
  ...Object.keys({ ...stages.settles?.won, ...stages.settles?.lost }),
];

/** What follows from how the path ended, or from its going on again. */
const settled = ({ fields, stages }: Entity, before: Outcome | undefined, after: Outcome | undefined, was: (name: string) => FieldValue): Values => {
  if (after) return stages?.settles?.[after] ?? {};
  const ended = before ? (stages?.settles?.[before] ?? {}) : {};
  const unchanged = Object.keys(ended).filter((name) => sameValue(was(name), ended[name] ?? null));
  return Object.fromEntries(unchanged.map((name) => [name, fields[name]?.initial ?? null]));
};

const scalarOf = (value: FieldValue): Scalar => (typeof value === "string" || typeof value === "number" ? value : null);

/**
 * What an edit of a kind with stages brings with it besides `values`: the step's probability, the closing day and what its end settles,
 * unless the same edit says otherwise, and one entry of the advance log when stage, probability or note change. Record `before` is undefined for a
 * new one, whose first entry is the stage it starts in.
 */
export const advance = (entity: Entity, before: Row | undefined, values: Values, by: Advancing): Values => {
  const { stages } = entity;
  if (!stages) return {};
  const brought: Record<string, FieldValue> = {};
  const was = (name: string): FieldValue => (before?.[name] ?? null) as FieldValue;
  const present = (name: string): FieldValue => (name in brought ? brought[name] : name in values ? values[name] : was(name)) ?? null;
  const changes = (name: string): boolean => !sameValue(present(name), was(name));

  if (changes(stages.field)) {
    const step = stages.steps.find(({ id }) => id === present(stages.field));
    const earlier = stages.steps.find(({ id }) => id === was(stages.field));
    const { probability, closed } = stages;
    /* A new record's defaults are nobody's word. */
    const said = (name: string): boolean => name in values && !(before === undefined && sameValue(values[name] ?? null, entity.fields[name]?.initial ?? null));
    for (const [name, value] of Object.entries(settled(entity, earlier?.outcome, step?.outcome, was))) {
      if (!said(name) && !sameValue(present(name), value)) brought[name] = value;
    }
    if (probability !== undefined && step?.probability !== undefined && !(probability in values)) brought[probability] = String(step.probability);
    if (closed !== undefined && !(closed in values)) {
      if (step?.outcome) brought[closed] = by.today;
      else if (was(closed) !== null) brought[closed] = null;
    }
  }

  const parts = tracked(stages);
  const log = logPath(stages.log, "");
  if (!parts.some(([, field]) => changes(field)) || Object.keys(values).some((path) => path.startsWith(log))) return brought;
  const entry = Object.fromEntries(parts.map(([detail, field]) => [detail, scalarOf(present(field))]));
  brought[logPath(stages.log, by.key())] = { ...entry, by: by.me, at: by.now } satisfies LogEntry;
  return brought;
};
