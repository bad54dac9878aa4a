import type { Entity } from "#domain/schema/entity.ts";

/**
 * Content that an approval is about, by name: a field or a set of the record, or `<list>.<field>` for a field of its lines. Covering a
 * field of lines covers which lines there are.
 */
export type Cover = string;

/** Whether somebody can be asked to approve a field, set or field of lines: what people write, in the main document. */
const coverableIn = ({ fields, sets, lines, number, approvable }: Entity): readonly Cover[] => [
  ...Object.entries(fields).flatMap(([name, field]) =>
    field.hidden || field.fixed || field.relay || field.facet || name === number?.field || name === "owner" || name === approvable?.holds?.field ? [] : [name],
  ),
  ...Object.entries(sets ?? {}).flatMap(([name, set]) => (set.hidden || set.relay || ABOUT_ACCESS.has(name) ? [] : [name])),
  ...Object.entries(lines ?? {}).flatMap(([list, line]) => Object.keys(line.fields).map((name) => `${list}.${name}`)),
];

const ABOUT_ACCESS: ReadonlySet<string> = new Set(["sharedWith", "sharedGroups", "readers", "readerGroups"]);

const known = new WeakMap<Entity, readonly Cover[]>();

/** Everything of a kind that an approval can be about. */
export const coversOf = (entity: Entity): readonly Cover[] => {
  const before = known.get(entity);
  if (before) return before;
  const covers = coverableIn(entity);
  known.set(entity, covers);
  return covers;
};

/** Whether a change of `path` changes covered content. */
export const isCovered = (covers: readonly Cover[], path: string): boolean => {
  const [head = "", name = "", , field] = path.split("/");
  if (head === "set") return covers.includes(name);
  if (head !== "line") return covers.includes(path);
  return field === undefined ? covers.some((cover) => cover.startsWith(`${name}.`)) : covers.includes(`${name}.${field}`);
};
