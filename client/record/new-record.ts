import type { Day } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { memberPath } from "#domain/record/path.ts";
import type { Values } from "#domain/record/change.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { Field, FieldValue } from "#domain/schema/field.ts";

export interface Maker {
  readonly me: RecordId;
  readonly today: Day;
}

const initialOf = (field: Field, { me, today }: Maker): FieldValue => {
  if (field.initial === undefined) return null;
  if (field.initial === "me") return me;
  return field.initial === "today" ? today : field.initial;
};

/** The values that a new line begins with. */
export const initialsOf = (fields: Readonly<Record<string, Field>>, maker: Maker): Values =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, field]) => (field.initial === undefined ? [] : [[name, initialOf(field, maker)]])));

/** What a form for a new record begins with. The replica completes it again when the record is made. */
export const initialValues = (entity: Entity, maker: Maker): Values => {
  const values: Record<string, FieldValue> = {};
  for (const [name, field] of Object.entries(entity.fields)) {
    const value = field.facet ? null : initialOf(field, maker);
    if (value !== null) values[name] = value;
  }
  for (const [name, set] of Object.entries(entity.sets ?? {})) for (const member of set.initial ?? []) values[memberPath(name, member)] = 1;
  return values;
};

/** The value that makes a new record of `kind` belong to `parent` through the field or set `by`. */
export const belongsTo = (entity: Entity, by: string, parent: RecordId): Values =>
  entity.sets?.[by] ? { [memberPath(by, parent)]: 1 } : { [by]: parent };
