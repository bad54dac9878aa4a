import type { Entity } from "#domain/schema/entity.ts";

/** What scopes, pools and sharing go by. */
const ABOUT_ACCESS: ReadonlySet<string> = new Set(["owner", "pool", "sharedWith", "sharedGroups", "readers", "readerGroups"]);

/** Fields by which records of the kind are named, found and moved on, and those that rules hold to. */
const neededIn = ({ title, number, access, stages, collision, approvable }: Entity): ReadonlySet<string> =>
  new Set([
    title,
    ...ABOUT_ACCESS,
    ...(number ? [number.field] : []),
    ...(access.kind === "owned" ? (access.follows ?? []) : []),
    ...(collision ?? []),
    ...(approvable?.holds ? [approvable.holds.field] : []),
    // An advance is written down in the log with what these say.
    ...(stages ? [stages.field, stages.probability, stages.note, stages.closed] : []).flatMap((name) => name ?? []),
    ...Object.values(stages?.reasons ?? {}).flat(),
    ...Object.values(stages?.settles ?? {}).flatMap((values) => Object.keys(values)),
  ]);

/**
 * What of a kind can be hidden from people who read its records: fields, sets, proses and lists of lines by name, fields of lines as
 * `<list>.<field>`. Everything but what a record cannot be made, named, found or judged without, and what a facet keeps apart already.
 */
export const hideableIn = (entity: Entity): readonly string[] => {
  const needed = neededIn(entity);
  const free = (name: string): boolean => !needed.has(name);
  return [
    ...Object.entries(entity.fields).flatMap(([name, field]) =>
      free(name) && !field.required && !field.fixed && !field.relay && !field.hidden && !field.unique && !field.facet ? [name] : [],
    ),
    ...Object.entries(entity.sets ?? {}).flatMap(([name, set]) => (free(name) && !set.hidden && !set.relay ? [name] : [])),
    ...Object.entries(entity.lines ?? {}).flatMap(([list, { fields }]) => [list, ...Object.keys(fields).filter((name) => !fields[name]?.required).map((name) => `${list}.${name}`)]),
    ...Object.keys(entity.prose ?? {}),
  ];
};
