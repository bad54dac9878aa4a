import type { RecordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { isDeleted, membersOf, textOf } from "#domain/schema/read.ts";

/** A place in the tree of the company. Keys are unique, also where a person stands in several units. */
export type OrgNode = TreeNode | UnitNode | PersonNode;

interface NodeBase {
  readonly key: string;
  /** 1 for the trees themselves. */
  readonly level: number;
  readonly parent: string | null;
  readonly name: string;
}

/** The departments, one dimension with its units, or people whom no department has. */
export interface TreeNode extends NodeBase {
  readonly type: "tree";
  readonly tree: Tree;
  readonly hasChildren: boolean;
}

export interface UnitNode extends NodeBase {
  readonly type: "unit";
  readonly tree: Tree;
  readonly record: RecordId;
  readonly hasChildren: boolean;
  /** People within, without those of units below. */
  readonly people: number;
}

export interface PersonNode extends NodeBase {
  readonly type: "person";
  readonly tree: Tree;
  readonly record: RecordId;
  /** The unit that the person stands in; null in none. */
  readonly unit: RecordId | null;
  /** A further unit besides the person's department. */
  readonly also: boolean;
  readonly disabled: boolean;
}

/** `departments`, `without` a department, or the id of a dimension. */
export type Tree = "departments" | "without" | RecordId;

export interface Company {
  readonly departments: readonly Row[];
  readonly users: readonly Row[];
  readonly dimensions: readonly Row[];
}

export interface TreeNames {
  readonly departments: string;
  readonly without: string;
}

const nameOf = (row: Row): string => textOf(row, "name") ?? "…";

/**
 * The whole company as lines from top to bottom, people before the units below theirs. Units whose way up leads nowhere, or in a circle, stand
 * at the top, so that nothing is out of sight. `compare` orders names.
 */
export const orgTree = (company: Company, names: TreeNames, compare: (a: string, b: string) => number): readonly OrgNode[] => {
  const byName = (a: Row, b: Row): number => compare(nameOf(a), nameOf(b));
  const units = company.departments.filter((row) => !isDeleted(row)).toSorted(byName);
  const users = company.users.filter((row) => !isDeleted(row)).toSorted(byName);
  const dimensions = company.dimensions.filter((row) => !isDeleted(row)).toSorted(byName);
  const known = new Map(units.map((row) => [row.id as string, row]));
  const shown = new Set<string>(dimensions.map(({ id }) => id));

  const treeOf = (unit: Row): Tree => {
    const dimension = textOf(unit, "dimension");
    return dimension !== null && shown.has(dimension) ? (dimension as RecordId) : "departments";
  };
  const parentOf = (unit: Row): Row | undefined => {
    const parent = known.get(textOf(unit, "parent") ?? "");
    return parent && treeOf(parent) === treeOf(unit) ? parent : undefined;
  };
  /* In a circle, the unit whose id comes first is its top. */
  const isTop = (unit: Row): boolean => {
    const seen = new Set<string>([unit.id]);
    for (let above = parentOf(unit); above; above = parentOf(above)) {
      if (above.id === unit.id) return [...seen].every((id) => id >= unit.id);
      if (seen.has(above.id)) return false;
      seen.add(above.id);
    }
    return seen.size === 1;
  };
  const tops = new Set(units.filter(isTop).map(({ id }) => id));
  const within = new Map<string, Row[]>();
  for (const unit of units) {
    const above = tops.has(unit.id) ? undefined : parentOf(unit);
    if (above) within.set(above.id, [...(within.get(above.id) ?? []), unit]);
  }

  const mainOf = (user: Row): string | null => {
    const main = textOf(user, "department");
    return main !== null && known.has(main) ? main : null;
  };
  const inUnit = (user: Row, unit: string): boolean => mainOf(user) === unit || membersOf(user, "units").includes(unit);

  const person = (user: Row, tree: Tree, unit: RecordId | null, parent: string, level: number): PersonNode => ({
    type: "person",
    key: `${parent}>${user.id}`,
    level,
    parent,
    tree,
    name: nameOf(user),
    record: user.id,
    unit,
    also: unit !== null && mainOf(user) !== unit,
    disabled: user["disabled"] !== undefined && user["disabled"] !== null,
  });
  const unitLines = (unit: Row, tree: Tree, parent: string, level: number): readonly OrgNode[] => {
    const key = `${parent}>${unit.id}`;
    const people = users.filter((user) => inUnit(user, unit.id)).map((user) => person(user, tree, unit.id, key, level + 1));
    const below = (within.get(unit.id) ?? []).flatMap((child) => unitLines(child, tree, key, level + 1));
    return [
      { type: "unit", key, level, parent, tree, name: nameOf(unit), record: unit.id, hasChildren: people.length + below.length > 0, people: people.length },
      ...people,
      ...below,
    ];
  };
  const wholeTree = (tree: Tree, name: string): readonly OrgNode[] => {
    const lines = units.filter((unit) => tops.has(unit.id) && treeOf(unit) === tree).flatMap((unit) => unitLines(unit, tree, tree, 2));
    return [{ type: "tree", key: tree, level: 1, parent: null, tree, name, hasChildren: lines.length > 0 }, ...lines];
  };
  const lost = users.filter((user) => mainOf(user) === null).map((user) => person(user, "without", null, "without", 2));
  return [
    ...wholeTree("departments", names.departments),
    ...dimensions.flatMap((dimension) => wholeTree(dimension.id, nameOf(dimension))),
    ...(lost.length === 0 ? [] : [{ type: "tree" as const, key: "without", level: 1, parent: null, tree: "without" as const, name: names.without, hasChildren: true }, ...lost]),
  ];
};

/** The lines in sight: nothing within what is folded. */
export const unfolded = (nodes: readonly OrgNode[], folded: ReadonlySet<string>): readonly OrgNode[] => {
  const hidden = new Set<string>();
  return nodes.filter(({ key, parent }) => {
    const out = parent !== null && (hidden.has(parent) || folded.has(parent));
    if (out) hidden.add(key);
    return !out;
  });
};
