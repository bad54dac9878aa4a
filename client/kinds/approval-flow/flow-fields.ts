import { parseCriteria } from "#domain/policy/sharing.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { Locale } from "#domain/schema/words.ts";
import { filterFieldsOf, type ListField } from "#client/query/list-fields.ts";

/** Everything that a condition of a flow can be about: what is stored in the record, its lines included, and figures made of that alone. */
export const flowFieldsOf = (entity: Entity, locale: Locale): readonly ListField[] => {
  const words = wordsOf(locale, entity.kind);
  const ofLines = Object.entries(entity.lines ?? {}).flatMap(([list, { fields }]) =>
    Object.entries(fields).map(([name, field]): ListField => ({ path: `${list}.${name}`, label: `${words.fields[list]} › ${words.lines?.[list]?.[name]}`, field, from: "field", stored: false })),
  );
  return [...ofLines, ...filterFieldsOf(entity, locale, []).filter(({ path, facet }) => facet === undefined && path !== "approval" && parseCriteria(`${path}=1`, entity, true).ok)];
};
