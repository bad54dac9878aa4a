import type { Lens, Lenses } from "#domain/policy/lens.ts";
import type { Derived, Entity, Filter, Related, Section, Sort, Stages } from "#domain/schema/entity.ts";
import type { LineField } from "#domain/schema/field.ts";

const fieldsIn = (filter: Filter): readonly string[] => {
  if ("all" in filter) return filter.all.flatMap(fieldsIn);
  if ("any" in filter) return filter.any.flatMap(fieldsIn);
  return "not" in filter ? fieldsIn(filter.not) : [filter.field];
};

const without = <T>(from: Readonly<Record<string, T>> | undefined, isGone: (name: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(from ?? {}).filter(([name]) => !isGone(name)));

/** What of a kind is not seen by name, its derived columns included. */
const goneIn = ({ kind, derived }: Entity, lenses: Lenses): ((path: string) => boolean) => {
  const gone = (lens: Lens | undefined, name: string): boolean => lens !== undefined && (lens.has(name) || lens.has(name.split(".")[0] ?? ""));
  const needs = ({ from = [], needs = [] }: Derived): boolean =>
    [...from, ...needs].some((name) => {
      const [other, field] = name.split("/");
      return field === undefined ? gone(lenses.get(kind), name) : gone(lenses.get(other ?? ""), field);
    });
  const unmade = new Set(Object.entries(derived ?? {}).flatMap(([name, column]) => (needs(column) ? [name] : [])));
  return (path) => {
    const [name = ""] = path.split(".");
    return unmade.has(name) || gone(lenses.get(kind), path);
  };
};

/** Lines of which a part is not seen have no amount: a sum of what is left would be wrong. */
const seenLineField = (list: string, { priced, fields }: LineField, isGone: (path: string) => boolean): LineField => {
  const left = without(fields, (name) => isGone(`${list}.${name}`));
  const whole = Object.keys(left).length === Object.keys(fields).length;
  return { fields: left, ...(priced && whole ? { priced } : {}) };
};

const seenStages = ({ sum, days, ...stages }: Stages, isGone: (path: string) => boolean): Stages => ({
  ...stages,
  ...(sum === undefined || isGone(sum) ? {} : { sum }),
  ...(days === undefined || isGone(days) ? {} : { days }),
});

const seenRelated = (related: readonly Related[], lenses: Lenses, entityOf: (kind: string) => Entity | undefined): readonly Related[] =>
  related.flatMap((list) => {
    const entity = entityOf(list.kind);
    const isGone = entity ? goneIn(entity, lenses) : () => false;
    if (isGone(list.by)) return [];
    const { totals = [], sort = [] } = list;
    return [{ ...list, columns: list.columns.filter((path) => !isGone(path)), totals: totals.filter((path) => !isGone(path)), ...(list.sort ? { sort: sort.filter(({ by }) => !isGone(by)) } : {}) }];
  });

const madeSeen = (entity: Entity, lenses: Lenses, entityOf: (kind: string) => Entity | undefined): Entity => {
  const isGone = goneIn(entity, lenses);
  const { subtitle, chip, stages, list, views, form, related, duplicates, ...rest } = entity;
  const sorted = (sort: readonly Sort[]): readonly Sort[] => sort.filter(({ by }) => !isGone(by));
  const shown = (names: readonly string[]): readonly string[] => names.filter((name) => !isGone(name));
  const sections = form.map((section): Section => ({ ...section, fields: shown(section.fields) }));
  const lines = Object.fromEntries(Object.entries(without(entity.lines, isGone)).map(([name, of]) => [name, seenLineField(name, of, isGone)]));
  return {
    ...rest,
    ...(subtitle === undefined || isGone(subtitle) ? {} : { subtitle }),
    ...(chip === undefined || isGone(chip) ? {} : { chip }),
    ...(stages ? { stages: seenStages(stages, isGone) } : {}),
    fields: without(entity.fields, isGone),
    sets: without(entity.sets, isGone),
    ...(entity.lines ? { lines } : {}),
    ...(entity.prose ? { prose: without(entity.prose, isGone) } : {}),
    ...(entity.derived ? { derived: without(entity.derived, isGone) } : {}),
    list: { columns: shown(list.columns), sort: sorted(list.sort), ...(list.totals ? { totals: shown(list.totals) } : {}) },
    ...(views ? { views: views.filter(({ filter }) => !fieldsIn(filter).some(isGone)).map((view) => (view.sort ? { ...view, sort: sorted(view.sort) } : view)) } : {}),
    form: sections.filter(({ fields }) => fields.length > 0),
    ...(related ? { related: seenRelated(related, lenses, entityOf) } : {}),
    ...(duplicates ? { duplicates: duplicates.filter((names) => !names.some(isGone)) } : {}),
  };
};

const made = new WeakMap<Lenses, Map<string, Entity>>();

/**
 * A kind as somebody sees it: as if it never had what their lenses hide, nor the columns, lists and sums that are made of it. Whatever is drawn,
 * asked, read or written by the definition is then right by itself. The same object for the same lenses.
 */
export const seenEntity = (entity: Entity, lenses: Lenses, entityOf: (kind: string) => Entity | undefined): Entity => {
  if (lenses.size === 0) return entity;
  const known = made.get(lenses) ?? new Map<string, Entity>();
  made.set(lenses, known);
  const before = known.get(entity.kind);
  if (before) return before;
  const seen = madeSeen(entity, lenses, entityOf);
  known.set(entity.kind, seen);
  return seen;
};
