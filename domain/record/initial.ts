import type { Day } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { linePath, memberPath, type Path } from "#domain/record/path.ts";
import type { Values } from "#domain/record/change.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { Field, FieldValue } from "#domain/schema/field.ts";

/** Who makes a record, and the day it is where they are. */
export interface Maker {
  readonly me: RecordId;
  readonly today: Day;
}

const initialOf = ({ initial = null }: Field, { me, today }: Maker): FieldValue => (initial === "me" ? me : initial === "today" ? today : initial);

/**
 * What a new record begins with: the defaults of its kind, where `values` say nothing of a field or set. A value given stands, also
 * null. What lives in a facet has none: most people could not write it.
 */
export const initialValues = (entity: Entity, values: Values, maker: Maker): Values => {
  const begun: Record<Path, FieldValue> = {};
  for (const [name, field] of Object.entries(entity.fields)) {
    const value = field.facet || name in values ? null : initialOf(field, maker);
    if (value !== null) begun[name] = value;
  }
  for (const [name, { initial = [] }] of Object.entries(entity.sets ?? {})) {
    if (initial.length === 0 || Object.keys(values).some((path) => path.startsWith(memberPath(name, "")))) continue;
    for (const member of initial) begun[memberPath(name, member)] = 1;
  }
  return begun;
};

/** What a new line of a list begins with, by path. */
export const initialLine = (entity: Entity, list: string, key: string, maker: Maker): Values => {
  const begun: Record<Path, FieldValue> = {};
  for (const [name, field] of Object.entries(entity.lines?.[list]?.fields ?? {})) {
    const value = initialOf(field, maker);
    if (value !== null) begun[linePath(list, key, name)] = value;
  }
  return begun;
};
